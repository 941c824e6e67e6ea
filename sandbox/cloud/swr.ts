import { createHash } from 'node:crypto';
import type { NamespaceState, RepositoryState, TagState, World } from '../world.ts';
import { errorAnswer } from './errors.ts';
import { type Operation, ok, wholeNumber } from './operation.ts';
import type { Answer } from './traffic.ts';

const digestOf = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`;
const pathOf = (world: World, namespace: string, repository: string): string =>
  `swr.${world.region}.myhuaweicloud.com/${namespace}/${repository}`;

const repositoryWire = (world: World, { name: namespace }: NamespaceState, repository: RepositoryState, total: number) => {
  const path = pathOf(world, namespace, repository.name);
  return {
    name: repository.name,
    category: 'app_server',
    description: '',
    size: 52_428_800,
    is_public: repository.isPublic,
    num_images: repository.tags.length,
    num_download: 312,
    created_at: '2026-05-04T09:12:00Z',
    updated_at: repository.updatedAt,
    logo: '',
    url: '',
    path,
    internal_path: path,
    domain_name: 'hid_fakeaccount01',
    namespace,
    tags: repository.tags.slice(0, 3).map(({ name }) => name),
    status: false,
    total_range: total,
  };
};

const tagWire = (world: World, path: string, tag: TagState, index: number) => {
  const kind = tag.multiArch ? 'manifest.list.v2' : 'manifest.v2';
  return {
    id: 700_101 + index,
    repo_id: 90_210,
    Tag: tag.name,
    image_id: digestOf(`${path} image`),
    manifest: JSON.stringify({ schemaVersion: 2, mediaType: `application/vnd.docker.distribution.${kind}+json` }),
    digest: digestOf(`${path}:${tag.name}`),
    schema: 2,
    path: `${path}:${tag.name}`,
    internal_path: `${path}:${tag.name}`,
    size: 52_428_800,
    is_trusted: false,
    created: tag.updatedAt,
    updated: tag.updatedAt,
    deleted: null,
    domain_id: world.accountId,
    scanned: false,
    tag_type: tag.multiArch ? 1 : 0,
  };
};

/** A page of a list: `limit` and `offset` count only together, else the first hundred are sent. */
function pageOf<T>(items: readonly T[], query: URLSearchParams, wire: (item: T, index: number) => unknown): Answer {
  const both = query.has('limit') && query.has('offset');
  const limit = wholeNumber(both ? query : new URLSearchParams(), 'limit', { fallback: 100, min: 1, max: 1_000 });
  const offset = wholeNumber(both ? query : new URLSearchParams(), 'offset', { fallback: 0, min: 0, max: Number.MAX_SAFE_INTEGER });
  if (limit === null || offset === null) return errorAnswer('SWR', 400, { code: 'SVCSTG.SWR.4001096', message: 'Invalid limit or offset' });
  const page = items.slice(offset, offset + limit);
  const range = `${offset}-${Math.max(0, page.length - 1)}/${items.length}`;
  return { ...ok(page.map((item, i) => wire(item, offset + i))), headers: { 'content-range': range } };
}

export const swrOperations: readonly Operation[] = [
  {
    service: 'SWR',
    name: 'ListNamespaces',
    method: 'GET',
    path: '/v2/manage/namespaces',
    iamAction: 'swr:namespace:listNamespaces',
    answer: (_, { world }) =>
      ok({ namespaces: world.registry.map(({ id, name, creator, auth }) => ({ id, name, creator_name: creator, auth })) }),
  },
  {
    service: 'SWR',
    name: 'ListReposDetails',
    method: 'GET',
    path: '/v2/manage/repos',
    iamAction: 'swr:repo:listRepos',
    answer({ query }, { world }) {
      const name = query.get('namespace');
      const all = world.registry
        .filter((namespace) => name === null || namespace.name === name)
        .flatMap((namespace) => namespace.repositories.map((repository) => ({ namespace, repository })));
      return pageOf(all, query, ({ namespace, repository }) => repositoryWire(world, namespace, repository, all.length));
    },
  },
  {
    service: 'SWR',
    name: 'ListRepositoryTags',
    method: 'GET',
    path: '/v2/manage/namespaces/{namespace}/repos/{repository}/tags',
    iamAction: 'swr:repo:listRepoTags',
    answer({ params, query }, { world }) {
      // A slash in the name would be another path: it comes as `$`.
      const name = decodeURIComponent(params.repository ?? '').replaceAll('$', '/');
      const namespace = world.registry.find((each) => each.name === params.namespace);
      const repository = namespace?.repositories.find((each) => each.name === name);
      if (!namespace || !repository) return errorAnswer('SWR', 404);
      const path = pathOf(world, namespace.name, repository.name);
      return pageOf(repository.tags, query, (tag, index) => tagWire(world, path, tag, index));
    },
  },
];
