import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Trouble } from '../../sandbox/cloud/faults.ts';
import { emptyKubernetes } from '../../sandbox/cluster/state.ts';
import { DEMO, LAB } from '../../sandbox/scenarios/smoke/smoke-scenario.ts';
import { siteOf } from '../../sandbox/site.ts';
import { CAROL, Team } from './team.ts';

let team: Team;
beforeAll(async () => {
  team = await Team.start({ yaml: { approvals: { approvers: { groups: ['S0ONCALL'] } } } });
});
beforeEach(async () => {
  const { namespaces, deployments, replicasets } = emptyKubernetes();
  Object.assign(siteOf(team.cloud.world, 'prod').cluster.kubernetes, { namespaces, deployments, replicasets });
  await team.rest();
});
afterAll(async () => {
  expect(team.cloud.violations).toEqual([]);
  await team.close();
});

const WRITES = ['CreateNamespace', 'PatchDeployment'] as const;
/** What goes wrong with the first such request, and how often it is sent in all. */
const TROUBLES: readonly (readonly [string, Trouble, number])[] = [
  ['is done, and its answer is lost', { kind: 'commit-then-reset' }, 1],
  ['is done, and answered with an error', { kind: 'commit-then-status', status: 500 }, 1],
  ['is not done, and answered with an error', { kind: 'status', status: 503 }, 2],
  ['never arrives', { kind: 'reset' }, 2],
  ['comes too soon', { kind: 'status', status: 429 }, 2],
];

test.each(WRITES.flatMap((operation) => TROUBLES.map(([what, trouble, sent]) => ({ operation, what, trouble, sent }))))(
  '$operation that $what: the workload is made once',
  async ({ operation, trouble, sent }) => {
    const before = team.cloud.calls.length;
    team.cloud.world.faults = [{ service: 'Kubernetes', operation, trouble, times: 1 }];
    const id = await team.plan('smoke prod');
    await team.click(CAROL, id);
    await team.moved(id, 'succeeded');
    const writes = team.cloud.calls.slice(before).flatMap((call) => (call.write ? [call.operation] : []));
    expect(writes).toEqual(WRITES.flatMap((each) => Array.from({ length: each === operation ? sent : 1 }, () => each)));
    expect((await team.document(id)).applied).toMatchObject([
      { step: 'namespace', outcome: 'created' },
      { step: 'deployment', outcome: 'created' },
    ]);
    const { deployments } = siteOf(team.cloud.world, 'prod').cluster.kubernetes;
    const made = Array.from({ length: deployments.length }, (_, i) => deployments.at(i)?.metadata);
    expect(made).toMatchObject([{ namespace: LAB, name: DEMO, generation: 1, annotations: { 'bursting/run': id } }]);
  },
);

test.each(WRITES)('%s that is forbidden fails at once, and names the verb and the resource', async (operation) => {
  team.cloud.world.faults = [{ service: 'Kubernetes', operation, trouble: { kind: 'status', status: 403 } }];
  const id = await team.plan('smoke prod');
  await team.click(CAROL, id);
  await team.moved(id, 'failed');
  const [verb, resource] = operation === 'CreateNamespace' ? ['create', 'namespaces'] : ['patch', 'deployments'];
  expect((await team.document(id)).error).toMatchObject({
    code: 'permission_denied',
    message: expect.stringContaining(`The bot lacks ${verb} ${resource}`),
    remedy: expect.stringContaining(`Grant ${verb} ${resource} to the bot's user in the cluster`),
  });
});
