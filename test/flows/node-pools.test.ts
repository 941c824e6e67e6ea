import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { grow, settleNodes } from '../../sandbox/cloud/node-pools.ts';
import { machineNode } from '../../sandbox/cluster/objects.ts';
import { siteOf } from '../../sandbox/site.ts';
import type { ClusterState, NodePoolState } from '../../sandbox/world.ts';
import { CAROL, OPS, shownBy, soon, Team, words } from './team.ts';

/** The cloud takes ten writes a minute, and there are not more of them in this file. */
const RESIZE = 'resize-nodepool prod nodepool_name=worker-pool';
const CREATE = 'create-nodepool prod nodepool_name=burst-pool flavor=c7.2xlarge.2 availability_zone=cn-north-4a ssh_key=ops-keypair';
const YAML = { approvals: { approvers: { groups: ['S0ONCALL'] } } };

let team: Team;
let prod: { cluster: ClusterState; workers: NodePoolState };
beforeAll(async () => {
  team = await Team.start({ yaml: YAML });
  prod = siteOf(team.cloud.world, 'prod');
});
/** One big node in one pool: too few for the add-on. */
beforeEach(async () => {
  team.cloud.world.settleMs = 20;
  prod.cluster.kubernetes.nodes = [machineNode({ name: '192.168.0.41' })];
  prod.cluster.nodePools = [Object.assign(prod.workers, { desired: 1, active: 1, joining: [] })];
  await team.rest();
});
afterAll(async () => {
  expect(team.cloud.violations).toEqual([]);
  await team.close();
});

/** All that is on its way is there. */
const arrive = (): void => {
  for (const pool of prod.cluster.nodePools) for (const node of pool.joining) node.at = 0;
  settleNodes(team.cloud.world, prod.cluster, Date.now());
};

/** What ran by itself in the thread of a run, once it has ended. */
const followed = (id: string): Promise<Readonly<Record<string, unknown>>> =>
  soon(async () => {
    const [child] = await team.store.list({ limit: 10, visible: ({ parent }) => parent === id });
    expect(child?.state).toBe('succeeded');
    return team.document(child?.id ?? '');
  });

describe('low headroom', () => {
  test('is mended by one more node: planned, approved, waited for, and looked at again in the thread', async () => {
    const before = await team.ask('capacity prod');
    const low = words(await team.shows(before, 'succeeded'));
    expect(low).toContain('fewer than two schedulable physical nodes');
    expect(low).toContain('/bursting resize-nodepool');

    const id = await team.plan(`${RESIZE} node_count=2`);
    const asked = words(await team.message(id));
    expect(asked).toContain('waits for approval to update 1 node pool');
    expect(asked).toContain('Nodes: `1` → `2`');
    expect(asked).toContain('charged per node: node pool `worker-pool` (1 × c7.2xlarge.2)');

    const writes = team.writes;
    await team.click(CAROL, id);
    await team.moved(id, 'succeeded');
    expect(team.writes).toBe(writes + 1);
    expect(words(await team.shows(id, 'succeeded'))).toContain('is done: 1 applied');
    expect((await team.document(id)).applied).toEqual([
      { step: 'nodepool', outcome: 'updated', resource_id: prod.workers.id, adopted: false },
    ]);
    expect(await followed(id)).toMatchObject({
      command: 'capacity',
      parent: id,
      result: { success: true, ready: true, schedulable_physical_node_count: 2 },
    });
    const message = await team.message(id);
    await soon(() =>
      expect(message.replies.filter((reply) => shownBy(reply)).map(({ text }) => text)).toEqual([expect.stringContaining('has room')]),
    );
    expect(message.channel).toBe(OPS);
  });

  test('is mended by a new pool, whose name is the bot’s own from then on', async () => {
    const id = await team.plan(CREATE);
    await team.click(CAROL, id);
    await team.moved(id, 'succeeded');
    expect(prod.cluster.nodePools).toMatchObject([
      { name: 'worker-pool' },
      { name: 'burst-pool', desired: 1, active: 1, zone: 'cn-north-4a' },
    ]);
    expect(await followed(id)).toMatchObject({ command: 'capacity', result: { ready: true } });
    const again = await team.ask(CREATE);
    expect(words(await team.shows(again, 'blocked'))).toContain('is there already, with that flavor, zone and node count');
  });
});

