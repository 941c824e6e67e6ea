import { afterAll, beforeAll, expect, test } from 'vitest';
import { settleNodes } from '../../sandbox/cloud/node-pools.ts';
import { addReadyCluster, type Site, siteOf } from '../../sandbox/site.ts';
import { CAROL, GATEWAY, soon, Team, WORKER } from './team.ts';

const EU = { ...WORKER, WORKER_GROUP: 'eu' } as const;

let team: Team;
let prod: Site;
beforeAll(async () => {
  team = await Team.start({
    arrange: (world) => void addReadyCluster(world, 'lab'),
    clusters: { lab: { workers: 'eu' } },
    bots: [GATEWAY, GATEWAY, WORKER, WORKER],
  });
  prod = siteOf(team.cloud.world, 'prod');
});
afterAll(() => team.close());

test('a cluster of another group waits for a worker that can reach it, and holds up nobody else', async () => {
  const lab = await team.ask('precheck lab');
  await team.moved(await team.ask('precheck prod'), 'succeeded');
  const labId = String(team.cloud.clusters.lab?.clusterId);
  const asked = () => team.cloud.calls.filter(({ path }) => path.includes(labId));
  expect((await team.run(lab)).state).toBe('queued');
  expect(asked()).toEqual([]);

  await Promise.all([team.startBot(EU), team.startBot(EU)]);
  await team.moved(lab, 'succeeded');
  expect(asked()).not.toEqual([]);
});

test('of four workers, one at a time writes to a cluster, in the order in which people approved', async () => {
  team.cloud.world.settleMs = 60_000;
  const pool = 'nodepool_name=burst-pool flavor=c7.2xlarge.2 availability_zone=cn-north-4a ssh_key=ops-keypair';
  const plans: string[] = [];
  for (const line of ['resize-nodepool prod nodepool_name=worker-pool node_count=3', `create-nodepool prod ${pool}`, 'smoke prod'])
    plans.push(await team.plan(line));
  const [first = '', ...others] = plans;
  await team.click(CAROL, first);
  await soon(async () => expect((await team.run(first)).steps.nodepool?.status).toBe('waiting'));
  for (const id of others) {
    await team.click(CAROL, id);
    await soon(async () => expect((await team.run(id)).waiting).toMatchObject({ for: 'run' }));
  }

  team.cloud.world.settleMs = 0;
  for (const node of prod.workers.joining) node.at = 0;
  settleNodes(team.cloud.world, prod.cluster, Date.now());
  for (const id of plans) await team.moved(id, 'succeeded');
  const moves = team.diary.records.flatMap((record) =>
    record.kind === 'move' && plans.includes(record.run) ? [[record.run, record.to]] : [],
  );
  expect(moves.filter(([, to]) => to === 'applying' || to === 'succeeded')).toEqual(
    plans.flatMap((id) => [
      [id, 'applying'],
      [id, 'succeeded'],
    ]),
  );
});
