import { createHash } from 'node:crypto';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type AuditEntry, AuditTrail, signRecord } from '../../jobs/audit-trail.ts';
import { RedisRunStore } from '../../jobs/store.ts';
import type { AuditRecord } from '../../src/runs/audit.ts';
import { signText } from '../../src/runs/signature.ts';
import { type PrivateRedis, startRedis } from '../setup/redis.ts';

const KEYS = ['a-signing-key-of-the-audit-trail-tests-0123456789'];
const OTHER = ['another-key-that-nobody-configured-0123456789'];
const [TRAIL, HEAD, CHECKPOINT] = ['{bursting}:audit', '{bursting}:audit:head', '{bursting}:audit:checkpoint'] as const;

let server: PrivateRedis;
let redis: Redis;
let trail: AuditTrail;
let store: RedisRunStore;
/** Who signs what the store writes. */
let signing = KEYS;
beforeAll(async () => {
  server = await startRedis();
  redis = new Redis(server.url);
  trail = new AuditTrail(redis);
  store = new RedisRunStore({
    redis,
    retention: { runsMs: 1, detailsMs: 1, auditMs: 1 },
    hints: { work() {}, show() {} },
    sign: (text) => signRecord(signing, text),
  });
});
afterAll(async () => {
  redis.disconnect();
  await server.stop();
});

const click = (by: string): AuditRecord => ({
  kind: 'click',
  run: 'run_0123456789',
  verb: 'approve',
  by,
  refused: 'not_allowed',
  channel: 'C0OPS',
  ts: '1.2',
});
type Entry = [id: string, fields: string[]];
const all = (): Promise<Entry[]> => redis.xrange(TRAIL, '-', '+');
const field = (entry: Entry | undefined, name: string): string => entry?.[1][entry[1].indexOf(name) + 1] ?? '';
const changed = ([id, fields]: Entry, name: string, to: string): Entry => [
  id,
  fields.map((value, i) => (fields[i - 1] === name ? to : value)),
];
const problems = async (): Promise<readonly string[]> => (await trail.verify(KEYS)).faults.map(({ problem }) => problem);
const read = async (entries: AsyncIterable<AuditEntry>): Promise<readonly AuditEntry[]> => {
  const found: AuditEntry[] = [];
  for await (const entry of entries) found.push(entry);
  return found;
};
const sha1 = (text: string): string => createHash('sha1').update(text).digest('hex');

test('what is written while the trail is being checked is no fault', async () => {
  await redis.flushall();
  await store.record(click('U1'));
  const hget = redis.hget.bind(redis);
  let busy = 3;
  const writing = new Proxy(redis, {
    get: (of, name) =>
      name === 'hget'
        ? async (...asked: [string, string]) => {
            if (busy-- > 0) await store.record(click(`U${busy}`));
            return hget(...asked);
          }
        : Reflect.get(of, name, of),
  });
  expect(await new AuditTrail(writing).verify(KEYS)).toMatchObject({ entries: 4, faults: [] });
});

/** Writes the stream anew with other entries; `chained`: with hashes and a head that fit, as somebody would who knows how they are made. */
async function rewrite(entries: readonly Entry[], chained = false): Promise<void> {
  await redis.del(TRAIL);
  let hash = '';
  for (const entry of entries) {
    hash = chained ? sha1(`${hash}${field(entry, 'at')}${field(entry, 'record')}${field(entry, 'mac')}`) : field(entry, 'hash');
    const [id, fields] = changed(entry, 'hash', hash);
    await redis.xadd(TRAIL, id, ...fields);
  }
  if (chained) await redis.hset(HEAD, 'hash', hash);
}
const append = async (record: string, mac: string): Promise<void> => {
  const entries = await all();
  await rewrite([...entries, ['*', ['at', String(Date.now()), 'record', record, 'mac', mac, 'hash', '']]], true);
};

const PEOPLE = Array.from({ length: 8 }, (_, i) => `U0PERSON${i}`);
beforeEach(async () => {
  await redis.flushall();
  for (const person of PEOPLE) await store.record(click(person));
});

