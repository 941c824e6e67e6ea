import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { siteOf } from '../../sandbox/site.ts';
import type { ClusterState, NodePoolState } from '../../sandbox/world.ts';
import { CAROL, Team } from './team.ts';

const RESIZE = 'resize-nodepool prod nodepool_name=worker-pool node_count=3';
const CREATE = 'create-nodepool prod nodepool_name=burst-pool flavor=c7.2xlarge.2 availability_zone=cn-north-4a ssh_key=ops-keypair';

let team: Team;
let prod: { cluster: ClusterState; workers: NodePoolState };
beforeAll(async () => {
  team = await Team.start();
  prod = siteOf(team.cloud.world, 'prod');
});
beforeEach(async () => {
  prod.cluster.nodePools = [Object.assign(prod.workers, { desired: 2, active: 2, joining: [] })];
  await team.rest();
});
afterAll(async () => {
  expect(team.cloud.violations).toEqual([]);
  await team.close();
});

test.each([
  ['ScaleNodePool', RESIZE, 'commit-then-reset'],
  ['CreateNodePool', CREATE, 'commit-then-reset'],
  ['ScaleNodePool', RESIZE, 'reset'],
  ['CreateNodePool', CREATE, 'reset'],
] as const)(
  '%s of "%s" without an answer (%s) is looked for, and only what was not done is asked for again',
  async (operation, line, kind) => {
    team.cloud.world.faults = [{ service: 'CCE', operation, trouble: { kind }, times: 1 }];
    const writes = team.writes;
    const id = await team.plan(line);
    await team.click(CAROL, id);
    await team.moved(id, 'succeeded');
    expect(team.writes).toBe(writes + (kind === 'reset' ? 2 : 1));
    const [first, second] = prod.cluster.nodePools;
    expect([first?.active, second?.active]).toEqual(operation === 'ScaleNodePool' ? [3, undefined] : [2, 1]);
  },
);