test('while nodes join, the message says how many are active', async () => {
  team.cloud.world.settleMs = 60_000;
  const id = await team.plan(`${RESIZE} node_count=3`);
  await team.click(CAROL, id);
  await soon(async () => expect(words(await team.message(id))).toContain('1 of 3 nodes of worker-pool active, 2 being made'));
  expect((await team.run(id)).state).toBe('applying');
  arrive();
  await team.moved(id, 'succeeded');
});

test('somebody resized the pool meanwhile: nothing is written, what changed is said, and a new plan asks again', async () => {
  await team.holdApplies();
  const id = await team.plan(`${RESIZE} node_count=4`);
  await team.click(CAROL, id);
  grow(team.cloud.world, prod.workers, 2, Date.now());
  arrive();
  const writes = team.writes;
  await team.releaseApplies();
  const run = await team.moved(id, 'stale');
  expect(team.writes).toBe(writes);
  expect(words(await team.shows(id, 'stale'))).toContain('node_count of node pool worker-pool is 2, it was 1');
  const successor = run.error?.finding.code === 'plan_changed' ? run.error.finding.facts.successor : null;
  expect(successor).not.toBeNull();
  const shown = words(await team.shows(successor ?? '', 'awaiting_approval'));
  expect(shown).toContain('Nodes: `2` → `4`');
});

test('somebody gave it just that many nodes: nothing is left to do', async () => {
  await team.holdApplies();
  const id = await team.plan(`${RESIZE} node_count=2`);
  await team.click(CAROL, id);
  grow(team.cloud.world, prod.workers, 2, Date.now());
  arrive();
  const writes = team.writes;
  await team.releaseApplies();
  await team.moved(id, 'succeeded');
  expect(team.writes).toBe(writes);
  expect((await team.document(id)).applied).toMatchObject([{ step: 'nodepool', outcome: 'adopted', adopted: true }]);
});

test.each([
  ['resize', `${RESIZE} node_count=2`],
  ['create', CREATE],
])('%s: another worker goes on where one stopped, and writes nothing twice', async (_, line) => {
  team.cloud.world.settleMs = 60_000;
  const writes = team.writes;
  const id = await team.plan(line);
  await team.click(CAROL, id);
  await soon(async () => expect((await team.run(id)).steps.nodepool?.status).toBe('waiting'));
  await team.bots.shift()?.stop();
  await team.startBot();
  await team.hurry();
  await soon(async () => expect((await team.run(id)).attempt).toBeGreaterThan(1));
  arrive();
  const run = await team.moved(id, 'succeeded');
  expect(team.writes).toBe(writes + 1);
  expect(run.steps.nodepool).toMatchObject({ status: 'done', adopted: false });
});

test('what CCE could not make is said with what was asked for, and the plan can be gone on with', async () => {
  for (const flavor of team.cloud.world.flavors) flavor.stock = { 'cn-north-4a': 1 };
  const id = await team.plan(`${RESIZE} node_count=3`);
  await team.click(CAROL, id);
  await team.moved(id, 'failed');
  const shown = words(await team.shows(id, 'failed'));
  expect(shown).toContain('flavor c7.2xlarge.2 is sold out in cn-north-4a');
  expect(shown).toContain('It was asked for 3 nodes and has 2; CCE may still make the rest once it can.');
  expect(shown).toContain('/bursting create-nodepool');
  for (const flavor of team.cloud.world.flavors) delete flavor.stock;
});

test('the list shows what each pool has, and what to type next', async () => {
  const id = await team.ask('nodepools prod');
  const shown = words(await team.shows(id, 'succeeded'));
  expect(shown).toContain('prod has 1 node pool with 1 node, all active.');
  expect(shown).toContain('/bursting resize-nodepool prod nodepool_name=worker-pool node_count=2');
  expect(await team.document(id)).toMatchObject({
    action: 'huawei_list_cce_nodepools',
    result: {
      success: true,
      nodepools: [
        {
          name: 'worker-pool',
          flavor: 'c7.2xlarge.2',
          availability_zone: 'cn-north-4a',
          node_count: 1,
          phase: '',
          autoscaling: { enable: false },
        },
        { name: 'DefaultPool', is_default: true },
      ],
    },
  });
});
