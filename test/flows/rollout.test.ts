import { describe, expect, type TestContext, test, vi } from 'vitest';
import { smallNodes } from '../../sandbox/cluster/objects.ts';
import { removeAddon, siteOf } from '../../sandbox/site.ts';
import { SERVICES } from '../../sandbox/story.ts';
import type { World } from '../../sandbox/world.ts';
import { Program } from './program.ts';
import { Story } from './rollout-story.ts';
import { ALICE, BOB, CAROL, GATEWAY, MALLORY, OPS, shownBy, soon, Team, WORKER, words } from './team.ts';

const ROLLOUT = `rollout prod obs_endpoint_service_name=${SERVICES.obs.name}`;
// A reply a second in a thread, a look a second at what is due: the others go on meanwhile.
vi.setConfig({ maxConcurrency: 9 });

const YAML = { approvals: { approvers: { groups: ['S0ONCALL'] } }, roles: { operators: { users: [ALICE, BOB] } } };

/** A cluster with nothing of bursting. */
function fromNothing(world: World): void {
  removeAddon(siteOf(world, 'prod').cluster);
  world.endpoints = [];
  world.settleMs = 20;
}

async function open(
  { onTestFinished }: Pick<TestContext, 'onTestFinished'>,
  options: Partial<Parameters<typeof Team.start>[0]> = {},
): Promise<Story> {
  const team = await Team.start({ yaml: YAML, arrange: fromNothing, ...options });
  onTestFinished(() => team.close());
  return new Story(team);
}

