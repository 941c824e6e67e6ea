import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addReadyCluster } from '../../sandbox/site.ts';
import type { World } from '../../sandbox/world.ts';
import { ALICE, BOB, CAROL, GUS, MALLORY, OPS, soon, Team, words } from './team.ts';

const [DAVE, ERIN, ULA, BOTTY, DEE, FAY, SAM] = ['U06DAVE', 'U07ERIN', 'U08ULA', 'U09BOTTY', 'U10DEE', 'U11FAY', 'U12SAM'] as const;
/** Somebody who is never let in is no less so for being listed. */
const EVERYBODY = [DAVE, GUS, ULA, BOTTY, DEE, FAY, SAM];

const more = (world: World): void => {
  const settings: Record<string, object> = {
    lab: { approvers: { users: [ERIN] } },
    sealed: { approvers: {} },
    own: { approvers: { users: [ALICE] }, selfApproval: true },
    pair: { required: 2 },
  };
  for (const [alias, approvals] of Object.entries(settings)) {
    addReadyCluster(world, alias);
    world.configured.push({ ...(world.configured.pop() as World['configured'][number]), settings: { approvals } });
  }
  world.endpoints = world.endpoints.filter(({ serviceName }) => !serviceName.endsWith('swr-api'));
};

let team: Team;
beforeAll(async () => {
  team = await Team.start({
    arrange: more,
    people: [
      { id: DAVE, name: 'dave' },
      { id: ERIN, name: 'erin' },
      { id: ULA, name: 'ula', is_ultra_restricted: true },
      { id: BOTTY, name: 'botty', is_bot: true },
      { id: DEE, name: 'dee', deleted: true },
      { id: FAY, name: 'fay', team_id: 'T0OTHER' },
      { id: SAM, name: 'sam', is_stranger: true },
    ],
    yaml: { approvals: { approvers: { users: EVERYBODY, groups: ['S0ONCALL'] } } },
  });
  await team.holdApplies();
});
afterAll(() => team.close());

test('whoever may not is told why and who could, decides nothing, and is in the audit', async () => {
  const id = await team.plan('vpcep prod', BOB);
  const refused = async (user: string, ...says: readonly string[]): Promise<void> => {
    const told = await team.click(user, id);
    for (const each of says) expect(told).toContain(each);
  };
  await refused(BOB, 'you asked for this plan yourself', `<@${DAVE}>`, '<!subteam^S0ONCALL>');
  await refused(ALICE, 'you are not among the people who may', `<@${DAVE}>`, '<!subteam^S0ONCALL>');
  await refused(MALLORY, 'you are not among the people who may');
  await refused(ERIN, 'you are not among the people who may');
  await refused(GUS, 'guests of this workspace never may');
  await refused(ULA, 'guests of this workspace never may');
  await refused(BOTTY, 'bots never may');
  await refused(DEE, 'this account is deactivated');
  await refused(FAY, 'people of other workspaces never may');
  await refused(SAM, 'people of other workspaces never may');
  expect(await team.click(CAROL, id, 'approve', { teamId: 'T0OTHER' })).toContain('another workspace');

  expect((await team.run(id)).state).toBe('awaiting_approval');
  expect(await team.refusals(id)).toEqual([
    ...[BOB, ALICE, MALLORY, ERIN, GUS, ULA, BOTTY, DEE, FAY, SAM].map((user) => `${user} approve not_allowed`),
    `${CAROL} approve wrong_workspace`,
  ]);

  expect(await team.click(CAROL, id)).toContain(`You approved \`${id}\``);
  const { approvals } = await team.run(id);
  expect(approvals.map(({ by, verdict }) => `${by} ${verdict}`)).toEqual([`${CAROL} approved`]);
});

test('a person who is listed by id may approve', async () => {
  const id = await team.plan('vpcep prod', ALICE);
  await team.click(DAVE, id);
  expect((await team.moved(id, 'approved')).approvals[0]?.by).toBe(DAVE);
});

test('a cluster’s own approvers take the place of the global ones', async () => {
  const id = await team.plan('vpcep lab');
  expect(await team.click(CAROL, id)).toContain(`These can: <@${ERIN}>.`);
  await team.click(ERIN, id);
  expect((await team.moved(id, 'approved')).approvals[0]?.by).toBe(ERIN);
});

