import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { swappedSubnetAddon } from '../../sandbox/scenarios/swapped-subnet-addon.ts';
import { removeAddon, type Site, siteOf } from '../../sandbox/site.ts';
import { PROJECT_ID, SERVICES } from '../../sandbox/story.ts';
import type { AddonOutcome, ClusterState } from '../../sandbox/world.ts';
import type { Run } from '../../src/runs/run.ts';
import { CAROL, GATEWAY, soon, Team, WORKER, words } from './team.ts';

const FROM_NOTHING = `setup prod obs_endpoint_service_name=${SERVICES.obs.name}`;

let team: Team;
let worker: Awaited<ReturnType<Team['startBot']>>;
let site: Site;
let asBefore: Pick<ClusterState, 'addons' | 'kubernetes'>;

/** A team for the tests of one group: a process writes at most ten times a minute to one cloud. */
function withTeam(): void {
  beforeAll(async () => {
    team = await Team.start({ bots: [GATEWAY] });
    worker = await team.startBot(WORKER);
    const { cluster } = siteOf(team.cloud.world, 'prod');
    asBefore = structuredClone({ addons: cluster.addons, kubernetes: cluster.kubernetes });
  });
  afterAll(() => team.close());
  beforeEach(async () => {
    const { world } = team.cloud;
    const [cluster] = world.clusters;
    if (!cluster) throw new Error('the world has a cluster');
    Object.assign(cluster, structuredClone(asBefore));
    ends({ kind: 'running' });
    world.settleMs = 20;
    team.missing();
    site = siteOf(world, 'prod');
    await team.rest();
  });
}

/** How the next installation or change of the add-on ends. */
function ends(outcome: AddonOutcome, lagMs = 0): void {
  for (const template of team.cloud.world.addonTemplates) Object.assign(template, { outcome, lagMs });
}
/** As if nobody had ever begun. */
function fromNothing(): void {
  removeAddon(site.cluster);
  team.cloud.world.endpoints = [];
}
const installed = () => {
  const found = site.cluster.addons.find(({ templateName }) => templateName === 'virtual-kubelet');
  if (!found) throw new Error('the add-on is not installed');
  return found;
};
/** What runs by itself in the thread of a run, once it has ended. */
const following = (id: string): Promise<Run> =>
  soon(async () => {
    const [child] = await team.store.list({ limit: 5, visible: ({ parent }) => parent === id });
    expect(child?.state).toBe('succeeded');
    return team.run(child?.id ?? '');
  });

describe('from a cluster with nothing', () => {
  withTeam();

  test('one command and one approval come to a Ready virtual node; a second one has nothing to do', async () => {
    fromNothing();
    const writes = team.writes;
    const id = await team.plan(FROM_NOTHING);
    const asked = words(await team.message(id));
    for (const says of ['create 3 VPC endpoints and create 1 add-on', 'basic.network_id', site.podSubnet.neutronId, '1.5.82', 'nothing'])
      expect(asked).toContain(says);

    await team.click(CAROL, id);
    await team.moved(id, 'succeeded');
    expect(team.writes).toBe(writes + 4);
    expect(installed()).toMatchObject({ status: 'running', version: '1.5.82' });
    expect((await team.document(id)).applied).toEqual(
      ['swr', 'swr-api', 'obs', 'addon'].map((step) => ({ step, outcome: 'created', resource_id: expect.any(String), adopted: false })),
    );
    const verified = await following(id);
    expect(verified).toMatchObject({ command: 'verify', params: { wait: '5m' }, result: { success: true, ready: true } });

    const again = await team.ask('setup prod');
    expect(words(await team.shows(again, 'succeeded'))).toContain('setup has nothing to do on prod: all it would make is there.');
    expect(team.writes).toBe(writes + 4);
    expect(team.cloud.violations).toEqual([]);
  });

  test('without the OBS name it is blocked, and told how to get one', async () => {
    fromNothing();
    const id = await team.ask('setup prod');
    const shown = words(await team.shows(id, 'blocked'));
    expect(shown).toContain('1 thing in the way. Nothing was changed.');
    expect(shown).toContain('by service ticket');
    expect(shown).not.toContain('plan_approve');
  });

  test('a worker that stops while the add-on installs is replaced, and nothing is installed twice', async () => {
    removeAddon(site.cluster);
    team.cloud.world.settleMs = 60_000;
    const id = await team.plan('setup prod');
    const writes = team.writes;
    await team.click(CAROL, id);
    await soon(async () => expect((await team.run(id)).steps.addon?.status).toBe('waiting'));
    team.bots.splice(team.bots.indexOf(worker), 1);
    await worker.stop();
    worker = await team.startBot(WORKER);
    for (const coming of installed().coming ?? []) coming.at = 0;
    await team.hurry();
    const run = await team.moved(id, 'succeeded');
    expect(run.steps.addon).toMatchObject({ status: 'done', adopted: false });
    expect(team.writes).toBe(writes + 1);
    await following(id);
  });
});

