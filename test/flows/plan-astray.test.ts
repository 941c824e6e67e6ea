import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Message } from '../../sandbox/slack/messages.ts';
import { ALICE, CAROL, OPS, shownBy, soon, Team, words } from './team.ts';

const DIRECT = 'D01ALICE';

let team: Team;
beforeAll(async () => {
  team = await Team.start();
});
beforeEach(async () => {
  team.missing('swr-api');
  team.cloud.world.settleMs = 20;
  invite();
  await team.rest();
});
afterAll(() => team.close());

/** Those who were in the channel at the beginning, and who is now. */
const channel = () => {
  const found = team.slack.workspace.channels.get(OPS);
  if (!found) throw new Error('there is no such channel');
  return found;
};
const BOT = 'U0BOT';
const invite = (): void => void Object.assign(channel(), { is_archived: false, members: [...new Set([...channel().members, BOT])] });
const remove = (): void => void Object.assign(channel(), { members: channel().members.filter((member) => member !== BOT) });
const archive = (): void => void Object.assign(channel(), { is_archived: true });

const buttonsOf = ({ blocks }: Pick<Message, 'blocks'>): readonly string[] =>
  blocks.flatMap(({ type, elements }) =>
    type === 'actions' ? (elements as { action_id: string }[]).map(({ action_id }) => action_id) : [],
  );
const inDirect = (id: string): Promise<Message> =>
  soon(() => {
    const found = team.slack.messages.in(DIRECT).find((message) => shownBy(message)?.id === id);
    expect(found && shownBy(found)?.state).toBe('awaiting_approval');
    if (!found) throw new Error('not there');
    return found;
  });

describe.each([
  ['was removed', remove],
  ['finds the channel archived', archive],
])('a plan for a channel from which the bot %s', (_, close) => {
  test('goes to its requester, who can read it, not approve it, and bring it back to the channel', async () => {
    close();
    const id = await team.ask('vpcep prod');
    const direct = await inDirect(id);
    expect(buttonsOf(direct)).toEqual(['run_repost', 'plan_details']);
    expect(words(direct)).toContain('*It cannot be approved here:* nobody else could object.');
    expect(words(direct)).toContain(`<#${OPS}>`);

    // A click that says that it approves there decides nothing, whoever makes it.
    expect(await team.click(CAROL, id, 'approve', { on: direct, value: id }).catch(String)).toMatch(/plan_approve|direct message/);

    expect(await team.press(ALICE, id, 'run_repost', { on: direct })).toContain('Trying to post');
    await soon(async () => expect(await team.data.hget(`{bursting}:run:${id}`, 'repost')).toBeNull());
    expect((await team.message(id)).channel).toBe(DIRECT);
    expect(team.slack.messages.in(DIRECT).filter((message) => shownBy(message)?.id === id)).toHaveLength(1);

    invite();
    await team.press(ALICE, id, 'run_repost', { on: direct });
    const shown = await soon(() => {
      const found = team.slack.messages.in(OPS).find((message) => shownBy(message)?.id === id);
      expect(found && buttonsOf(found)).toEqual(['plan_approve', 'plan_reject', 'plan_details']);
      if (!found) throw new Error('not there');
      return found;
    });
    await soon(() => expect(team.slack.messages.find(DIRECT, direct.ts)?.text).toContain('It stands where it belongs now'));
    const pointer = team.slack.messages.find(DIRECT, direct.ts);
    expect(pointer?.text).toContain(`archives/${OPS}/p${shown.ts.replace('.', '')}`);
    // It is no message of a run any more, for people and for programs.
    expect(pointer).toMatchObject({
      metadata: null,
      edits: expect.arrayContaining([expect.objectContaining({ metadata: shown.metadata })]),
    });
    expect(await team.click(CAROL, id, 'approve', { on: shown })).toContain('You approved');
    await team.moved(id, 'succeeded');
    await soon(() => expect(shownBy(team.slack.messages.find(OPS, shown.ts) ?? shown)?.state).toBe('succeeded'));
  });
});

