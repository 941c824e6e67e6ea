import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { emptyKubernetes } from '../../sandbox/cluster/state.ts';
import { addDeployment, addNamespace, DEMO, LAB } from '../../sandbox/scenarios/smoke/smoke-scenario.ts';
import { siteOf } from '../../sandbox/site.ts';
import { ALICE, BOB, CAROL, soon, Team, words } from './team.ts';

let team: Team;
beforeAll(async () => {
  team = await Team.start({
    yaml: { approvals: { approvers: { groups: ['S0ONCALL'] } }, roles: { operators: { users: [ALICE, BOB] } } },
  });
});
/** Nothing of a smoke workload is in the cluster. */
beforeEach(async () => {
  const { kubernetes } = siteOf(team.cloud.world, 'prod').cluster;
  const { namespaces, deployments, replicasets, events } = emptyKubernetes();
  const pods = Array.from({ length: kubernetes.pods.length }, (_, i) => kubernetes.pods.at(i)).filter(
    (pod) => pod?.metadata.namespace !== LAB,
  );
  Object.assign(kubernetes, { namespaces, deployments, replicasets, events, pods });
  team.missing();
  await team.rest();
});
afterAll(async () => {
  expect(team.cloud.violations).toEqual([]);
  await team.close();
});

/** What ran by itself in the thread of a run, once it has ended. */
const followed = (id: string) =>
  soon(async () => {
    const [child] = await team.store.list({ limit: 10, visible: ({ parent }) => parent === id });
    expect(child?.state).toBe('succeeded');
    return child?.id ?? '';
  });

describe('an approved smoke workload', () => {
  test('is accepted, runs on CCI, and is verified by itself in the thread', async () => {
    const id = await team.plan('smoke prod');
    const asked = words(await team.message(id));
    expect(asked).toContain('waits for approval to create 1 namespace and create 1 Deployment');
    expect(asked).toContain('team-payments/nginx:stable');
    expect(asked).toContain('charged per pod');

    const writes = team.writes;
    await team.click(CAROL, id);
    await team.moved(id, 'succeeded');
    expect(team.writes).toBe(writes + 2);
    const applied = (await team.document(id)).applied;
    expect(applied).toMatchObject([
      { step: 'namespace', outcome: 'created', adopted: false },
      { step: 'deployment', outcome: 'created', adopted: false },
    ]);
    expect(words(await team.shows(id, 'succeeded'))).toContain(`kubectl delete deployment ${DEMO} -n ${LAB}`);
    const patch = team.cloud.calls.findLast(({ operation }) => operation === 'PatchDeployment');
    expect(patch?.body).toMatchObject({ metadata: { annotations: { 'bursting/run': id } } });
    expect(JSON.stringify(patch?.body).split(id)).toHaveLength(2);

    const verify = await followed(id);
    expect(await team.document(verify)).toMatchObject({
      command: 'verify',
      params: { namespace: LAB, workload_name: DEMO, wait: '5m' },
      result: { success: true, ready: true, workload: { desired: 2, pod_count: 2, ready: true } },
    });
    expect((await team.message(verify)).threadTs).toBe((await team.message(id)).ts);
    expect(await team.data.zscore('{bursting}:reminders', id)).not.toBeNull();
  });

  test('whose namespace somebody made meanwhile says that it was there', async () => {
    const id = await team.plan('smoke prod replicas=1');
    team.cloud.interrupt({ before: 'CreateNamespace', change: (world) => addNamespace(world, LAB) });
    await team.click(CAROL, id);
    await team.moved(id, 'succeeded');
    expect((await team.document(id)).applied).toMatchObject([
      { step: 'namespace', outcome: 'adopted', adopted: true },
      { step: 'deployment', outcome: 'created' },
    ]);
    expect(words(await team.shows(id, 'succeeded'))).not.toContain('kubectl delete namespace');
  });

  test('that somebody changes at that moment fails, names who, and takes nothing from them', async () => {
    addDeployment(team.cloud.world, { replicas: 1 });
    const id = await team.plan('smoke prod replicas=3');
    expect(words(await team.message(id))).toContain('Pods: `1` → `3`');
    team.cloud.interrupt({
      before: 'PatchDeployment',
      change(world) {
        Object.assign(siteOf(world, 'prod').cluster.kubernetes, { namespaces: [], deployments: [] });
        addDeployment(world, { replicas: 5, others: { 'kubectl-scale': { spec: { replicas: 5 } } } });
      },
    });
    const writes = team.writes;
    await team.click(CAROL, id);
    await team.moved(id, 'failed');
    expect(team.writes).toBe(writes + 1);
    expect((await team.document(id)).error).toMatchObject({
      code: 'field_conflict',
      message: expect.stringContaining('.spec.replicas is set by kubectl-scale'),
    });
  });

  test('that the world has moved from is not applied: a new plan asks again', async () => {
    const id = await team.plan('smoke prod');
    addDeployment(team.cloud.world, { replicas: 1 });
    await team.click(CAROL, id);
    const stale = await team.moved(id, 'stale');
    expect(words(await team.shows(id, 'stale'))).toContain(`Deployment ${LAB}/${DEMO}`);
    const successor = stale.error?.finding.code === 'plan_changed' ? stale.error.finding.facts.successor : null;
    await team.shows(successor ?? '', 'awaiting_approval');
    expect((await team.run(successor ?? '')).plan?.steps.map(({ verb }) => verb)).toEqual(['unchanged', 'update']);
  });

  test('makes an older plan for the same Deployment stale, and no other', async () => {
    const older = await team.plan('smoke prod');
    const other = await team.plan('smoke prod workload_name=another');
    const newer = await team.plan('smoke prod replicas=3', BOB);
    await team.shows(older, 'stale');
    expect((await team.run(other)).state).toBe('awaiting_approval');
    for (const id of [other, newer]) await team.told(`cancel ${id}`);
  });
});

test('a Deployment that the bot did not make is shown as such, and the plan is blocked', async () => {
  addDeployment(team.cloud.world, { madeBy: null });
  const id = await team.ask('smoke prod');
  const shown = words(await team.shows(id, 'blocked'));
  expect(shown).toContain('the bot did not make it');
  expect(shown).toContain('kubectl-create');
  expect(await team.document(id)).toMatchObject({ state: 'blocked', result: { success: false, issues: [{ code: 'workload_foreign' }] } });
});

test('images and smoke by the names of the skill, from any cluster of the region', async () => {
  const id = await team.ask('huawei_discover_cce_cci_smoke_images region=cn-north-4');
  const shown = words(await team.shows(id, 'succeeded'));
  expect(shown).toContain('a smoke workload would run swr.cn-north-4.myhuaweicloud.com/team-payments/nginx:stable');
  expect(shown).toContain('/bursting smoke prod');
  const plan = await team.plan('huawei_deploy_cce_cci_smoke_workload cluster=prod');
  expect((await team.document(plan)).action).toBe('huawei_deploy_cce_cci_smoke_workload');
  await team.told(`cancel ${plan}`);
});