describe('an installed add-on', () => {
  withTeam();

  test('with swapped subnets is set right, and what operators chose stays', async () => {
    swappedSubnetAddon.arrange(team.cloud.world);
    const addon = installed();
    addon.values = { ...addon.values, flavor: { replicas: '3', ours: true }, ours: { deep: [1] } };
    const id = await team.plan('setup prod');
    const shown = words(await team.message(id));
    expect(shown).toContain('set up wrong');
    expect(shown).toContain(`\`${site.podSubnet.id}\` → \`${site.podSubnet.neutronId}\``);
    await team.click(CAROL, id);
    await team.moved(id, 'succeeded');
    expect(installed()).toMatchObject({
      status: 'running',
      values: {
        basic: { network_id: site.podSubnet.neutronId },
        custom: { subnet_id: site.podSubnet.neutronId, subnets: [{ subnetID: site.podSubnet.neutronId }] },
        flavor: { replicas: '3', ours: true },
        ours: { deep: [1] },
      },
    });
    expect((await following(id)).result).toMatchObject({ ready: true });
  });

  test('with an old value that looks like a key is set right, and nobody reads that value', async () => {
    const addon = installed();
    const key = 'AKIA5EXAMPLE9KEY7QZ2';
    addon.values = { ...addon.values, basic: { ...(addon.values.basic as object), project_id: key } };
    const id = await team.plan('setup prod');
    await team.click(CAROL, id);
    const run = await team.moved(id, 'succeeded');
    expect(run.replans).toBe(0);
    expect(installed().values).toMatchObject({ basic: { project_id: PROJECT_ID } });
    expect(JSON.stringify([run, await team.shows(id, 'succeeded')])).not.toContain(key);
  });

  test('that shows abnormal for a moment around its upgrade is waited for; one that stays so is not', async () => {
    swappedSubnetAddon.arrange(team.cloud.world);
    ends({ kind: 'abnormal', message: 'ready replicas 0/2', forMs: 200 }, 200);
    const passing = await team.plan('setup prod');
    await team.click(CAROL, passing);
    await team.moved(passing, 'succeeded');
    await following(passing);

    swappedSubnetAddon.arrange(team.cloud.world);
    ends({ kind: 'abnormal', message: 'ready replicas 0/2', forMs: null });
    const staying = await team.plan('setup prod');
    await team.click(CAROL, staying);
    const run = await team.moved(staying, 'failed');
    expect(run.error?.finding).toEqual({
      code: 'addon_broken',
      facts: { status: 'abnormal', detail: 'ready replicas 0/2', mendable: true },
    });
  });

  test('that somebody changes between approval and apply makes the plan stale: what moved is said, and a new plan asks', async () => {
    swappedSubnetAddon.arrange(team.cloud.world);
    await team.holdApplies();
    const id = await team.plan('setup prod');
    await team.click(CAROL, id);
    const { values } = installed();
    installed().values = { ...values, basic: { ...(values.basic as object), network_id: site.podSubnet.neutronId } };
    const writes = team.writes;
    await team.releaseApplies();
    const run = await team.moved(id, 'stale');
    const shown = words(await team.shows(id, 'stale'));
    expect(shown).toContain(`basic.network_id of add-on virtual-kubelet is ${site.podSubnet.neutronId}, it was ${site.podSubnet.id}`);
    expect(team.writes).toBe(writes);
    const next = run.error?.finding.code === 'plan_changed' ? run.error.finding.facts.successor : null;
    const successor = words(await team.shows(String(next), 'awaiting_approval'));
    expect(successor).not.toContain('basic.network_id');
    expect(successor).toContain('custom.subnet_id');
    await team.told(`cancel ${next}`);
  });

  test('that somebody upgrades is not touched', async () => {
    installed().status = 'upgrading';
    const id = await team.ask('setup prod');
    const shown = words(await team.shows(id, 'blocked'));
    expect(shown).toContain('The add-on is upgrading: it is being changed right now.');
  });
});