test('a plan of a rollout comes back to the channel without the rollout, whose thread is a direct message', async () => {
  remove();
  const id = await team.ask('rollout prod');
  const plan = await soon(async () => {
    const { waitingFor } = await team.run(id);
    const run = await team.run(waitingFor ?? '');
    expect(run.state).toBe('awaiting_approval');
    return run.id;
  });
  const direct = await soon(async () => {
    const message = await team.message(plan);
    expect(message.channel).toBe(DIRECT);
    expect(buttonsOf(message)).toEqual(['run_repost', 'plan_details']);
    return message;
  });
  invite();
  expect(await team.press(ALICE, plan, 'run_repost', { on: direct })).toContain('Trying to post');
  const shown = await soon(() => {
    const found = team.slack.messages.in(OPS).find((message) => shownBy(message)?.id === plan);
    if (!found) throw new Error('not there');
    return found;
  });
  expect(await team.click(CAROL, plan, 'approve', { on: shown })).toContain('You approved');
  await team.moved(plan, 'succeeded');
  await team.told(`cancel ${id}`);
});

test('a button that posts again does so from the run’s own message only', async () => {
  const id = await team.plan();
  expect(await team.press(CAROL, id, 'run_repost', { on: { ...(await team.message(id)), ts: '1.000001' } }).catch(String)).toContain(
    'run_repost',
  );
  await team.told(`cancel ${id}`);
});

test('where Slack lets nobody edit a message any more, a new one goes on and links to it', async () => {
  const id = await team.plan();
  const old = await team.message(id);
  team.slack.faults.add('chat.update', { error: 'edit_window_closed' }, { when: ({ ts }) => ts === old.ts });
  await team.click(CAROL, id);
  await team.moved(id, 'succeeded');
  const shown = await team.shows(id, 'succeeded');
  expect(shown.ts).not.toBe(old.ts);
  expect(words(shown)).toContain(`archives/${OPS}/p${old.ts.replace('.', '')}|earlier message>`);
  expect(await team.click(CAROL, id, 'approve', { on: old })).toContain(`p${shown.ts.replace('.', '')}`);
});

test('an apply that was asked to stop says so, and by whom, until it has', async () => {
  team.missing('swr', 'swr-api');
  team.cloud.world.settleMs = 60_000;
  const id = await team.plan();
  await team.click(CAROL, id);
  team.cloud.world.faults = [{ service: 'VPCEP', operation: 'CreateEndpoint', trouble: { kind: 'slow', ms: 1_500 }, times: 1 }];
  await soon(async () => expect((await team.run(id)).steps.swr?.status).toBeDefined());
  await team.told(`cancel ${id}`, CAROL);
  await soon(() => {
    const edits = team.slack.messages.in(OPS).find((message) => shownBy(message)?.id === id)?.edits ?? [];
    expect(
      edits.some(
        (edit) =>
          words(edit).includes('was asked to stop, and stops before its next write') &&
          words(edit).includes(`asked to stop by <@${CAROL}>`),
      ),
    ).toBe(true);
  });
  const run = await team.moved(id, 'cancelled');
  expect(run.endedBy).toBe(CAROL);
});

test('what Redis forgot of a write under way is not written a second time', async () => {
  team.cloud.world.settleMs = 20;
  const id = await team.plan();
  team.cloud.world.faults = [{ service: 'VPCEP', operation: 'CreateEndpoint', trouble: { kind: 'reset' }, times: 1 }];
  const before = team.writes;
  await team.click(CAROL, id);
  await soon(async () => expect((await team.run(id)).steps['swr-api']?.status).toBe('intended'));
  // The worker is gone, the intent with it; the cloud lists what it made only later.
  await team.bots.splice(0)[0]?.stop();
  await team.data.hdel(`{bursting}:run:${id}`, 'step:swr-api');
  const sent = team.writes;
  expect(sent).toBe(before + 1);
  const { world } = team.cloud;
  const made = world.endpoints;
  team.missing();
  const late = team.endpoint('swr-api');
  world.endpoints = made;
  await team.startBot();
  await soon(async () => expect((await team.run(id)).attempt).toBeGreaterThan(2));
  await new Promise((resolve) => setTimeout(resolve, 500));
  world.endpoints = [...made, { ...late, description: `bursting ${id}` }];
  await team.moved(id, 'succeeded');
  expect(team.writes).toBe(sent);
});
