import { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { HOSTILE, RTL } from '../blocks/samples.ts';
import { House } from './house.ts';

/** A cloud and a cluster that answer anything but what was agreed. Whatever it is, the person gets an answer and the bot lives on. */
let house: House;
beforeAll(async () => {
  house = await House.withBot({ yaml: { limits: { commandsPerUserPerMinute: 1_000, queuedPerCluster: 1_000 } } });
});
beforeEach(async () => {
  house.cloud.world.faults = [];
  // As if a minute had passed: a workspace bears fifty edits in one.
  const redis = new Redis(house.redis.url);
  await redis.del('{bursting}:edits');
  redis.disconnect();
});
afterAll(() => house.close());
vi.setConfig({ testTimeout: 60_000 });

const deep = (levels: number): unknown => JSON.parse(`${'{"a":['.repeat(levels)}1${']}'.repeat(levels)}`);
const POLLUTION = '{"__proto__":{"polluted":"yes"},"constructor":{"prototype":{"polluted":"yes"}},"prototype":{"polluted":"yes"}}';

/** As JSON, because an object written in code would lose `__proto__`. */
const BODIES: readonly (readonly [string, unknown])[] = [
  ['nothing but depth', deep(1_500)],
  ['names of prototypes', JSON.parse(POLLUTION)],
  [
    'lists of names of prototypes',
    { items: [JSON.parse(POLLUTION)], endpoints: [JSON.parse(POLLUTION)], kind: 'Status', message: JSON.parse(POLLUTION) },
  ],
  ['null', null],
  ['a number', 7],
  ['a text', HOSTILE],
  ['a list', [[], {}, null]],
  [
    'everything of the wrong kind',
    { items: null, metadata: 7, spec: [], status: 'x', endpoints: {}, total_count: 'many', subnets: 1, projects: [{}] },
  ],
];

const OPERATIONS = [
  'ShowCluster',
  'ListAddonInstances',
  'ListSubnets',
  'ListEndpoints',
  'CreateKubernetesClusterCert',
  'ListNodes',
] as const;

const isUnpolluted = (): void => {
  expect(({} as { polluted?: string }).polluted).toBeUndefined();
  expect(Object.keys(Object.prototype)).toEqual([]);
};

describe.each([200, 400])('answers with status %i', (status) => {
  test.each(BODIES)('%s: every run ends with words, and the next one is as good as ever', async (_, body) => {
    for (const operation of status === 200 ? OPERATIONS : OPERATIONS.slice(0, 1)) {
      house.cloud.world.faults = [{ operation, trouble: { kind: 'status', status, body } }];
      const { message } = await house.play('precheck prod');
      expect(message.text.length, operation).toBeGreaterThan(20);
      expect(JSON.stringify([message.text, message.blocks]), operation).not.toMatch(/\[object|NaN|polluted/);
    }
    isUnpolluted();
    house.cloud.world.faults = [];
    expect((await house.play('precheck prod')).message.text).toBe('prod is ready to burst to CCI 2.0.');
  });
});

test('names from the cloud and the cluster are shown as names: nothing in them pings, links, formats or turns the text around', async () => {
  const { world } = house.cloud;
  const cluster = world.clusters[0];
  if (!cluster) throw new Error('no cluster');
  const before = cluster.name;
  cluster.name = `${HOSTILE} approved by <@U02BOB> ${RTL}`;
  try {
    const { message } = await house.play('precheck prod');
    const shown = JSON.stringify([message.text, message.blocks]);
    expect(shown).toContain('&lt;!channel&gt;');
    expect(shown).not.toMatch(/<!channel>|<@U02BOB>|\\u202e|\u202e|`code`/);
  } finally {
    cluster.name = before;
  }
});

test('values of the add-on that try to be prototypes stay values', async () => {
  const addon = house.cloud.world.clusters[0]?.addons[0];
  if (!addon) throw new Error('no add-on');
  const before = addon.values;
  addon.values = { ...before, custom: { ...(before.custom as object), odd: JSON.parse(POLLUTION), deep: deep(500) } };
  try {
    const { run } = await house.play('precheck prod');
    expect(run.state).toBe('succeeded');
    isUnpolluted();
  } finally {
    addon.values = before;
  }
});