describe('the trail', () => {
  test('is whole as it was written, also by several keys, and empty', async () => {
    const { entries, head, faults } = await trail.verify(KEYS);
    expect({ entries, faults }).toEqual({ entries: 8, faults: [] });
    expect(head).toBe(await redis.hget(HEAD, 'hash'));
    signing = OTHER;
    await store.record(click('U0LATER'));
    signing = KEYS;
    expect(await problems()).toEqual(['signature']);
    expect((await trail.verify([...OTHER, ...KEYS])).faults).toEqual([]);
    await redis.flushall();
    expect(await trail.verify(KEYS)).toEqual({ entries: 0, head: '', faults: [] });
  });

  test('is read page by page, after an entry or since a time', async () => {
    await Promise.all(Array.from({ length: 1_100 }, (_, i) => store.record(click(`U0CROWD${i}`))));
    expect(await trail.verify(KEYS)).toMatchObject({ entries: 1_108, faults: [] });
    const entries = await all();
    const count = async (from: string | number): Promise<number> => (await read(trail.entries(from))).length;
    expect(await count('-')).toBe(1_108);
    expect(await count(entries[1_106]?.[0] ?? '')).toBe(1);
    expect(await count(entries.at(-1)?.[0] ?? '')).toBe(0);
    expect(await count(Number(field(entries[0], 'at')))).toBe(1_108);
    expect(await count(Date.now() + 60_000)).toBe(0);
  });
});

describe('tampering in Redis is found', () => {
  test.each<[string, (entries: Entry[]) => Promise<unknown>, readonly string[]]>([
    [
      'a record changed',
      ([a, b, ...rest]) => rewrite([a as Entry, changed(b as Entry, 'record', JSON.stringify(click('U0NOBODY'))), ...rest]),
      ['chain', 'signature'],
    ],
    [
      'the same, with a chain that fits',
      ([a, b, ...rest]) => rewrite([a as Entry, changed(b as Entry, 'record', JSON.stringify(click('U0NOBODY'))), ...rest], true),
      ['signature'],
    ],
    ['its time changed', ([a, b, ...rest]) => rewrite([a as Entry, changed(b as Entry, 'at', '1'), ...rest]), ['chain']],
    ['the first one taken out', ([first]) => redis.xdel(TRAIL, first?.[0] ?? ''), ['chain']],
    ['one in the middle taken out', (entries) => redis.xdel(TRAIL, entries[3]?.[0] ?? ''), ['chain']],
    [
      'two exchanged',
      ([a, b, c, ...rest]) => rewrite([[a?.[0] ?? '', c?.[1] ?? []], b as Entry, [c?.[0] ?? '', a?.[1] ?? []], ...rest]),
      ['chain', 'chain', 'chain', 'chain'],
    ],
    [
      'one appended',
      () => redis.xadd(TRAIL, '*', 'at', '1', 'record', JSON.stringify(click('U0NOBODY')), 'mac', 'ab'.repeat(32), 'hash', 'ab'.repeat(20)),
      ['chain', 'signature', 'head'],
    ],
    ['one appended, with a chain that fits', () => append(JSON.stringify(click('U0NOBODY')), signRecord(OTHER, 'x')), ['signature']],
    [
      'an end of a plan appended, as Redis itself writes it',
      () => append(JSON.stringify({ kind: 'superseded', run: 'run_0123456789', by_run: 'run_9876543210' }), ''),
      ['signature'],
    ],
    ['another signed text appended', () => append('{"hash":"x"}', signText(KEYS, 'audit-checkpoint', '{"hash":"x"}')), ['signature']],
    ['no JSON appended', () => append('hello', signRecord(KEYS, 'hello')), ['signature']],
    ['something else appended', () => redis.xadd(TRAIL, '*', 'hello', 'world'), ['chain', 'signature', 'head']],
    ['the tail cut off', (entries) => redis.xdel(TRAIL, ...entries.slice(5).map(([id]) => id)), ['head']],
    ['the head rewritten', () => redis.hset(HEAD, 'hash', 'ab'.repeat(20)), ['head']],
    ['the head taken away', () => redis.del(HEAD), ['head']],
    ['everything taken away but the head', () => redis.del(TRAIL), ['head']],
  ])('%s', async (_, tamper, faults) => {
    await tamper(await all());
    expect(await problems()).toEqual(faults);
  });

  test('whoever takes one out and makes the whole chain anew leaves other heads than those that were shown', async () => {
    const shown = (await all()).map((entry) => field(entry, 'hash'));
    const [a, b, , ...rest] = await all();
    await rewrite([a as Entry, b as Entry, ...rest], true);
    expect(await problems()).toEqual([]);
    const now = (await all()).map((entry) => field(entry, 'hash'));
    expect(now.slice(0, 2)).toEqual(shown.slice(0, 2));
    expect(shown.slice(2).filter((hash) => now.includes(hash))).toEqual([]);
  });

  test('what no process of ours wrote is unproven where it is read', async () => {
    await append(JSON.stringify(click('U0NOBODY')), 'ab'.repeat(32));
    await append('hello', '');
    const kinds = async (keys: readonly string[] | null): Promise<readonly string[]> =>
      (await read(trail.entries('-', keys))).slice(-2).map(({ record }) => record.kind);
    expect(await kinds(KEYS)).toEqual(['unproven', 'unproven']);
    expect(await kinds(null)).toEqual(['click', 'unproven']);
  });
});