test('approvers that are given but empty are nobody, also for a button that somebody put into the message', async () => {
  const id = await team.plan('vpcep sealed');
  const message = await team.message(id);
  expect(message.text).toContain('cannot be approved');
  expect(words(message)).toContain('no approver is configured for this cluster');
  expect(words(message)).not.toContain('plan_approve');

  const forged = { type: 'button', action_id: 'plan_approve', text: { type: 'plain_text', text: 'Approve' }, value: id };
  team.slack.messages.edit(OPS, message.ts, { text: message.text, blocks: [{ type: 'actions', elements: [forged] }] });
  expect(await team.click(CAROL, id)).toContain('nobody is configured who may');
  expect(await team.refusals(id)).toEqual([`${CAROL} approve not_allowed`]);
});

test('with selfApproval the requester may, if listed', async () => {
  const theirs = await team.plan('vpcep own', ALICE);
  await team.click(ALICE, theirs);
  expect((await team.moved(theirs, 'approved')).approvals[0]?.by).toBe(ALICE);

  const id = await team.plan('vpcep own', BOB);
  expect(await team.click(BOB, id)).toContain('you are not among the people who may');
});

test('two people are two people: the count is shown, and one person twice is one', async () => {
  const id = await team.plan('vpcep pair');
  expect((await team.message(id)).text).toContain('waits for 2 approvals, 0 given');

  expect(await team.click(BOB, id)).toContain('1 of 2 approvals are given');
  const message = await soon(async () => {
    const shown = await team.message(id);
    expect(shown.text).toContain('waits for 2 approvals, 1 given');
    return shown;
  });
  expect(words(message)).toContain('1 of 2');
  expect(words(message)).toContain(`approved by <@${BOB}>`);

  expect(await team.click(BOB, id)).toContain('counts already, once: 1 of 2');
  expect((await team.run(id)).state).toBe('awaiting_approval');
  await team.click(CAROL, id);
  const run = await team.moved(id, 'approved');
  expect(run.approvals.map(({ by }) => by)).toEqual([BOB, CAROL]);
  expect(await team.refusals(id)).toEqual([`${BOB} approve already_approved_by_you`]);
});

test('what Slack does not say is a no', async () => {
  const id = await team.plan();
  await team.rest();
  team.slack.faults.add('usergroups.users.list', { error: 'internal_error' });
  expect(await team.click(CAROL, id)).toContain('the answer is no');
  expect(await team.click(DAVE, id, 'approve', { value: 'run_0000000000' })).toContain('There is no run');

  await team.rest();
  team.slack.faults.add('users.info', { error: 'internal_error' });
  expect(await team.click(DAVE, id)).toContain('the answer is no');
  expect((await team.run(id)).state).toBe('awaiting_approval');
  expect(await team.refusals(id)).toEqual([`${CAROL} approve rights_unknown`, `${DAVE} approve rights_unknown`]);
  await team.rest();
});

describe('the group that is on call', () => {
  const group = () => {
    const found = team.slack.workspace.groups.get('S0ONCALL');
    if (!found) throw new Error('nobody is on call');
    return found;
  };
  const changed = () => team.slack.people.event({ type: 'subteam_members_changed', subteam_id: 'S0ONCALL', team_id: 'T01LAB' });

  test('is remembered, and forgotten at once when Slack says that it changed', async () => {
    await team.rest();
    const id = await team.plan();
    expect(await team.click(MALLORY, id)).toContain('not among the people who may');
    const asked = team.slack.callsOf('usergroups.users.list').length;
    group().users = [MALLORY];
    expect(await team.click(MALLORY, id)).toContain('not among the people who may');
    expect(team.slack.callsOf('usergroups.users.list').length).toBe(asked);

    await changed();
    await soon(async () => expect(await team.data.exists('{bursting}:group:S0ONCALL')).toBe(0));
    expect(await team.click(CAROL, id)).toContain('not among the people who may');
    await team.click(MALLORY, id);
    expect((await team.moved(id, 'approved')).approvals[0]?.by).toBe(MALLORY);
    group().users = [BOB, CAROL];
  });
});

test('without an approver anywhere the log, help, whoami and the plan say so', async () => {
  const lonely = await Team.start({ yaml: { approvals: { required: 1 } } });
  try {
    await lonely.diary.line('no approver is configured anywhere: plans can be seen, not approved');
    expect(await lonely.told('help')).toContain('No approver is configured anywhere: plans can be seen, not approved.');
    expect(await lonely.told('whoami')).toContain('You may not approve: nobody is configured.');
    lonely.missing('swr-api');
    const message = await lonely.message(await lonely.plan());
    expect(message.text).toContain('cannot be approved');
    expect(words(message)).not.toContain('plan_approve');
    expect(words(message)).toContain('plan_details');
  } finally {
    await lonely.close();
  }
});
