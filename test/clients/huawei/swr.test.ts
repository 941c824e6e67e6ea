import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Repository } from '../../../src/ports/registry.ts';
import { fixture, never, PROJECT, type Received, type Reply, SignedServer } from './signed-server.ts';

let server: SignedServer;
beforeEach(async () => {
  server = await SignedServer.start();
});
afterEach(() => server.stop());
const registry = () => server.cloud().project(PROJECT).registry;

async function all<T>(pages: AsyncIterable<readonly T[]>): Promise<T[]> {
  const found: T[] = [];
  for await (const page of pages) found.push(...page);
  return found;
}
const repository = (more: Partial<Repository> = {}): Repository => ({
  namespace: 'team-payments',
  name: 'nginx',
  path: 'swr.cn-north-4.myhuaweicloud.com/team-payments/nginx',
  isPublic: false,
  imageCount: 2,
  ...more,
});
const wireRepository = (name: string, total?: number) => ({
  name,
  namespace: 'team-payments',
  path: `swr.cn-north-4.myhuaweicloud.com/team-payments/${name}`,
  is_public: false,
  num_images: 1,
  tags: ['a'],
  ...(total === undefined ? {} : { total_range: total }),
});

it('organisations are read, with what may be done in them', async () => {
  server.answer = () => ({ body: fixture('swr.list-namespaces') });
  expect(await registry().namespaces(never())).toEqual([
    { name: 'team-payments', owner: 'ops-admin', auth: 7 },
    { name: 'shared-base', owner: 'platform', auth: 1 },
  ]);
  expect(server.received).toMatchObject([{ path: '/v2/manage/namespaces', headers: { 'x-project-id': PROJECT }, refused: '' }]);
  server.answer = () => ({ body: fixture('swr.list-namespaces.empty') });
  expect(await registry().namespaces(never())).toEqual([]);
});

it('repositories come as a bare array, limit and offset always together', async () => {
  server.answer = () => ({ body: fixture('swr.list-repos.team-payments') });
  const found = await all(registry().repositoryPages('team-payments', never()));
  expect(found.map(({ name, imageCount }) => [name, imageCount])).toEqual([
    ['nginx', 2],
    ['nightly-batch-cli', 1],
    ['empty-repo', 0],
  ]);
  expect(found[0]).toEqual(repository());
  const query = { namespace: 'team-payments', limit: '500', offset: '0', order_column: 'name', order_type: 'asc' };
  expect(server.received).toMatchObject([{ path: '/v2/manage/repos', query, refused: '' }]);
});

it('tags come as a bare array, their name in `Tag`', async () => {
  server.answer = () => ({ body: fixture('swr.list-tags.nginx') });
  expect(await all(registry().tagPages(repository(), never()))).toEqual([
    {
      name: 'stable',
      image: 'swr.cn-north-4.myhuaweicloud.com/team-payments/nginx:stable',
      updatedAt: '2026-11-18T01:44:20Z',
      multiArch: false,
    },
    {
      name: '1.27.2',
      image: 'swr.cn-north-4.myhuaweicloud.com/team-payments/nginx:1.27.2',
      updatedAt: '2026-11-10T11:00:00Z',
      multiArch: false,
    },
  ]);
  expect(server.received).toHaveLength(1);
});

it('a slash in the name of a repository is a dollar sign in the path, and the signature is right', async () => {
  server.answer = () => ({ body: [{ Tag: '1', tag_type: 1 }] });
  const found = await all(
    registry().tagPages(repository({ imageCount: 1, name: 'base/web/1st', path: 'host/team-payments/base/web/1st' }), never()),
  );
  expect(found).toEqual([{ name: '1', image: 'host/team-payments/base/web/1st:1', updatedAt: null, multiArch: true }]);
  const path = '/v2/manage/namespaces/team-payments/repos/base$web$1st/tags';
  expect(server.received).toMatchObject([{ path, refused: '' }]);
});