describe('trimming', () => {
  const trimAfter = async (entry: number): Promise<void> => {
    // Ids are times: these entries are older than what is kept.
    const [id = ''] = (await all())[entry] ?? [];
    await trail.trim(KEYS, 0, Number(id.split('-')[0]));
  };
  beforeEach(async () => {
    const entries = await all();
    await rewrite(entries.map(([, fields], i): Entry => [`${1_000 + i}-0`, fields]));
  });

  test('leaves a signed checkpoint from which the rest verifies, once and again, to the last one', async () => {
    await trimAfter(2);
    expect(await trail.verify(KEYS)).toMatchObject({ entries: 5, faults: [] });
    await trimAfter(0);
    expect(await trail.verify(KEYS)).toMatchObject({ entries: 4, faults: [] });
    await store.record(click('U0LATER'));
    expect(await trail.verify(KEYS)).toMatchObject({ entries: 5, faults: [] });
    await trail.trim(KEYS, 0, Date.now() + 1_000);
    expect(await trail.verify(KEYS)).toMatchObject({ entries: 0, faults: [] });
    await store.record(click('U0LAST'));
    expect(await trail.verify(KEYS)).toMatchObject({ entries: 1, faults: [] });
  });

  test('of nothing old does nothing', async () => {
    await trail.trim(KEYS, 0, 999);
    expect(await redis.exists(CHECKPOINT)).toBe(0);
    expect(await trail.verify(KEYS)).toMatchObject({ entries: 8, faults: [] });
  });

  test.each<[string, (made: { hash: string; upTo: string; signature: string }, entries: Entry[]) => string | null, readonly string[]]>([
    ['junk', () => 'junk', ['checkpoint', 'chain']],
    ['another hash', (made) => JSON.stringify({ ...made, hash: 'ab'.repeat(20) }), ['checkpoint', 'chain']],
    ['another entry', (made) => JSON.stringify({ ...made, upTo: '9-9' }), ['checkpoint', 'chain']],
    [
      'another key',
      ({ hash, upTo }) => JSON.stringify({ hash, upTo, signature: signText(OTHER, 'audit-checkpoint', `${hash}/${upTo}`) }),
      ['checkpoint', 'chain'],
    ],
    [
      'a signature for something else',
      ({ hash, upTo }) => JSON.stringify({ hash, upTo, signature: signText(KEYS, 'audit-record', `${hash}/${upTo}`) }),
      ['checkpoint', 'chain'],
    ],
    ['none', () => null, ['chain']],
  ])('a checkpoint that was tampered with is found: %s', async (_, forge, faults) => {
    await trimAfter(2);
    const forged = forge(JSON.parse((await redis.get(CHECKPOINT)) ?? ''), await all());
    if (forged === null) await redis.del(CHECKPOINT);
    else await redis.set(CHECKPOINT, forged);
    expect(await problems()).toEqual(faults);
  });

  test('an older checkpoint does not fit any more', async () => {
    await trimAfter(1);
    const older = (await redis.get(CHECKPOINT)) ?? '';
    await trimAfter(1);
    await redis.set(CHECKPOINT, older);
    expect(await problems()).toEqual(['chain']);
  });
});