describe('a rollout', () => {
  test.concurrent('leads from nothing to the end in one thread, with an approval at each change', async (context) => {
    const story = await open(context);
    const { team } = story;
    const id = await team.ask(ROLLOUT);
    const vpcep = await story.approve(id, 'vpcep');
    const setup = await story.approve(id, 'setup', BOB);
    const run = await story.approveAll(id);
    expect(await story.stages(id)).toMatchObject({
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
    const replies = (await team.message(id)).replies.map((message) => shownBy(message)?.id).filter((shownId) => shownId !== undefined);
    expect(new Set(replies).size).toBe(replies.length);
    for (const made of [vpcep, setup]) {
      expect(replies).toContain(made.id);
      expect(await team.run(made.id)).toMatchObject({ parent: id, root: id, requestedBy: ALICE, channel: OPS });
    }
    expect(team.slack.messages.in(OPS).filter((message) => shownBy(message))).toHaveLength(1);
    expect((await team.document(id)).waiting_for).toBeNull();
  });

  test.concurrent('run again goes on from what is so already: nothing is asked for twice', async (context) => {
    const story = await open(context, { arrange: (world) => (world.settleMs = 20) });
    const { team } = story;
    const first = await team.ask(ROLLOUT);
    await story.approveAll(first);
    expect(await story.stages(first)).toMatchObject({
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

  test.concurrent('says for which run it waits; a rejection stops it with the remedy, and Continue goes on', async (context) => {
    const story = await open(context);
    const { team } = story;
    const id = await team.ask(ROLLOUT);
    const plan = await story.child(id, 'vpcep');
    expect(await team.document(id)).toMatchObject({ state: 'running', waiting_for: plan.id });
    await team.shows(plan.id, 'awaiting_approval');
    await soon(async () => expect((await team.message(id)).text).toContain('VPC endpoints, waits for approval'));
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
    const again = await story.child(next, 'vpcep');
    expect(again.params).toEqual({ obs_endpoint_service_name: SERVICES.obs.name });
    await team.told(`cancel ${next}`, BOB);
  });

  test.concurrent('an issue stops it, and says what to do', async (context) => {
    const story = await open(context, {
      arrange(world) {
        siteOf(world, 'prod').cluster.phase = 'Hibernation';
        fromNothing(world);
      },
    });
    const { team } = story;
    const id = await team.ask(ROLLOUT);
    const run = await team.moved(id, 'blocked');
    expect(run.result).toMatchObject({ issues: [{ code: 'cluster_not_available' }] });
    expect(words(await team.shows(id, 'blocked'))).toContain('stopped at Precheck: 1 thing in the way');
    expect(await story.stages(id)).toMatchObject({ precheck: 'succeeded', vpcep: 'ahead' });
  });

  test.concurrent('cancelled, it takes the plan that waits with it: nobody can approve that any more', async (context) => {
    const story = await open(context);
    const { team } = story;
    const id = await team.ask(ROLLOUT);
    const plan = await story.child(id, 'vpcep');
    await team.shows(plan.id, 'awaiting_approval');
    expect(await team.told(`cancel ${id}`, MALLORY)).toContain('You cannot stop a run that somebody else asked for');
    expect(await team.told(`cancel ${id}`)).toContain('is cancelled');
    await team.moved(plan.id, 'cancelled');
    expect((await team.run(id)).state).toBe('cancelled');
    expect(await team.click(CAROL, plan.id)).toContain('was cancelled by');
    expect(words(await team.shows(id, 'cancelled'))).toContain('was cancelled at VPC endpoints');
    expect(team.writes).toBe(0);
  });

  test.concurrent('where there is little room it offers more nodes and goes on; told which, it plans them', async (context) => {
    const story = await open(context, {
      arrange(world) {
        const { cluster } = siteOf(world, 'prod');
        fromNothing(world);
        cluster.kubernetes.nodes = smallNodes();
      },
    });
    const { team } = story;
    const first = await team.ask(ROLLOUT);
    await story.child(first, 'vpcep');
    await soon(async () => expect(words(await team.message(first))).toContain('form_open:create-nodepool'));
    expect((await team.run(first)).guide?.offers).toEqual(['create-nodepool', 'resize-nodepool']);
    await team.told(`cancel ${first}`);

    const id = await team.ask(`${ROLLOUT} nodepool_name=worker-pool node_count=4`);
    const plan = await story.child(id, 'resize-nodepool');
    expect(plan.params).toEqual({ nodepool_name: 'worker-pool', node_count: '4' });
    await team.told(`cancel ${id}`);
  });

  test.concurrent('is for who may ask for plans, in a channel; its parameters are those of all it leads through', async (context) => {
    const { team } = await open(context);
    expect(await team.told(ROLLOUT, MALLORY)).toContain('You cannot ask for plans');
    expect(await team.told('rollout prod node_count=many')).toContain('node_count');
    expect(await team.told('rollout prod colour=red')).toContain('colour');
    team.slack.workspace.direct(ALICE);
    expect(await team.told(ROLLOUT, ALICE, ALICE.replace('U', 'D'))).toContain('a plan needs a channel');
  });

  test.concurrent('goes on in whatever process is left, and makes nothing twice', async (context) => {
    const story = await open(context, { bots: [GATEWAY, WORKER] });
    const { team } = story;
    const id = await team.ask(ROLLOUT);
    await story.child(id, 'vpcep');
    // Everything stops while it waits, and is there again.
    for (const bot of team.bots.splice(0)) await bot.stop();
    await team.startBot(WORKER);
    await team.startBot(GATEWAY);
    const plan = await story.child(id, 'vpcep');
    await team.shows(plan.id, 'awaiting_approval');
    await team.click(CAROL, plan.id);
    await story.child(id, 'setup');
    for (const bot of team.bots.splice(0)) await bot.stop();
    await team.startBot();
    await story.approveAll(id);
    const made = await team.store.list({ limit: 100, visible: ({ root: of }) => of === id });
    const commands = made.map(({ command }) => command).toSorted();
    expect(commands.filter((command) => command === 'vpcep' || command === 'setup')).toEqual(['setup', 'vpcep']);
  });

  test.concurrent('survives kill -9 of the worker, while it waits and as soon as somebody said yes', async (context) => {
    const story = await open(context, { bots: [GATEWAY] });
    const { team } = story;
    const worker = async (): Promise<Program> => {
      const started = Program.onStage(['start'], team.stage(WORKER), context);
      await started.says(/"msg":"started"/, 40_000);
      return started;
    };
    let alive = await worker();
    const id = await team.ask(ROLLOUT);
    const plan = await story.child(id, 'vpcep');
    await team.shows(plan.id, 'awaiting_approval');
    alive.kill('SIGKILL');
    await team.click(CAROL, plan.id);
    alive = await worker();
    await story.child(id, 'setup');
    alive.kill('SIGKILL');
    alive = await worker();
    await story.approveAll(id);
    const made = await team.store.list({ limit: 100, visible: ({ root: of }) => of === id });
    const stops = made.filter(({ guided, parent }) => guided && parent === id).map(({ command }) => command);
    expect(stops.toSorted()).toEqual(['images', 'precheck', 'setup', 'smoke', 'verify', 'verify', 'vpcep']);
    alive.kill('SIGTERM');
    await alive.ended;
  }, 180_000);
});
