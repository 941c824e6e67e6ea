import { afterEach, describe, expect, test } from 'vitest';
import { smallNodes } from '../../sandbox/cluster/objects.ts';
import { removeAddon, siteOf } from '../../sandbox/site.ts';
import type { Message } from '../../sandbox/slack/messages.ts';
import { SERVICES } from '../../sandbox/story.ts';
import type { World } from '../../sandbox/world.ts';
import { isFinal, type Run, type RunState } from '../../src/runs/run.ts';
import { Program } from './program.ts';
import { ALICE, BOB, CAROL, GATEWAY, MALLORY, OPS, shownBy, soon, Team, WORKER, words } from './team.ts';

const ROLLOUT = `rollout prod obs_endpoint_service_name=${SERVICES.obs.name}`;
const YAML = { approvals: { approvers: { groups: ['S0ONCALL'] } }, roles: { operators: { users: [ALICE, BOB] } } };

/** A cluster with nothing of bursting. */
function fromNothing(world: World): void {
  removeAddon(siteOf(world, 'prod').cluster);
  world.endpoints = [];
  world.settleMs = 20;
}

let team: Team;
const open = async (options: Partial<Parameters<typeof Team.start>[0]> = {}): Promise<Team> => {
  team = await Team.start({ yaml: YAML, arrange: fromNothing, ...options });
  return team;
};
afterEach(() => team.close());

/** The run that a rollout waits for, once it does one of that command, in that state. */
const child = (id: string, command: string, state: RunState = 'awaiting_approval'): Promise<Run> =>
  soon(async () => {
    const { waitingFor } = await team.run(id);
    expect(waitingFor).not.toBeNull();
    const run = await team.run(waitingFor ?? '');
    expect(run).toMatchObject({ command, state });
    return run;
  }, 40_000);
const approve = async (id: string, command: string, who: string = CAROL): Promise<Run> => {
  const run = await child(id, command);
  await team.shows(run.id, 'awaiting_approval');
  expect(await team.click(who, run.id)).toContain('You approved');
  return run;
};
/** Somebody on call says yes to whatever else it comes to, again where it was not taken, until it has ended well. */
const approveAll = async (id: string): Promise<Run> => {
  const run = await soon(async () => {
    const { waitingFor } = await team.run(id);
    const plan = waitingFor === null ? null : await team.run(waitingFor);
    if (plan?.state === 'awaiting_approval') {
      await team.shows(plan.id, 'awaiting_approval');
      await team.click(CAROL, plan.id);
    }
    const now = await team.run(id);
    expect(isFinal(now.state)).toBe(true);
    return now;
  }, 60_000);
  expect(run).toMatchObject({ state: 'succeeded', result: { success: true, issues: [] } });
  return run;
};
const stages = async (id: string): Promise<Readonly<Record<string, string>>> =>
  Object.fromEntries(((await team.run(id)).guide?.stops ?? []).map(({ stage, state }) => [stage, state]));
const root = (id: string): Promise<Message> => team.message(id);

