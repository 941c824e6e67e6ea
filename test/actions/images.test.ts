import { describe, expect, it } from 'vitest';
import { discoverImages } from '../../src/actions/images/discover.ts';
import { images } from '../../src/actions/images.ts';
import { smoke } from '../../src/actions/smoke.ts';
import { BotError } from '../../src/core/errors.ts';
import type { Registry } from '../../src/ports/registry.ts';
import { contextOf, ready } from './precheck/world.ts';
import { HOST, registryOf } from './registry.ts';

const context = (registry: Registry, signal?: AbortSignal) => {
  const plain = contextOf(ready(), signal);
  return { ...plain, ports: { ...plain.ports, registry } };
};
const read = (registry: Registry) => images.read({}, context(registry));
const denied = (operation = 'ListReposDetails') =>
  new BotError('permission_denied', { service: 'SWR', operation, action: 'swr:repo:listRepos', detail: 'Insufficient permissions' });

it('lists all images, the fittest first, and the one that a smoke workload would run', async () => {
  const result = await read(
    registryOf({ team: { nginx: ['1', 'latest', 'stable'], batch: ['x'], empty: [] }, shared: { web: ['1.0'] } }, { auth: { shared: 1 } }),
  );
  expect(result.images.map(({ image }) => image.slice(HOST.length + 1))).toEqual([
    'team/nginx:stable',
    'team/nginx:1',
    'team/nginx:latest',
    'shared/web:1.0',
    'team/batch:x',
  ]);
  expect(result.selected).toEqual({
    image: `${HOST}/team/nginx:stable`,
    namespace: 'team',
    repository: 'nginx',
    tag: 'stable',
    owner: 'ops',
    public: false,
  });
  expect(result).toMatchObject({ success: true, selection_reason: { code: 'image_chosen' }, warnings: [] });
});

it('a form offers the same, by the names that people know', async () => {
  const registry = registryOf({ team: { nginx: ['1', 'stable'] } });
  expect(await smoke.options?.image?.(context(registry))).toEqual([
    { value: `${HOST}/team/nginx:stable`, label: 'team/nginx:stable' },
    { value: `${HOST}/team/nginx:1`, label: 'team/nginx:1' },
  ]);
});

it('an empty repository is not asked for its tags', async () => {
  let asked = 0;
  await read(registryOf({ team: { empty: [], full: ['1'] } }, { onTags: () => void asked++ }));
  expect(asked).toBe(1);
});

it.each<[string, Parameters<typeof registryOf>[0], object]>([
  ['no organisation', {}, { namespaces: 0, repositories: 0, images: 0 }],
  ['no repository', { team: {} }, { namespaces: 1, repositories: 0, images: 0 }],
  ['only empty repositories', { team: { a: [], b: [] } }, { namespaces: 1, repositories: 2, images: 0 }],
  ['only public organisations', { library: { nginx: ['1'] } }, { namespaces: 1, repositories: 1, images: 1 }],
])('%s is an answer, in which nothing is chosen', async (_, content, facts) => {
  expect(await read(registryOf(content))).toMatchObject({
    success: true,
    selected: null,
    selection_reason: { code: 'image_none', facts },
    warnings: [],
  });
});

describe('what may not be read', () => {
  it('of one organisation or repository hides no other, and is named', async () => {
    const result = await read(registryOf({ closed: denied(), team: { nginx: ['1.0'], secret: denied('ListRepositoryTags') } }));
    expect(result.success).toBe(true);
    expect(result.selected?.repository).toBe('nginx');
    expect(result.warnings).toEqual([
      {
        code: 'registry_unreadable',
        facts: { places: ['closed', 'team/secret'], denied: true, detail: 'Insufficient permissions' },
      },
    ]);
  });

  it('of all is no empty registry', async () => {
    const result = await read(registryOf({ closed: denied() }));
    expect(result).toMatchObject({ success: false, selected: null, warnings: [{ code: 'registry_unreadable' }] });
  });

  it('is counted where it is much', async () => {
    const content = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`team-${i}`, denied()]));
    const [warning] = (await read(registryOf(content))).warnings;
    expect(warning?.facts).toMatchObject({ places: expect.arrayContaining(['10 more']) });
  });

  it('is an error if it is the list of organisations', async () => {
    const registry = { ...registryOf({}), namespaces: () => Promise.reject(denied('ListNamespaces')) };
    await expect(read(registry)).rejects.toMatchObject({ code: 'permission_denied' });
  });
});

describe('a large registry', () => {
  const large = (repositories: number, tags: number) => ({
    team: Object.fromEntries(
      Array.from({ length: repositories }, (_, i) => [
        `app-${String(i).padStart(3, '0')}`,
        Array.from({ length: tags }, (_, j) => `1.${j}`),
      ]),
    ),
  });

  it('is read to its last page', async () => {
    const result = await read(registryOf(large(60, 70)));
    expect(result.images).toHaveLength(4_200);
    expect(result.warnings).toEqual([]);
  });

  it('of which not all can be kept is counted, and its best are listed', async () => {
    const content = { ...large(300, 40), prime: { nginx: ['9.9'] } };
    const result = await read(registryOf(content, { auth: { team: 3 } }));
    expect(result.images).toHaveLength(5_000);
    expect(result.images[0]?.repository).toBe('nginx');
    expect(result.selection_reason.facts).toMatchObject({ of: 12_001 });
    expect(result.warnings).toEqual([{ code: 'images_left_out', facts: { listed: 5_000, found: 12_001 } }]);
  });

  it('that takes too long ends in time, with what was read, and says so', async () => {
    const registry = registryOf({ team: { 'z-nginx': ['1.0'], ...large(40, 60).team } }, { latencyMs: 5 });
    const discovery = await discoverImages(context(registry), 'amd64', 240);
    expect(discovery.selected?.repository).toBe('z-nginx');
    expect(discovery.count).toBeGreaterThan(0);
    expect(discovery.count).toBeLessThan(2_400);
    expect(discovery.warnings).toEqual([{ code: 'registry_cut', facts: { repositories: expect.any(Number), seconds: 0 } }]);
  });

  it('is left at once when the run is stopped', async () => {
    const stop = new AbortController();
    const registry = registryOf(large(100, 50), { latencyMs: 5, onTags: () => stop.abort(new Error('stopped')) });
    await expect(images.read({}, context(registry, stop.signal))).rejects.toThrow('stopped');
  });
});
