import { describe, expect, test } from 'vitest';
import { parseRedisUrl } from '../../src/config/redis-url.ts';

/** The fields of a target, hidden ones included. */
const plain = (target: object) =>
  Object.fromEntries(Object.entries(Object.getOwnPropertyDescriptors(target)).map(([k, d]) => [k, d.value]));

const sentinel = (more: object) => ({ kind: 'sentinel', username: null, password: null, db: 0, ...more });

describe('parseRedisUrl', () => {
  test.each<[string, object]>([
    ['redis://127.0.0.1', { kind: 'single', url: 'redis://127.0.0.1' }],
    ['redis://h:6380/3', { kind: 'single', url: 'redis://h:6380/3' }],
    ['rediss://user:p%40ss@redis.example:6379', { kind: 'single', url: 'rediss://user:p%40ss@redis.example:6379' }],
    ['redis://:pass@[::1]:6379/', { kind: 'single', url: 'redis://:pass@[::1]:6379/' }],
    ['redis://a:1, redis://b:2,redis://c', { kind: 'cluster', urls: ['redis://a:1', 'redis://b:2', 'redis://c'] }],
    ['rediss://u:p@a:1/0,rediss://u:p@b:2', { kind: 'cluster', urls: ['rediss://u:p@a:1/0', 'rediss://u:p@b:2'] }],
    ['redis+sentinel://a/main', sentinel({ sentinels: [{ host: 'a', port: 26_379 }], master: 'main' })],
    [
      'redis+sentinel://bot:s%2Ft%3A@a:1,b.example:2,[fd00::1]:3/main/7',
      sentinel({
        sentinels: [
          { host: 'a', port: 1 },
          { host: 'b.example', port: 2 },
          { host: 'fd00::1', port: 3 },
        ],
        master: 'main',
        username: 'bot',
        password: 's/t:',
        db: 7,
      }),
    ],
    ['redis+sentinel://:p:w@a/main', sentinel({ sentinels: [{ host: 'a', port: 26_379 }], master: 'main', password: 'p:w' })],
  ])('%s is understood', (text, target) => {
    const parsed = parseRedisUrl(text);
    expect(plain(Object(parsed))).toMatchObject(target);
  });

  test.each([
    '',
    'h:6379',
    'http://h',
    'redis:h',
    'redis://',
    'redis:///0',
    'redis://h:99999',
    'redis://h/name',
    'redis://h/0/1',
    'redis://a:1,',
    'redis://a,b:2',
    'redis://a,rediss://b',
    'redis://a/1,redis://b/1',
    'redis://u:hunter2%zz@h',
    'redis://u:hunter2,more@h',
    'redis+sentinel://u:hunter2@a:1',
    'redis+sentinel://u:hunter2@a:1/',
    'redis+sentinel:///main',
    'redis+sentinel://a:0/main',
    'redis+sentinel://a:1,/main',
    'redis+sentinel://a:1/main/x',
    'redis+sentinel://u:hunter2%@a:1/main',
    'rediss+sentinel://u:hunter2@a:1/main',
  ])('%j is refused, without a word of it', (text) => {
    const problem = parseRedisUrl(text);
    expect(problem).toBeTypeOf('string');
    expect(problem).not.toContain('hunter2');
  });

  test('a target does not show its password', () => {
    for (const url of ['redis://u:hunter2@h', 'redis://u:hunter2@a,redis://u:hunter2@b', 'redis+sentinel://u:hunter2@a/main']) {
      expect(JSON.stringify(parseRedisUrl(url))).not.toContain('hunter2');
    }
  });
});
