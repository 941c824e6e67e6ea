import fc from 'fast-check';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { actions } from '../../src/actions/index.ts';
import { type AnyAction, isGuided } from '../../src/core/action.ts';
import { HOSTILE } from '../blocks/samples.ts';
import { House, OPS, shownBy } from './house.ts';

/** Answers that are almost what was agreed: one thing in each is not. A run ends with words all the same, and the next is as good as ever. */
let house: House;
let redis: Redis;
beforeAll(async () => {
  house = await House.withBot({ yaml: { limits: { commandsPerUserPerMinute: 10_000, queuedPerCluster: 10_000 } } });
  redis = new Redis(house.redis.url);
});
beforeEach(async () => {
  house.cloud.world.faults = [];
  house.slack.faults.clear();
  await redis.del('{bursting}:edits');
});
afterAll(async () => {
  redis.disconnect();
  await house.close();
});
vi.setConfig({ testTimeout: 120_000 });

const SEED = 11;
const ROUNDS = 25;

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const odd = fc.oneof(
  fc.constantFrom<Json>(null, '', 0, -1, 1e308, [], {}, true, HOSTILE, '__proto__', 'x'.repeat(20_000), [[[]]], { constructor: null }),
  fc.jsonValue({ maxDepth: 3 }).map((value) => value as Json),
);

/** Every place in a value, by its path. */
function placesIn(value: Json, path: readonly string[] = []): readonly (readonly string[])[] {
  const inside = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return [path, ...inside.flatMap(([key, each]) => placesIn(each, [...path, key]))];
}

/** A copy with something else at that path; undefined: nothing. */
function withAt(value: Json, [key, ...rest]: readonly string[], other: Json | undefined): Json | undefined {
  if (key === undefined) return other;
  const copy = Array.isArray(value) ? [...value] : { ...(value as { [key: string]: Json }) };
  const inside = copy as { [key: string]: Json };
  const changed = withAt(inside[key] ?? null, rest, other);
  if (changed === undefined) delete inside[key];
  else inside[key] = changed;
  return copy;
}

/** Where in an answer, as a fraction of its places, and what stands there instead; undefined: it is left out. */
const damage = fc.record({ where: fc.double({ min: 0, max: 0.9999, noNaN: true }), other: fc.option(odd, { nil: undefined, freq: 4 }) });

const changing =
  ({ where, other }: { where: number; other: Json | undefined }) =>
  (body: unknown): unknown => {
    if (typeof body !== 'object' || body === null) return body;
    const places = placesIn(body as Json);
    return withAt(body as Json, places[Math.floor(where * places.length)] ?? [], other) ?? null;
  };

/** The run's message, once it has ended or waits for somebody. */
const rests = (id: string) =>
  house.slack.messages.wait((message) => {
    const shown = shownBy(message);
    return shown?.id === id && !['queued', 'running'].includes(shown.state);
  }, house.patienceMs);

const NOT_WORDS = /\[object|NaN|undefined|polluted/;

/** Those that run with the cluster's name alone. */
const COMMANDS = Object.entries<AnyAction>(actions).flatMap(([name, action]) =>
  !isGuided(action) && action.params.safeParse({}).success ? [name] : [],
);

test.each(COMMANDS)('%s, whose answers from cloud and cluster are each wrong in one place', async (command) => {
  const before = house.cloud.calls.length;
  await rests(await house.ask(`${command} prod`));
  const asked = [...new Set(house.cloud.calls.slice(before).map(({ operation }) => operation))];
  const rounds = fc.sample(fc.record({ operation: fc.constantFrom(...asked), damage }), { seed: SEED, numRuns: ROUNDS });
  for (const { operation, damage: done } of rounds) {
    house.cloud.world.faults = [{ operation, trouble: { kind: 'changed', change: changing(done) } }];
    await redis.del('{bursting}:edits');
    const id = await house.ask(`${command} prod`);
    const what = `${operation} ${done.where} ${JSON.stringify(done.other)?.slice(0, 80)}`;
    const message = await rests(id);
    expect(message.text.length, what).toBeGreaterThan(10);
    expect(message.text, what).not.toMatch(NOT_WORDS);
  }
  house.cloud.world.faults = [];
  expect((await house.play('precheck prod')).message.text).toBe('prod is ready to burst to CCI 2.0.');
  expect(({} as { polluted?: string }).polluted).toBeUndefined();
});

test.each(['users.info', 'usergroups.users.list', 'chat.postMessage', 'chat.update', 'views.open', 'views.publish', 'conversations.info'])(
  '%s that Slack answers with anything: whoever types is answered, and what was asked for is shown in the end',
  async (method) => {
    const answers = fc.sample(
      fc.oneof(odd, fc.record({ ok: fc.constant(true), user: odd, users: odd, ts: odd, channel: odd, view: odd })),
      {
        seed: SEED,
        numRuns: 12,
      },
    );
    const made: string[] = [];
    for (const answer of answers) {
      house.slack.faults.clear();
      // Slack does what it was asked to, and says so in words that nobody knows.
      house.slack.faults.add(method, { answer }, { times: 2, afterCommit: true });
      await house.forgetPeople();
      await redis.del('{bursting}:edits');
      const { failure, payload } = await house.type('capacity prod');
      expect(failure, JSON.stringify(answer)).toBeNull();
      expect(String(payload?.text).length, JSON.stringify(answer)).toBeGreaterThan(20);
      const id = /run_\w{10}/.exec(String(payload?.text))?.[0];
      if (id) made.push(id);
      expect((await house.type('vpcep')).failure, JSON.stringify(answer)).toBeNull();
      await house.slack.people.openHome('U01ALICE');
    }
    house.slack.faults.clear();
    await house.forgetPeople();
    house.patienceMs = 30_000;
    await Promise.all(made.map((id) => house.ended(id)));
    expect((await house.play('precheck prod')).message.channel).toBe(OPS);
  },
);