describe('a rollout', () => {
  test('leads from nothing to the end in one thread, with an approval at each change', async () => {
    await open();
    const id = await team.ask(ROLLOUT);
    const vpcep = await approve(id, 'vpcep');
    const setup = await approve(id, 'setup', BOB);
    const run = await approveAll(id);
    expect(await stages(id)).toMatchObject({
      setup: 'succeeded',
      verify: 'succeeded',
      images: 'succeeded',
      smoke: 'succeeded',
      pods: 'succeeded',
    });
    expect(run.guide?.stops.filter(({ state }) => state !== 'succeeded' && state !== 'ahead' && state !== 'skipped')).toEqual([]);
    const shown = words(await team.shows(id, 'succeeded'));
    expect(shown).toContain(`VPC endpoints approved by <@${CAROL}>`);
    expect(shown).toContain(`Bursting add-on approved by <@${BOB}>`);
    // All of it hangs below one message, each run once.
    const replies = (await root(id)).replies.map((message) => shownBy(message)?.id).filter((shownId) => shownId !== undefined);
    expect(new Set(replies).size).toBe(replies.length);
    for (const made of [vpcep, setup]) {
      expect(replies).toContain(made.id);
      expect(await team.run(made.id)).toMatchObject({ parent: id, root: id, requestedBy: ALICE, channel: OPS });
    }
    expect(team.slack.messages.in(OPS).filter((message) => shownBy(message))).toHaveLength(1);
    expect((await team.document(id)).waiting_for).toBeNull();
  });

  test('run again goes on from what is so already: nothing is asked for twice', async () => {
    await open({ arrange: (world) => (world.settleMs = 20) });
    const first = await team.ask(ROLLOUT);
    await approveAll(first);
    expect(await stages(first)).toMatchObject({
      precheck: 'succeeded',
      vpcep: 'skipped',
      setup: 'skipped',
      smoke: 'succeeded',
      pods: 'succeeded',
    });
    const writes = team.writes;
    const id = await team.ask(ROLLOUT);
    const run = await team.moved(id, 'succeeded');
    expect(run.guide?.stops.flatMap(({ approvals }) => approvals)).toEqual([]);
    expect(words(await team.shows(id, 'succeeded'))).toContain('*First workload:* there already');
    expect(team.writes).toBe(writes);
  });

  test('says for which run it waits; a rejection stops it with the remedy, and Continue goes on', async () => {
    await open();
    const id = await team.ask(ROLLOUT);
    const plan = await child(id, 'vpcep');
    expect(await team.document(id)).toMatchObject({ state: 'running', waiting_for: plan.id });
    await team.shows(plan.id, 'awaiting_approval');
    await soon(async () => expect((await root(id)).text).toContain('VPC endpoints, waits for approval'));
    await team.opens(CAROL, plan.id, 'reject');
    expect(await team.reason(CAROL, 'not today')).toBeNull();
    const blocked = await team.moved(id, 'blocked');
    expect(blocked.result).toMatchObject({
      success: false,
      issues: [{ code: 'guided_stopped', facts: { command: 'vpcep', state: 'rejected' } }],
    });
    const shown = words(await team.shows(id, 'blocked'));
    expect(shown).toContain('stopped at VPC endpoints');
    expect(shown).toContain('run_again');
    expect(shown).toContain(`rejected by <@${CAROL}>`);
    expect(shown).toContain('*Reason:* not today');
    expect(await team.press(MALLORY, id, 'run_again')).toContain('You cannot ask for plans');
    await team.press(BOB, id, 'run_again');
    const next = await soon(async () => {
      const { successor } = await team.run(id);
      expect(successor).not.toBeNull();
      return successor ?? '';
    });
    expect(await team.run(next)).toMatchObject({ command: 'rollout', requestedBy: BOB, supersedes: id });
    const again = await child(next, 'vpcep');
    expect(again.params).toEqual({ obs_endpoint_service_name: SERVICES.obs.name });
    await team.told(`cancel ${next}`, BOB);
  });

  test('an issue stops it, and says what to do', async () => {
    await open({
      arrange(world) {
        siteOf(world, 'prod').cluster.phase = 'Hibernation';
        fromNothing(world);
      },
    });
    const id = await team.ask(ROLLOUT);
    const run = await team.moved(id, 'blocked');
    expect(run.result).toMatchObject({ issues: [{ code: 'cluster_not_available' }] });
    expect(words(await team.shows(id, 'blocked'))).toContain('stopped at Precheck: 1 thing in the way');
    expect(await stages(id)).toMatchObject({ precheck: 'succeeded', vpcep: 'ahead' });
  });

  test('cancelled, it takes the plan that waits with it: nobody can approve that any more', async () => {
    await open();
    const id = await team.ask(ROLLOUT);
    const plan = await child(id, 'vpcep');
    await team.shows(plan.id, 'awaiting_approval');
    expect(await team.told(`cancel ${id}`, MALLORY)).toContain('You cannot stop a run that somebody else asked for');
    expect(await team.told(`cancel ${id}`)).toContain('is cancelled');
    await team.moved(plan.id, 'cancelled');
    expect((await team.run(id)).state).toBe('cancelled');
    expect(await team.click(CAROL, plan.id)).toContain('was cancelled by');
    expect(words(await team.shows(id, 'cancelled'))).toContain('was cancelled at VPC endpoints');
    expect(team.writes).toBe(0);
  });

  test('where there is little room it offers more nodes and goes on; told which, it plans them', async () => {
    await open({
      arrange(world) {
        const { cluster } = siteOf(world, 'prod');
        fromNothing(world);
        cluster.kubernetes.nodes = smallNodes();
      },
    });
    const first = await team.ask(ROLLOUT);
    await child(first, 'vpcep');
    await soon(async () => expect(words(await root(first))).toContain('form_open:create-nodepool'));
    expect((await team.run(first)).guide?.offers).toEqual(['create-nodepool', 'resize-nodepool']);
    await team.told(`cancel ${first}`);

    const id = await team.ask(`${ROLLOUT} nodepool_name=worker-pool node_count=4`);
    const plan = await child(id, 'resize-nodepool');
    expect(plan.params).toEqual({ nodepool_name: 'worker-pool', node_count: '4' });
    await team.told(`cancel ${id}`);
  });

  test('is for who may ask for plans, in a channel; its parameters are those of all it leads through', async () => {
    await open();
    expect(await team.told(ROLLOUT, MALLORY)).toContain('You cannot ask for plans');
    expect(await team.told('rollout prod node_count=many')).toContain('node_count');
    expect(await team.told('rollout prod colour=red')).toContain('colour');
    team.slack.workspace.direct(ALICE);
    expect(await team.told(ROLLOUT, ALICE, ALICE.replace('U', 'D'))).toContain('a plan needs a channel');
  });
});

