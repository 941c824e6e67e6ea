import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ALICE, BOB, CAROL, GUS, MALLORY, OPS, soon, Team, words } from './team.ts';

let team: Team;
beforeAll(async () => {
  team = await Team.start();
  team.missing('swr-api');
});
beforeEach(() => team.rest());
afterAll(() => team.close());

const group = (users: string[]): void => void Object.assign(team.slack.workspace.groups.get('S0ONCALL') ?? {}, { users });

describe('Reject', () => {
  test('asks why, refuses to go on without a reason, and shows and keeps what was written', async () => {
    const id = await team.plan();
    const view = await team.opens(CAROL, id, 'reject');
    expect(view).toMatchObject({ type: 'modal', callback_id: 'plan_reject_reason', submit: { text: 'Reject' } });
    for (const empty of ['', '  \n ', '\u200b\u2060']) expect(await team.reason(CAROL, empty)).toMatch(/why|reason/i);
    expect(await team.reason(CAROL, 'sk=0123456789abcdefghijABCDEFGHIJ0123456789')).toContain('treat that key as leaked');
    expect(await team.reason(CAROL, 'AKIA0EXAMPLE1234XY56')).toContain('treat that key as leaked');
    expect((await team.run(id)).state).toBe('awaiting_approval');
    expect(team.slack.views.top(CAROL)).not.toBeNull();

    expect(await team.reason(CAROL, '  wrong *subnet* <!channel>,\nask <@U01ALICE>  ')).toBeNull();
    expect(team.slack.views.top(CAROL)).toBeNull();
    const shown = words(await team.shows(id, 'rejected'));
    expect(shown).toContain('was rejected');
    expect(shown).toContain('wrong ∗subnet∗ &lt;!channel&gt;, ask &lt;@U01ALICE&gt;');
    expect(shown).toContain(`rejected by <@${CAROL}>`);
    expect(shown).not.toContain('plan_approve');
    expect((await team.document(id)).approvals).toEqual([
      { by: CAROL, at: expect.any(String), verdict: 'rejected', reason: 'wrong *subnet* <!channel>,\nask <@U01ALICE>' },
    ]);
    expect((await team.audit()).at(-1)).toMatchObject({ kind: 'move', run: id, to: 'rejected', by: CAROL, reason: expect.any(String) });
    expect(await team.refusals(id)).toEqual([
      `${CAROL} reject reason_missing`,
      `${CAROL} reject looks_like_key`,
      `${CAROL} reject looks_like_key`,
    ]);
    expect(JSON.stringify(await team.audit())).not.toContain('AKIA0EXAMPLE');
    expect(team.diary.text).not.toContain('AKIA0EXAMPLE');
  });

  test('opens no form for who may not; the requester is told how to withdraw it', async () => {
    const id = await team.plan();
    expect(await team.click(MALLORY, id, 'reject')).toContain('you are not among the people who may');
    expect(await team.click(ALICE, id, 'reject')).toContain(`/bursting cancel ${id}`);
    expect(team.slack.views.top(MALLORY)).toBeNull();
    expect(await team.refusals(id)).toEqual([`${MALLORY} reject not_allowed`, `${ALICE} reject cancel_instead`]);
  });

  test('looks at the right again when the reason is submitted', async () => {
    const id = await team.plan();
    await team.opens(BOB, id, 'reject');
    group([CAROL]);
    await team.slack.people.event({ type: 'subteam_members_changed', subteam_id: 'S0ONCALL', team_id: 'T01LAB' });
    await soon(async () => expect(await team.data.exists('{bursting}:group:S0ONCALL')).toBe(0));
    expect(await team.reason(BOB, 'too late')).toContain('you are not among the people who may');
    expect((await team.run(id)).state).toBe('awaiting_approval');
    expect(await team.refusals(id)).toEqual([`${BOB} reject not_allowed`]);
    group([BOB, CAROL]);
  });

  test('takes a reason for another message, or another run, for what it is', async () => {
    const id = await team.plan();
    await team.opens(BOB, id, 'reject');
    const forged = (metadata: object) =>
      team.slack.views.update(team.slack.views.top(BOB)?.id ?? '', {
        ...team.slack.views.top(BOB),
        private_metadata: JSON.stringify(metadata),
      });
    forged({ run: id, channel: OPS, ts: '1.000001' });
    expect(await team.reason(BOB, 'no')).toContain('Nothing was done');
    forged({ run: 'run_0123456789', channel: OPS, ts: (await team.message(id)).ts });
    expect(await team.reason(BOB, 'no')).toContain('There is no run run_0123456789');
    expect((await team.run(id)).state).toBe('awaiting_approval');
  });

  test('hears in time that Slack does not say who this is', async () => {
    const id = await team.plan();
    await team.opens(BOB, id, 'reject');
    await team.rest();
    team.slack.faults.add('users.info', { hang: true });
    expect(await team.reason(BOB, 'no')).toContain('Slack did not say in time');
    expect((await team.run(id)).state).toBe('awaiting_approval');
  });
});

describe('Details', () => {
  test('shows the plan from the store, also when the message says something else', async () => {
    const id = await team.plan();
    const message = await team.message(id);
    const { plan } = await team.run(id);
    const lies = { text: 'harmless', blocks: message.blocks.filter(({ type }) => type === 'actions') };
    team.slack.messages.edit(OPS, message.ts, lies);
    const view = JSON.stringify(await team.opens(MALLORY, id, 'details'));
    expect(view).toContain(plan?.fingerprint);
    expect(view).toContain('com.myhuaweicloud.cn-north-4.swr-api');
    expect(view).toContain('subnet_id'.replace('_', ' '));
  });

  test('is for who may read, and every look is in the audit', async () => {
    const id = await team.plan();
    const message = await team.message(id);
    await team.opens(MALLORY, id, 'details');
    expect(await team.click(GUS, id, 'details', { on: message })).toContain('guests');
    expect(await team.click(BOB, id, 'details', { value: 'nonsense' })).toContain('There is no run');
    const looks = (await team.audit()).flatMap((record) =>
      record.kind === 'click' && record.verb === 'details' ? `${record.by} ${record.run} ${record.refused}` : [],
    );
    expect(looks.slice(-3)).toEqual([`${MALLORY} ${id} null`, `${GUS} ${id} not_allowed`, `${BOB} nonsense unknown_run`]);
  });
});
