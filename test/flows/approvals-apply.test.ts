import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addReadyCluster } from '../../sandbox/site.ts';
import { ALICE, BOB, CAROL, GATEWAY, soon, Team, WORKER, words } from './team.ts';

let team: Team;
beforeAll(async () => {
  team = await Team.start({
    arrange: (world) => {
      addReadyCluster(world, 'pair');
      Object.assign(world.configured.at(-1) ?? {}, { settings: { approvals: { required: 2 } } });
    },
  });
});
beforeEach(async () => {
  team.missing('swr-api');
  team.onCall(BOB, CAROL);
  await team.rest();
  await team.holdApplies();
});
afterAll(() => team.close());

const nothingWritten = async (id: string): Promise<void> => {
  const shown = words(await team.shows(id, 'stale'));
  expect(shown).toContain('is out of date. Nothing was changed.');
  expect(shown).not.toContain('plan_approve');
  expect((await team.document(id)).applied).toEqual([]);
};

describe('between approval and apply', () => {
  test('who lost the right does not count any more: asked of Slack anew, whatever is remembered', async () => {
    const writes = team.writes;
    const id = await team.plan();
    await team.click(CAROL, id);
    team.onCall(BOB);
    expect(await team.data.exists('{bursting}:group:S0ONCALL')).toBe(1);
    await team.releaseApplies();
    const run = await team.moved(id, 'stale');
    expect(run.error?.finding).toEqual({ code: 'approval_revoked', facts: { users: [CAROL], required: 1 } });
    await nothingWritten(id);
    expect(team.writes).toBe(writes);
  });

  test('one of two is not enough', async () => {
    const id = await team.plan('vpcep pair');
    await team.click(CAROL, id);
    await team.click(BOB, id);
    Object.assign(team.slack.workspace.person(BOB), { deleted: true });
    await team.releaseApplies();
    const run = await team.moved(id, 'stale');
    expect(run.error?.finding).toEqual({ code: 'approval_revoked', facts: { users: [BOB], required: 2 } });
    Object.assign(team.slack.workspace.person(BOB), { deleted: false });
  });

  test('while Slack is silent it waits, says so and holds nothing; then it is applied', async () => {
    const id = await team.plan();
    await team.click(CAROL, id);
    team.slack.faults.add('usergroups.users.list', { status: 500 });
    await team.releaseApplies();
    await soon(async () => expect((await team.message(id)).text).toContain("waits until the approvers' rights are confirmed"));
    expect((await team.run(id)).waiting).toEqual({ for: 'rights' });
    expect(await team.data.keys('{bursting}:lease:*')).toEqual([]);
    await team.rest();
    await team.hurry();
    await team.moved(id, 'succeeded');
  });

  test('when Slack stays silent until the time to begin is over, it is stale', async () => {
    const id = await team.plan();
    await team.click(CAROL, id);
    team.slack.faults.add('users.info', { error: 'fatal_error' });
    await team.releaseApplies();
    await soon(async () => expect((await team.run(id)).waiting).toEqual({ for: 'rights' }));
    await team.tooLate(id);
    const run = await team.moved(id, 'stale');
    expect(run.error?.finding).toEqual({ code: 'approval_unconfirmed', facts: { minutes: 30 } });
    await nothingWritten(id);
  });

  test('when something else kept it from beginning in time, it is stale', async () => {
    const id = await team.plan();
    await team.click(CAROL, id);
    await soon(async () => expect((await team.run(id)).waiting).toMatchObject({ for: 'freeze' }));
    await team.tooLate(id);
    const run = await team.moved(id, 'stale');
    expect(run.error?.finding).toEqual({ code: 'apply_window_passed', facts: { minutes: 30 } });
    await nothingWritten(id);
  });
});

describe('readOnly', () => {
  test('nobody can approve, an approver can reject, and what was approved waits; what is queued can be cancelled', async () => {
    const quiet = await Team.start({ bots: [GATEWAY] });
    try {
      quiet.missing('swr-api');
      const worker = await quiet.startBot(WORKER);
      const id = await quiet.plan();
      await worker.stop();
      const queued = await quiet.ask('vpcep prod');
      expect(await quiet.told(`cancel ${queued}`)).toContain('is cancelled');
      await quiet.startBot(WORKER, { readOnly: true, approvals: { approvers: { groups: ['S0ONCALL'] } } });
      await quiet.click(CAROL, id);
      await soon(async () => expect((await quiet.run(id)).waiting).toEqual({ for: 'read_only' }));
      await soon(async () => expect((await quiet.message(id)).text).toContain('waits: the bot is set to read only'));

      await quiet.bots[0]?.stop();
      await quiet.startBot(GATEWAY, { readOnly: true, approvals: { approvers: { groups: ['S0ONCALL'] } } });
      const next = await quiet.plan('vpcep prod', ALICE);
      expect(await quiet.click(CAROL, next)).toContain('the bot is set to read only');
      expect(await quiet.refusals(next)).toEqual([`${CAROL} approve read_only`]);
      await quiet.opens(CAROL, next, 'reject');
      expect(await quiet.reason(CAROL, 'not now')).toBeNull();
      expect(quiet.writes).toBe(0);
      expect(await quiet.run(queued)).toMatchObject({ state: 'cancelled', plan: null, attempt: 0 });
    } finally {
      await quiet.close();
    }
  });

  test('an apply that goes on in a worker that may only read stops before its next write, and says what was done', async () => {
    const writes = team.writes;
    team.missing('swr', 'swr-api');
    team.cloud.world.settleMs = 60_000;
    const id = await team.plan();
    await team.click(CAROL, id);
    await team.releaseApplies();
    await soon(async () => expect((await team.run(id)).steps.swr?.status).toBe('waiting'));
    await team.bots[0]?.stop();
    const bot = await team.startBot({}, { readOnly: true, approvals: { approvers: { groups: ['S0ONCALL'] } } });
    const run = await team.moved(id, 'cancelled');
    expect(run.error?.finding.code).toBe('read_only');
    expect(team.writes).toBe(writes + 1);
    const shown = words(await team.shows(id, 'cancelled'));
    expect(shown).toContain('read only');
    expect(shown).toContain('was not ready yet');
    team.cloud.world.settleMs = 20;
    await bot.stop();
    await team.startBot();
  });
});
