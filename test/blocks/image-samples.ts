import type { ImageFacts } from '../../src/core/findings/images.ts';

/** Facts of every code about images, with one text wherever a text may be. */
export const imageFactsOf = (x: string): ImageFacts => ({
  image_chosen: { image: x, of: 3, merits: ['server_name', 'manage', 'private', 'release_tag'], architecture: x },
  image_none: { namespaces: 2, repositories: 3, images: 1 },
  registry_unreadable: { places: [x, x], denied: true, detail: x },
  registry_cut: { repositories: 7, seconds: 90 },
  images_left_out: { listed: 5_000, found: 61_234 },
});
