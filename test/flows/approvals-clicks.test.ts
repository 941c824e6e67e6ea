import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addReadyCluster } from '../../sandbox/site.ts';
import { ALICE, BOB, CAROL, GENERAL, OPS, soon, Team, words } from './team.ts';

let team: Team;
beforeAll(async () => {
  team = await Team.start({
    arrange: (world) => void addReadyCluster(world, 'lab'),
    yaml: { approvals: { approvers: { groups: ['S0ONCALL'] } } },
  });
  team.missing('swr-api');
  await team.holdApplies();
});
beforeEach(() => team.rest());
afterAll(() => team.close());

/** Nobody has decided anything. */
const undecided = async (id: string): Promise<void> => {
  const { state, approvals } = await team.run(id);
  expect({ state, approvals }).toEqual({ state: 'awaiting_approval', approvals: [] });
};
const verdicts = async (id: string): Promise<readonly string[]> =>
  (await team.run(id)).approvals.map(({ by, verdict }) => `${by} ${verdict}`);

describe('a button counts on the run’s own message only', () => {
  test('not on a copy, and not with the value of another run, of no run, or with junk', async () => {
    const [id, other] = await Promise.all([team.plan('vpcep prod'), team.plan('vpcep lab')]);
    const { ts } = await team.message(id);

    const onCopy = await team.click(CAROL, id, 'approve', { copyInChannel: GENERAL });
    expect(onCopy).toContain("a button counts only on the run's own message");
    expect(onCopy).toContain(`/archives/${OPS}/p${ts.replace('.', '')}`);
    expect(await team.click(CAROL, id, 'reject', { copyInChannel: OPS })).toContain('Nothing was done');
    expect(await team.click(CAROL, id, 'approve', { value: other })).toContain("a button counts only on the run's own message");
    expect(await team.click(CAROL, id, 'approve', { value: 'run_0123456789' })).toContain('There is no run `run_0123456789`');
    const junk = `${id}\n<!channel> ${'x'.repeat(1_500)}`;
    const told = await team.click(CAROL, id, 'approve', { value: junk });
    expect(told).toContain('There is no run');
    expect(told).not.toContain('<!channel>');

    await undecided(id);
    await undecided(other);
    expect(await team.refusals(id)).toEqual([`${CAROL} approve wrong_message`, `${CAROL} reject wrong_message`]);
    expect(await team.refusals(other)).toEqual([`${CAROL} approve wrong_message`]);
    const strays = (await team.audit()).flatMap((record) =>
      record.kind === 'click' && record.refused === 'unknown_run' ? record.run : [],
    );
    expect(strays).toEqual(['run_0123456789', expect.stringMatching(/^run_/)]);
    expect(strays.every((run) => run.length <= 60)).toBe(true);
  });

  test('not on the old message, once the run has a new one', async () => {
    const id = await team.plan('vpcep prod');
    const old = await team.message(id);
    team.slack.messages.remove(old.channel, old.ts);
    await team.told(`cancel ${id}`);
    const again = await team.plan('vpcep prod');
    expect(again).not.toBe(id);
    expect((await team.shows(id, 'cancelled')).ts).not.toBe(old.ts);
    expect(await team.click(CAROL, id, 'approve', { on: old })).toContain("a button counts only on the run's own message");
    expect(await team.click(CAROL, id, 'approve', { on: old, value: again })).toContain('Nothing was done');
    await undecided(again);
  });
});

describe('several clicks are one decision', () => {
  test('a double click, also delivered twice', async () => {
    const id = await team.plan('vpcep prod');
    const message = await team.message(id);
    const clicks = [1, 2].map(() => team.slack.people.click(CAROL, message, 'plan_approve', { deliverTwice: true }));
    await Promise.all(clicks);
    await soon(async () => expect(await team.refusals(id)).toHaveLength(3));
    expect(new Set(await team.refusals(id))).toEqual(new Set([`${CAROL} approve already_decided`]));
    expect(await verdicts(id)).toEqual([`${CAROL} approved`]);
  });

  test('Approve and Reject at once: one of them, and the other is told which', async () => {
    const id = await team.plan('vpcep prod');
    await team.opens(BOB, id, 'reject');
    const [approved, rejected] = await Promise.all([team.click(CAROL, id), team.reason(BOB, 'not today')]);
    const run = await team.run(id);
    if (run.state === 'rejected') {
      expect(await verdicts(id)).toEqual([`${BOB} rejected`]);
      expect(approved).toContain('was rejected by');
      expect(rejected).toBeNull();
    } else {
      expect(run.state).toBe('approved');
      expect(await verdicts(id)).toEqual([`${CAROL} approved`]);
      expect(rejected).toContain('was approved by');
    }
    expect(await team.refusals(id)).toHaveLength(1);
  });
});

describe('a click that comes too late', () => {
  test('itself expires the plan', async () => {
    const id = await team.plan('vpcep prod');
    await team.data.hset(`{bursting}:run:${id}`, 'deadline', 1);
    expect(await team.click(CAROL, id)).toContain(`\`${id}\` expired`);
    expect((await team.run(id)).state).toBe('expired');
    const shown = await team.shows(id, 'expired');
    expect(words(shown)).not.toContain('plan_approve');
    expect(shown.text).toContain('expired: nobody decided in time');
    expect(await team.refusals(id)).toEqual([`${CAROL} approve plan_expired`]);
  });

  test('finds the plan expired by itself', async () => {
    const id = await team.plan('vpcep prod');
    const message = await team.message(id);
    await team.tooLate(id);
    await team.moved(id, 'expired');
    expect(await team.click(CAROL, id, 'approve', { on: message })).toContain('expired');
    expect((await team.document(id)).approvals).toEqual([]);
  });

  test.each([
    ['stale', 'newer plan took its place'],
    ['cancelled', `was cancelled by <@${ALICE}>`],
    ['rejected', `was rejected by <@${BOB}>`],
    ['approved', `was approved by <@${BOB}>`],
  ] as const)('finds it %s, and is told so', async (state, says) => {
    const id = await team.plan('vpcep prod');
    const message = await team.message(id);
    if (state === 'stale') await team.plan('vpcep prod');
    if (state === 'cancelled') await team.told(`cancel ${id}`);
    if (state === 'approved') await team.click(BOB, id);
    if (state === 'rejected') {
      await team.opens(BOB, id, 'reject');
      await team.reason(BOB, 'no');
    }
    expect((await team.run(id)).state).toBe(state);
    expect(await team.click(CAROL, id, 'approve', { on: message })).toContain(says);
    expect(await team.click(CAROL, id, 'reject', { on: message })).toContain(says);
    expect((await team.run(id)).state).toBe(state);
    expect(await team.refusals(id)).toEqual([`${CAROL} approve already_decided`, `${CAROL} reject already_decided`]);
    await team.told(`cancel ${id}`);
  });
});
