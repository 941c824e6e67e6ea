import type { ImageScenario } from './image-scenario.ts';
import { imagesEmptyRepositories } from './images-empty-repositories.ts';
import { imagesForbidden } from './images-forbidden.ts';
import { imagesFound } from './images-found.ts';
import { imagesMany } from './images-many.ts';
import { imagesMultiArch } from './images-multi-arch.ts';
import { imagesNone } from './images-none.ts';
import { imagesPartlyForbidden } from './images-partly-forbidden.ts';
import { imagesPublicOnly } from './images-public-only.ts';

/** Every situation of the image registry, in the order in which a person would meet them. */
export const imageScenarios: readonly ImageScenario[] = [
  imagesFound,
  imagesNone,
  imagesEmptyRepositories,
  imagesPublicOnly,
  imagesMultiArch,
  imagesMany,
  imagesForbidden,
  imagesPartlyForbidden,
];

/** Those of which there is a result to show. */
export const imageReads: readonly ImageScenario[] = imageScenarios.filter(({ expect }) => expect.state === 'succeeded');
