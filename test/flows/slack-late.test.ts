import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addReadyCluster } from '../../sandbox/site.ts';
import { ALICE, BOB, CAROL, GATEWAY, OPS, shownBy, soon, Team, WORKER } from './team.ts';

/** Two gateways, in turn: what comes late or twice comes to the one that did not see the rest. */
let team: Team;
beforeAll(async () => {
  team = await Team.start({
    arrange: (world) => void addReadyCluster(world, 'lab'),
    yaml: { approvals: { approvers: { groups: ['S0ONCALL'] } }, limits: { commandsPerUserPerMinute: 10_000 } },
    bots: [GATEWAY, GATEWAY, WORKER],
  });
  team.missing('swr-api');
  await team.holdApplies();
  await team.slack.sockets.whenConnected(2);
});
beforeEach(() => team.rest());
afterAll(() => team.close());

const everyRun = () => team.store.list({ limit: 1_000, visible: () => true });
const messagesOf = (id: string) => team.slack.messages.in(OPS).filter((message) => shownBy(message)?.id === id);

describe('what was overtaken', () => {
  test.each([
    ['a later cancel', 'cancelled', (id: string) => team.told(`cancel ${id}`)],
    ['a newer plan', 'stale', () => team.plan('vpcep prod')],
    [
      'the reason of a Reject that was clicked later',
      'rejected',
      async (id: string) => {
        await team.opens(BOB, id, 'reject');
        await team.reason(BOB, 'not today');
      },
    ],
  ] as const)('an Approve that arrives after %s changes nothing, and the person hears why', async (_, state, overtakes) => {
    const id = await team.plan('vpcep prod');
    const arrives = Promise.withResolvers<void>();
    const told = team.click(CAROL, id, 'approve', { heldUntil: arrives.promise });
    await overtakes(id);
    arrives.resolve();
    expect(await told).toContain('Your click changed nothing');
    expect(await team.run(id)).toMatchObject({ state, approvals: state === 'rejected' ? [{ by: BOB, verdict: 'rejected' }] : [] });
    expect(await team.refusals(id)).toEqual([`${CAROL} approve already_decided`]);
  });

  test('a cancel that arrives after the Approve that was clicked later withdraws what has not begun', async () => {
    const id = await team.plan('vpcep prod');
    const arrives = Promise.withResolvers<void>();
    const cancelled = team.slack.people.command(ALICE, OPS, `/bursting cancel ${id}`, { heldUntil: arrives.promise });
    await team.click(CAROL, id);
    arrives.resolve();
    expect(JSON.stringify((await cancelled).payload)).toContain(id);
    expect((await team.run(id)).state).toBe('cancelled');
    expect((await team.shows(id, 'cancelled')).text).toContain('cancelled');
  });

  test('a click whose trigger has expired on the way opens no window, and the person hears what to do', async () => {
    const id = await team.plan('vpcep prod');
    for (const verb of ['reject', 'details'] as const) {
      team.slack.faults.add('views.open', { error: 'expired_trigger_id' }, { times: 1 });
      expect(await team.click(BOB, id, verb)).toMatch(/again/);
    }
    expect((await team.run(id)).state).toBe('awaiting_approval');
    await team.told(`cancel ${id}`);
  });

  test('a reason that is submitted before Slack has answered that its window is open counts', async () => {
    const id = await team.plan('vpcep prod');
    team.slack.faults.add('views.open', { delayMs: 1_000 }, { times: 1, afterCommit: true });
    const clicked = team.slack.people.click(BOB, await team.message(id), 'plan_reject');
    await soon(() => expect(team.slack.views.top(BOB)).not.toBeNull());
    expect(await team.reason(BOB, 'quicker than Slack')).toBeNull();
    expect(await team.run(id)).toMatchObject({ state: 'rejected', approvals: [{ by: BOB, reason: 'quicker than Slack' }] });
    expect((await clicked).failure).toBeNull();
  });
});

test('one envelope, delivered to both gateways: one run, one decision, one answer to each', async () => {
  const twice = { deliverTwice: true, sameEnvelope: true } as const;
  const before = (await everyRun()).length;
  const typed = await team.slack.people.command(ALICE, OPS, '/bursting vpcep lab', twice);
  expect(typed.failure).toBeNull();
  expect(typed.again?.payload).toEqual(typed.payload);
  const runs = await everyRun();
  expect(runs.length).toBe(before + 1);
  const id = runs[0]?.id ?? '';
  await team.shows(id, 'awaiting_approval');

  const clicked = await team.slack.people.click(CAROL, await team.message(id), 'plan_approve', twice);
  expect([clicked.failure, clicked.again?.failure]).toEqual([null, null]);
  await soon(async () => expect(await team.refusals(id)).toEqual([`${CAROL} approve already_decided`]));
  expect((await team.run(id)).approvals).toMatchObject([{ by: CAROL, verdict: 'approved' }]);
  await team.told(`cancel ${id}`);
  expect(messagesOf(id)).toHaveLength(1);
});

test('a storm of reconnects, refusals and refreshes loses nothing that was acknowledged and doubles nothing; one connection each is left', async () => {
  const before = (await everyRun()).length;
  const { sockets } = team.slack;
  const heard: string[] = [];
  let lost = 0;
  for (let i = 0; i < 6; i += 1) {
    if (i % 3 === 0) sockets.drop();
    if (i % 3 === 1) sockets.disconnect(i % 2 === 1 ? 'refresh_requested' : 'warning');
    sockets.refusing = i === 3;

    const { failure, payload } = await team.slack.people.command(ALICE, OPS, '/bursting capacity prod');
    const id = /run_\w{10}/.exec(JSON.stringify(payload))?.[0];
    if (failure === null && id) heard.push(id);
    else lost += 1;
    sockets.refusing = false;
    if (sockets.count === 0) await soon(() => expect(sockets.count).toBeGreaterThan(0));
  }
  await sockets.whenConnected(2, 30_000);
  const typedNow = await team.ask('capacity prod');
  expect(typedNow).toMatch(/succeeded|run_/);

  for (const id of heard) expect((await team.shows(id, 'succeeded')).ts, id).not.toBe('');
  const made = (await everyRun()).length - before - 1;
  expect(made).toBeGreaterThanOrEqual(heard.length);
  expect(made).toBeLessThanOrEqual(heard.length + lost);
  expect(heard.length).toBeGreaterThan(0);
  for (const { id } of await everyRun()) expect(messagesOf(id).length, id).toBeLessThanOrEqual(1);
  expect(sockets.count).toBe(2);
  expect(team.diary.text).not.toMatch(/unhandled|MaxListeners/);
});