describe('the chain is signed again and again', () => {
  const ANCHOR = '{bursting}:audit:anchor';
  /** As if an hour had passed for who signs it. */
  const anchored = async (): Promise<void> => {
    await redis.del('{bursting}:audit:anchoring');
    await trail.anchor(KEYS);
  };
  const clicks = async (n: number): Promise<void> => {
    for (let i = 0; i < n; i++) await store.record(click(`U1PERSON${i}`));
  };
  const kinds = async (): Promise<readonly string[]> => (await all()).map((entry) => JSON.parse(field(entry, 'record')).kind);
  beforeEach(async () => {
    await anchored();
    await clicks(3);
    await anchored();
    await clicks(2);
  });

  test('once an hour, however many processes try; each anchor names the one before', async () => {
    await Promise.all(Array.from({ length: 5 }, () => trail.anchor(KEYS)));
    expect((await kinds()).filter((kind) => kind === 'anchor')).toHaveLength(2);
    expect(await problems()).toEqual([]);
    const [first, second] = (await all()).filter((entry) => field(entry, 'record').includes('anchor'));
    expect(JSON.parse(field(second, 'record'))).toMatchObject({ previous: first?.[0] });
    expect(await redis.get(ANCHOR)).toBe(second?.[0]);
  });

  test('an entry that is taken out is missed, also when the rest of the chain is computed anew', async () => {
    const entries = await all();
    await rewrite(
      entries.filter((_, i) => i !== 3),
      true,
    );
    expect(await problems()).toEqual(['anchor', 'anchor']);
  });

  test('an anchor that is taken out with it is missed, too', async () => {
    const entries = await all();
    await rewrite(
      entries.filter((_, i) => i !== 3 && i !== 8),
      true,
    );
    expect(field(entries[8], 'record')).toContain('anchor');
    expect(await problems()).toEqual(['anchor']);
  });

  test('all anchors taken out are missed once somebody wrote on for hours', async () => {
    const hours = (entry: Entry, i: number): Entry => changed(entry, 'at', String(Number(field(entry, 'at')) + i * 3_600_000));
    const entries = (await all()).filter((entry) => !field(entry, 'record').includes('anchor'));
    await rewrite(entries, true);
    expect(await problems()).toEqual([]);
    await rewrite(entries.map(hours), true);
    expect((await problems()).filter((problem) => problem === 'anchor').length).toBeGreaterThan(0);
  });

  test('a forged anchor is none', async () => {
    const entries = await all();
    const [last] = entries.slice(-1);
    const record = JSON.stringify({ kind: 'anchor', after: last?.[0], hash: field(last, 'hash'), previous: await redis.get(ANCHOR) });
    await append(record, signRecord(OTHER, record));
    expect(await problems()).toEqual(['signature']);
  });

  test('what was trimmed is vouched for by the checkpoint', async () => {
    const last = (await all()).at(-1)?.[0].split('-')[0] ?? '';
    await new Promise((resolve) => setTimeout(resolve, 5));
    await clicks(2);
    await anchored();
    await trail.trim(KEYS, 0, Number(last));
    expect(await kinds()).toEqual(['click', 'click', 'anchor']);
    expect(await problems()).toEqual([]);
  });
});