describe('what goes wrong', () => {
  withTeam();

  test('an installation that fails says why, what was done, and how to go on', async () => {
    fromNothing();
    ends({ kind: 'failed', reason: 'Install failed', message: 'timed out waiting for the condition' });
    const id = await team.plan(FROM_NOTHING);
    await team.click(CAROL, id);
    await team.moved(id, 'failed');
    const shown = words(await team.shows(id, 'failed'));
    expect(shown).toContain('failed: 3 of 4 steps done');
    expect(shown).toContain('The add-on is installFailed: Install failed: timed out waiting for the condition.');
    expect(shown).toContain('Uninstall it by hand');
    expect((await team.document(id)).applied).toMatchObject([{}, {}, {}, { step: 'addon', outcome: 'failed' }]);
  });

  test.each([
    ['ListAddonInstances', 'cce:addonInstance:list'],
    ['ListAddonTemplates', 'cce:addonTemplate:list'],
    ['ShowCluster', 'cce:cluster:get'],
    ['ListSubnets', 'vpc:subnets:get'],
    ['ListEndpoints', 'vpcep:endpoints:list'],
  ])('a missing permission for %s fails the plan, names %s, and offers to check again', async (operation, action) => {
    removeAddon(site.cluster);
    team.cloud.world.faults = [{ operation, trouble: { kind: 'status', status: 403 } }];
    const id = await team.ask('setup prod');
    const shown = words(await team.shows(id, 'failed'));
    expect(shown).toContain(`The bot lacks ${action}`);
    expect(shown).toContain('bursting policy');
    expect(shown).toContain('Check again');
    expect((await team.document(id)).error).toMatchObject({ code: 'permission_denied' });
  });

  test('a missing permission to install fails the apply, and names it', async () => {
    removeAddon(site.cluster);
    team.cloud.world.faults = [{ operation: 'CreateAddonInstance', trouble: { kind: 'status', status: 403 } }];
    const id = await team.plan('setup prod');
    await team.click(CAROL, id);
    await team.moved(id, 'failed');
    const shown = words(await team.shows(id, 'failed'));
    expect(shown).toContain('The bot lacks cce:addonInstance:create');
    expect(shown).toContain('Check again');
  });

  test('pods without room: the plan warns, the apply fails with what CCE says', async () => {
    removeAddon(site.cluster);
    ends({ kind: 'abnormal', message: 'Deployment kube-system/bursting-cceaddon is not ready, ready replicas 0/1', forMs: null });
    const id = await team.plan('setup prod');
    await team.click(CAROL, id);
    await team.moved(id, 'failed');
    expect(words(await team.shows(id, 'failed'))).toContain('ready replicas 0/1');
  });
});
