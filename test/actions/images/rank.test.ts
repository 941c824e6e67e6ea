import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Architecture, byWorth, type Candidate, choose } from '../../../src/actions/images/rank.ts';

const candidate = (path: string, more: Partial<Candidate> = {}): Candidate => {
  const [, namespace = '', repository = '', tag = ''] = /^([^/]+)\/(.+):([^:]+)$/.exec(path) ?? [];
  const image = `swr.cn-north-4.myhuaweicloud.com/${path}`;
  return { image, namespace, repository, tag, owner: 'ops', public: false, auth: 7, updatedAt: null, multiArch: false, ...more };
};
const at = (day: number) => `2026-11-${String(day).padStart(2, '0')}T00:00:00Z`;

describe('of two images', () => {
  it.each<[string, Candidate, Candidate, Architecture?]>([
    ['an organisation one manages before one that one may push to', candidate('a/app:1.0'), candidate('b/app:1.0', { auth: 3 })],
    [
      'one that one may push to before one that one may only read',
      candidate('z/app:1.0', { auth: 3 }),
      candidate('b/app:1.0', { auth: 1 }),
    ],
    ['access before privacy', candidate('a/app:1.0', { public: true }), candidate('b/app:1.0', { auth: 3 })],
    ['private before public', candidate('a/app:latest'), candidate('a/nginx:1.0', { public: true })],
    ['a server by name before other names', candidate('a/httpd:latest'), candidate('a/app:1.0')],
    ['web is a server', candidate('a/shop-web:1'), candidate('a/shop-db:1')],
    ['a release before a named tag', candidate('a/app:1.27.2'), candidate('a/app:2026-11-20', { updatedAt: at(20) })],
    ['a named tag before latest', candidate('a/app:2026-11-20'), candidate('a/app:latest', { updatedAt: at(20) })],
    ['stable is a release', candidate('a/app:stable'), candidate('a/app:latest', { updatedAt: at(20) })],
    ['the newest of equal tags', candidate('a/app:stable', { updatedAt: at(18) }), candidate('a/app:1.27.2', { updatedAt: at(10) })],
    ['a time that is told before none', candidate('a/app:1.2', { updatedAt: at(1) }), candidate('a/app:1.3')],
    ['anything before a tool that ends', candidate('b/app:latest', { auth: 1, public: true }), candidate('a/nightly-batch-cli:1.0')],
    ['a web tool is a tool', candidate('b/app:1', { auth: 1 }), candidate('a/web-build:1.0')],
    ['anything of one’s own before the public organisations', candidate('b/job:latest', { auth: 1 }), candidate('library/nginx:1.27.2')],
    ['the right architecture by its tag', candidate('a/app:latest'), candidate('a/app:1.27.2-arm64')],
    ['the right architecture by its repository', candidate('a/app:latest'), candidate('a/aarch64/app:1.27.2')],
    ['on Arm the other way round', candidate('a/app:1.0-arm64'), candidate('a/app:2.0-amd64', { updatedAt: at(20) }), 'arm64'],
    ['a list for several architectures fits all', candidate('a/arm-nginx:1.0', { multiArch: true }), candidate('a/app:1.0')],
    ['a charm is no arm', candidate('a/charm-server:1.0'), candidate('a/app:1.0')],
    ['names decide where nothing else does', candidate('a/app:1.0'), candidate('b/app:1.0')],
  ])('%s', (_, better, worse, architecture = 'amd64') => {
    const compare = byWorth(architecture);
    expect(compare(better, worse)).toBeLessThan(0);
    expect(compare(worse, better)).toBeGreaterThan(0);
  });

  it('the order is one and the same, in whatever order they come', () => {
    const part = (...values: string[]) => fc.constantFrom(...values);
    const one = fc
      .tuple(
        part('library', 'a', 'b'),
        part('nginx', 'batch', 'app', 'arm64-app'),
        part('latest', '1.2', 'x'),
        fc.constantFrom(1, 3, 7),
        fc.boolean(),
      )
      .map(([namespace, repository, tag, auth, open]) => candidate(`${namespace}/${repository}:${tag}`, { auth, public: open }));
    fc.assert(
      fc.property(fc.uniqueArray(one, { selector: ({ image }) => image }), (images) => {
        const compare = byWorth('amd64');
        expect(images.toReversed().sort(compare)).toEqual(images.toSorted(compare));
      }),
    );
  });
});

const found = (...images: Candidate[]) => ({ images, count: images.length, namespaces: 2, repositories: 3 });

describe('the choice', () => {
  it('says what decided', () => {
    const best = candidate('team/nginx:stable');
    expect(choose(found(best, candidate('team/app:1')), 'amd64')).toEqual({
      selected: best,
      reason: {
        code: 'image_chosen',
        facts: { image: best.image, of: 2, merits: ['server_name', 'manage', 'private', 'release_tag'], architecture: 'amd64' },
      },
    });
  });

  it('says too that nothing better was there', () => {
    const only = candidate('team/batch-arm64:latest', { auth: 1, public: true });
    expect(choose(found(only), 'amd64').reason.facts).toMatchObject({
      of: 1,
      merits: ['other_architecture', 'tool_name', 'read', 'public', 'latest_tag'],
    });
  });

  it.each(['library', 'hwofficial'])('is never one of %s', (namespace) => {
    const images = [candidate(`${namespace}/nginx:1.27.2`)];
    expect(choose(found(...images), 'amd64')).toEqual({
      selected: null,
      reason: { code: 'image_none', facts: { namespaces: 2, repositories: 3, images: 1 } },
    });
    expect(choose(found(...images, candidate('team/cli:latest')), 'amd64').selected?.namespace).toBe('team');
  });

  it('of nothing is none', () => {
    expect(choose(found(), 'amd64').selected).toBeNull();
  });
});
