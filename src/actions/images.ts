import { z } from 'zod';
import { defineAction, type IamAction, type Outcome } from '../core/action.ts';
import type { Finding } from '../core/finding.ts';
import { type Discovery, discoverImages } from './images/discover.ts';
import type { Candidate } from './images/rank.ts';

/** An image in the contract's field names (section 5). */
export interface ImageRow {
  readonly image: string;
  readonly namespace: string;
  readonly repository: string;
  readonly tag: string;
  readonly owner: string;
  readonly public: boolean;
}

export interface ImagesResult extends Outcome {
  /** The best for a smoke workload first. */
  readonly images: readonly ImageRow[];
  readonly selected: ImageRow | null;
  readonly selection_reason: Finding;
  readonly warnings: readonly Finding[];
}

export const imageNeeds: readonly IamAction[] = ['swr:namespace:listNamespaces', 'swr:repo:listRepos', 'swr:repo:listRepoTags'];

const imageRow = ({ image, namespace, repository, tag, owner, public: isPublic }: Candidate): ImageRow => ({
  image,
  namespace,
  repository,
  tag,
  owner,
  public: isPublic,
});

/** An empty registry is an answer; one that did not tell, and in what it told nothing to choose, is none. */
const resultOf = ({ images, selected, reason, warnings, unreadable }: Discovery): ImagesResult => ({
  success: selected !== null || unreadable === null,
  images: images.map(imageRow),
  selected: selected && imageRow(selected),
  selection_reason: reason,
  warnings,
});

/** What could be run as a smoke workload, and what would be. */
export const images = defineAction<Record<string, never>, ImagesResult>({
  kind: 'read',
  summary: 'List the images in SWR, and which of them a smoke workload would run',
  skillAction: 'huawei_discover_cce_cci_smoke_images',
  examples: ['images prod', 'images region=cn-north-4'],
  params: z.strictObject({}),
  parameterHelp: {},
  needs: imageNeeds,
  regionIsEnough: true,
  timeoutMs: 150_000,
  read: async (_, context) => resultOf(await discoverImages(context, 'amd64')),
  next: (_, { selected }) => (selected ? [{ command: 'smoke', params: { image: selected.image }, how: 'proposed' }] : []),
});
