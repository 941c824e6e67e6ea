/** What an image has going for it, or against it, as a smoke workload. */
export type Merit =
  | 'manage'
  | 'write'
  | 'read'
  | 'private'
  | 'public'
  | 'server_name'
  | 'plain_name'
  | 'tool_name'
  | 'release_tag'
  | 'named_tag'
  | 'latest_tag'
  | 'other_architecture';

/** What is found in the image registry. */
export interface ImageFacts {
  /** Why this one. `of`: how many could have been chosen; `merits`: what decided, the weightiest first. */
  image_chosen: { image: string; of: number; merits: readonly Merit[]; architecture: string };
  /** Nothing could be chosen. `images`: all that were found, those of public organisations among them. */
  image_none: { namespaces: number; repositories: number; images: number };
  /** Organisations and repositories that did not tell what is in them. `detail`: what the first of them answered. */
  registry_unreadable: { places: readonly string[]; denied: boolean; detail: string };
  /** Too much for one run: so many repositories were not read, or not to their end. */
  registry_cut: { repositories: number; seconds: number };
  /** The best of them are listed, the others only counted. */
  images_left_out: { listed: number; found: number };
}
