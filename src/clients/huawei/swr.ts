import { z } from 'zod';
import type { ImageNamespace, ImageTag, Registry, Repository } from '../../ports/registry.ts';
import type { Caller } from './caller.ts';
import { BARE_PAGE_SIZE, pagesByOffset } from './pages.ts';
import { badIdentifier } from './refusal.ts';
import { SwrClient } from './swr-client.ts';
import { listOf, textOrEmpty, textOrNull } from './wire.ts';

/** SWR API v2, ListNamespaces. */
const namespaces = z.object({
  namespaces: listOf(
    z
      .object({ name: z.string(), creator_name: textOrEmpty, auth: z.number().nullish() })
      .transform((wire): ImageNamespace => ({ name: wire.name, owner: wire.creator_name, auth: wire.auth ?? 0 })),
  ),
});

/** SWR API v2, ListReposDetails: a bare array. `total_range` is how many there are on all pages. */
const repository = z
  .object({
    name: z.string(),
    namespace: z.string(),
    path: z.string(),
    is_public: z.boolean().nullish(),
    num_images: z.number().nullish(),
    tags: listOf(z.string()),
    total_range: z.number().nullish(),
  })
  .transform((wire) => ({
    namespace: wire.namespace,
    name: wire.name,
    path: wire.path,
    isPublic: wire.is_public ?? false,
    imageCount: wire.num_images ?? wire.tags.length,
    total: wire.total_range ?? null,
  }));

/** SWR API v2, ListRepositoryTags: a bare array, `Tag` with a capital. `tag_type` 1 is a manifest list. */
const tag = z
  .object({ Tag: z.string(), path: textOrNull, updated: textOrNull, tag_type: z.number().nullish() })
  .transform((wire) => ({ name: wire.Tag, path: wire.path, updatedAt: wire.updated, multiArch: wire.tag_type === 1 }));

/** What names of organisations and repositories are made of (SWR API); anything else would lead elsewhere in a path. */
const NAMESPACE = /^[a-z0-9]+(?:[._-]+[a-z0-9]+)*$/;
const REPOSITORY = /^[a-z0-9]+(?:[._/-]+[a-z0-9]+)*$/;

export const swrRegistry = (caller: Caller, projectId: string): Registry => ({
  async namespaces(signal) {
    const found = await caller.call(
      {
        operation: 'ListNamespaces',
        projectId,
        ids: {},
        request: (client) => new SwrClient(client).listNamespaces(),
        shape: namespaces,
      },
      signal,
    );
    return found.namespaces;
  },

  async *repositoryPages(namespace, signal) {
    const operation = 'ListReposDetails';
    if (!NAMESPACE.test(namespace)) throw badIdentifier(operation, 'namespace');
    const page = (offset: number) =>
      caller.call(
        {
          operation,
          projectId,
          ids: {},
          request: (client) => new SwrClient(client).listReposDetails(namespace, { limit: BARE_PAGE_SIZE, offset }),
          shape: z.array(repository),
        },
        signal,
      );
    for await (const found of pagesByOffset(page, { key: ({ name }) => name, totalOf: ([first]) => first?.total ?? null })) {
      // The filter is documented as fuzzy in one of its two forms.
      yield found.filter((each) => each.namespace === namespace).map(({ total: _, ...each }): Repository => each);
    }
  },

  async *tagPages({ namespace, name, path, imageCount }, signal) {
    const operation = 'ListRepositoryTags';
    if (!NAMESPACE.test(namespace)) throw badIdentifier(operation, 'namespace');
    if (!REPOSITORY.test(name)) throw badIdentifier(operation, 'repository');
    const page = (offset: number) =>
      caller.call(
        {
          operation,
          projectId,
          ids: {},
          request: (client) => new SwrClient(client).listRepositoryTags(namespace, name, { limit: BARE_PAGE_SIZE, offset }),
          shape: z.array(tag),
        },
        signal,
      );
    for await (const found of pagesByOffset(page, { key: (each) => each.name, totalOf: () => imageCount })) {
      yield found.map((each): ImageTag => {
        const { path: own, ...rest } = each;
        return { ...rest, image: own ?? `${path}:${each.name}` };
      });
    }
  },
});