describe('the last page is known by its content', () => {
  const names = (count: number, from = 0): string[] => Array.from({ length: count }, (_, i) => `r-${String(from + i).padStart(4, '0')}`);
  /** A server that has so many repositories, sends so many at most, and tells the total or not. */
  const serve =
    (count: number, most: number, total?: number) =>
    ({ query }: Received): Reply => ({
      body: names(count)
        .slice(Number(query.offset), Number(query.offset) + Math.min(Number(query.limit), most))
        .map((name) => wireRepository(name, total)),
    });

  it.each<[string, (request: Received) => Reply, number, string[]]>([
    ['none', serve(0, 1_000), 0, ['0']],
    ['one short page, total not told', serve(3, 1_000), 3, ['0']],
    ['one short page, total told', serve(3, 1_000, 3), 3, ['0']],
    ['one full page, total not told', serve(500, 1_000), 500, ['0', '500']],
    ['one full page, total told', serve(500, 1_000, 500), 500, ['0', '500']],
    ['two pages', serve(501, 1_000), 501, ['0', '500']],
    ['pages that are smaller than asked for', serve(250, 100, 250), 250, ['0', '100', '200']],
    ['a total that is too high', serve(3, 1_000, 9), 3, ['0', '3']],
  ])('%s', async (_, answer, count, offsets) => {
    server.answer = answer;
    const found = await all(registry().repositoryPages('team-payments', never()));
    expect(found.map(({ name }) => name)).toEqual(names(count));
    expect(server.received.map(({ query }) => query.offset)).toEqual(offsets);
  });

  it('a server that ignores the offset does not go on for ever', async () => {
    server.answer = () => ({ body: names(500).map((name) => wireRepository(name)) });
    expect(await all(registry().repositoryPages('team-payments', never()))).toHaveLength(500);
    expect(server.received).toHaveLength(2);
  });

  it('an item that moved to the next page meanwhile is kept once', async () => {
    const pages = [names(500), names(3, 499)];
    server.answer = ({ query }) => ({ body: (pages[Number(query.offset) / 500] ?? []).map((name) => wireRepository(name)) });
    expect((await all(registry().repositoryPages('team-payments', never()))).map(({ name }) => name)).toEqual(names(502));
  });

  it('tags go on until there are as many as the repository says', async () => {
    const tags = Array.from({ length: 120 }, (_, i) => ({ Tag: `t${i}` }));
    server.answer = ({ query }) => ({ body: tags.slice(Number(query.offset), Number(query.offset) + 50) });
    expect(await all(registry().tagPages(repository({ imageCount: 120 }), never()))).toHaveLength(120);
  });

  it('who has seen enough asks for no further page', async () => {
    server.answer = serve(2_000, 1_000);
    for await (const page of registry().repositoryPages('team-payments', never())) {
      expect(page).toHaveLength(500);
      break;
    }
    expect(server.received).toHaveLength(1);
  });
});

it('repositories of other organisations are left out, if the filter finds too much', async () => {
  server.answer = () => ({ body: [wireRepository('a'), { ...wireRepository('b'), namespace: 'team-payments-2' }] });
  expect((await all(registry().repositoryPages('team-payments', never()))).map(({ name }) => name)).toEqual(['a']);
});

it('a refusal names the action that is missing', async () => {
  const { status, headers, body } = fixture('error.403-swr-iam-denied') as {
    status: number;
    headers: Record<string, string>;
    body: unknown;
  };
  server.answer = () => ({ status, headers, body });
  await expect(registry().namespaces(never())).rejects.toMatchObject({
    code: 'permission_denied',
    facts: {
      service: 'SWR',
      operation: 'ListNamespaces',
      action: 'swr:namespace:listNamespaces',
      detail: 'SVCSTG.SWR.4030170: Insufficient permissions',
    },
    requestId: 'a1f0c3d29b7e4f58a6d4e2c10b93f7e5',
  });
});

it.each(['../x', 'a/b', 'A', '', 'a?b', 'a%2fb'])('a name that would lead elsewhere is not sent: %s', async (name) => {
  await expect(all(registry().repositoryPages(name, never()))).rejects.toMatchObject({ code: 'bad_request' });
  await expect(all(registry().tagPages(repository({ namespace: name }), never()))).rejects.toMatchObject({ code: 'bad_request' });
  const repositories = name === 'a/b' ? [] : [name];
  for (const each of repositories) {
    await expect(all(registry().tagPages(repository({ name: each }), never()))).rejects.toMatchObject({ code: 'bad_request' });
  }
  expect(server.received).toEqual([]);
});

it.each<[string, unknown]>([
  ['an object where a list belongs', { repos: [] }],
  ['a repository without a name', [{ namespace: 'team-payments', path: 'x' }]],
  ['a web page', '<html>'],
])('%s is no answer', async (_, body) => {
  server.answer = () => ({ body });
  await expect(all(registry().repositoryPages('team-payments', never()))).rejects.toMatchObject({ code: 'upstream_unreadable' });
});