test('a rollout goes on in whatever process is left, and makes nothing twice', async () => {
  await open({ bots: [GATEWAY, WORKER] });
  const id = await team.ask(ROLLOUT);
  await child(id, 'vpcep');
  // Everything stops while it waits, and is there again.
  for (const bot of team.bots.splice(0)) await bot.stop();
  await team.startBot(WORKER);
  await team.startBot(GATEWAY);
  const plan = await child(id, 'vpcep');
  await team.shows(plan.id, 'awaiting_approval');
  await team.click(CAROL, plan.id);
  await child(id, 'setup');
  for (const bot of team.bots.splice(0)) await bot.stop();
  await team.startBot();
  await approveAll(id);
  const made = await team.store.list({ limit: 100, visible: ({ root: of }) => of === id });
  const commands = made.map(({ command }) => command).toSorted();
  expect(commands.filter((command) => command === 'vpcep' || command === 'setup')).toEqual(['setup', 'vpcep']);
});

test('a rollout survives kill -9 of the worker, while it waits and as soon as somebody said yes', async () => {
  await open({ bots: [GATEWAY] });
  const worker = async (): Promise<Program> => {
    const started = Program.onStage(['start'], team.stage(WORKER));
    await started.says(/"msg":"started"/, 40_000);
    return started;
  };
  let alive = await worker();
  const id = await team.ask(ROLLOUT);
  const plan = await child(id, 'vpcep');
  await team.shows(plan.id, 'awaiting_approval');
  alive.kill('SIGKILL');
  await team.click(CAROL, plan.id);
  alive = await worker();
  await child(id, 'setup');
  alive.kill('SIGKILL');
  alive = await worker();
  await approveAll(id);
  const made = await team.store.list({ limit: 100, visible: ({ root: of }) => of === id });
  const stops = made.filter(({ guided, parent }) => guided && parent === id).map(({ command }) => command);
  expect(stops.toSorted()).toEqual(['images', 'precheck', 'setup', 'smoke', 'verify', 'verify', 'vpcep']);
  alive.kill('SIGTERM');
  await alive.ended;
}, 180_000);
