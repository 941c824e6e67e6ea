import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Message } from '../../sandbox/slack/messages.ts';
import { ALICE, BOB, CAROL, GENERAL, GUS, MALLORY, OPS, soon, Team, words } from './team.ts';

let team: Team;
beforeAll(async () => {
  team = await Team.start({
    yaml: { approvals: { approvers: { groups: ['S0ONCALL'] } }, roles: { operators: { users: [ALICE, BOB] } } },
  });
});
beforeEach(async () => {
  team.missing();
  team.cloud.world.settleMs = 20;
  await team.rest();
});
afterAll(() => team.close());

const buttonsOf = ({ blocks }: Message): readonly string[] =>
  blocks.flatMap(({ type, elements }) =>
    type === 'actions'
      ? (elements as { action_id: string; text: { text: string }; style?: string }[]).map(
          ({ action_id, text, style }) => `${action_id} ${text.text}${style ? ` ${style}` : ''}`,
        )
      : [],
  );

const forbid = (operation: string): void => {
  team.cloud.world.faults = [{ service: 'VPCEP', operation, trouble: { kind: 'status', status: 403 } }];
};

/** A plan that failed because an endpoint list may not be read. */
async function denied(): Promise<string> {
  forbid('ListEndpoints');
  const id = await team.ask('vpcep prod');
  await team.shows(id, 'failed');
  return id;
}

async function blocked(): Promise<string> {
  team.endpoint('swr').status = 'failed';
  const id = await team.ask('vpcep prod');
  await team.shows(id, 'blocked');
  return id;
}

const successorOf = (id: string): Promise<string> =>
  soon(async () => {
    const { successor } = await team.run(id);
    expect(successor).not.toBeNull();
    return successor ?? '';
  });

describe('Check again', () => {
  test('after a missing permission: the same once more, for who clicked, in place of the old one, which then offers it no more', async () => {
    const old = await denied();
    expect(buttonsOf(await team.message(old))).toEqual(['run_again Check again primary', 'run_json JSON']);
    await team.rest();
    const told = await team.press(BOB, old, 'run_again');
    const next = await successorOf(old);
    expect(told).toContain(next);
    await team.shows(next, 'succeeded');
    const [before, run] = [await team.run(old), await team.run(next)];
    expect(run).toMatchObject({ command: 'vpcep', params: before.params, channel: OPS, requestedBy: BOB, supersedes: old, parent: null });
    expect(words(await team.message(next))).toContain(`takes the place of \`${old}\``);
    await soon(async () => expect(words(await team.message(old))).toContain(`went on as \`${next}\``));
    expect(buttonsOf(await team.message(old))).toEqual(['run_json JSON']);
    expect(await team.audit()).toContainEqual(expect.objectContaining({ kind: 'click', verb: 'again', run: old, by: BOB, refused: null }));
  });

  test('clicked by many, many times, it is one run', async () => {
    const plan = await denied();
    await team.rest();
    const message = await team.message(plan);
    const told = await Promise.all(
      Array.from({ length: 12 }, (_, i) => team.slack.people.click(i % 2 ? ALICE : BOB, message, 'run_again', { deliverTwice: true })),
    );
    expect(told.every(({ failure }) => failure === null)).toBe(true);
    const next = await successorOf(plan);
    await team.shows(next, 'succeeded');
    await soon(async () => expect((await team.refusals(plan)).filter((line) => line.endsWith('again resumed_already'))).toHaveLength(23));
    const made = await team.store.list({ limit: 50, visible: ({ supersedes }) => supersedes === plan });
    expect(made.map(({ id }) => id)).toEqual([next]);
  });
});

describe('Continue', () => {
  test('after what was in the way is gone', async () => {
    const old = await blocked();
    expect(buttonsOf(await team.message(old))).toEqual(['run_again Continue primary', 'run_json JSON']);
    team.missing('swr');
    await team.press(ALICE, old, 'run_again');
    const next = await successorOf(old);
    await team.shows(next, 'awaiting_approval');
    expect(await team.run(next)).toMatchObject({ requestedBy: ALICE, supersedes: old });
    await team.told(`cancel ${next}`);
  });

  test('after an apply that failed: what is left is planned', async () => {
    team.missing('swr', 'swr-api');
    const old = await team.plan();
    team.cloud.world.faults = [{ service: 'VPCEP', operation: 'CreateEndpoint', trouble: { kind: 'status', status: 400 }, skip: 1 }];
    await team.click(CAROL, old);
    const failed = await team.shows(old, 'failed');
    expect(buttonsOf(failed)).toEqual(['run_again Continue primary', 'run_json JSON']);
    await team.rest();
    await team.press(BOB, old, 'run_again');
    const next = await successorOf(old);
    await team.shows(next, 'awaiting_approval');
    expect((await team.run(next)).plan?.steps.filter(({ verb }) => verb === 'create').map(({ id }) => id)).toEqual(['swr-api']);
    await team.told(`cancel ${next}`, BOB);
  });

  test('is for who may ask for the plan, on the run’s own message', async () => {
    const old = await blocked();
    expect(await team.press(MALLORY, old, 'run_again')).toContain('You cannot ask for plans');
    expect(await team.press(GUS, old, 'run_again')).toContain('guests of this workspace never may');
    expect(await team.press(ALICE, old, 'run_again', { copyInChannel: GENERAL })).toMatch(
      /Nothing was done: a button counts only on the run's own message.*archives/,
    );
    expect(await team.press(ALICE, old, 'run_again', { value: 'run_0000000000' })).toContain('There is no run');
    expect(await team.press(ALICE, old, 'run_again', { teamId: 'T0OTHER' })).toContain('another workspace');
    expect(await team.refusals(old)).toEqual([
      `${MALLORY} again not_allowed`,
      `${GUS} again not_allowed`,
      `${ALICE} again wrong_message`,
      `${ALICE} again wrong_workspace`,
    ]);
    expect((await team.run(old)).successor).toBeNull();
  });

  test('is no way to do again what was done: a forged click on a plan that succeeded', async () => {
    const done = await team.ask('vpcep prod');
    await team.shows(done, 'succeeded');
    const old = await blocked();
    const { channel, ts } = await team.message(done);
    expect(await team.press(ALICE, old, 'run_again', { value: done })).toContain('a button counts only on the run');
    const forged = { ...(await team.message(old)), channel, ts };
    expect(await team.press(ALICE, old, 'run_again', { on: forged, value: done })).toContain('that is nothing to go on from');
    expect((await team.run(done)).successor).toBeNull();
  });
});

describe('JSON', () => {
  test('is a file in the thread, as `runs show` prints the run; once, however often it is asked for', async () => {
    const id = await team.ask('vpcep prod');
    await team.shows(id, 'succeeded');
    expect(await team.press(MALLORY, id, 'run_json')).toContain(`All of \`${id}\` as JSON comes to`);
    expect(JSON.parse(await team.file(id, `${id}.json`))).toEqual(await team.document(id));
    expect(await team.press(ALICE, id, 'run_json')).toContain('was asked for before');
    expect(await team.press(GUS, id, 'run_json')).toContain('guests of this workspace never may');
    await soon(async () => expect(await team.data.zscore('{bursting}:dirty', id)).toBeNull());
    expect((await team.message(id)).replies.filter(({ files }) => files.length > 0)).toHaveLength(1);
    const clicks = (await team.audit()).filter((record) => record.kind === 'click' && record.verb === 'json' && record.run === id);
    expect(clicks.map((record) => record.kind === 'click' && `${record.by} ${record.refused}`)).toEqual([
      `${MALLORY} null`,
      `${ALICE} null`,
      `${GUS} not_allowed`,
    ]);
  });

  test('arrives although Slack is limited, down, and forgets to answer in between', async () => {
    const id = await team.ask('precheck prod');
    await team.shows(id, 'succeeded');
    team.slack.faults.add('files.getUploadURLExternal', { retryAfterS: 1 }, { times: 1 });
    team.slack.faults.add('files.completeUploadExternal', { status: 503 }, { times: 1 });
    team.slack.faults.add('files.completeUploadExternal', { reset: true }, { times: 1, afterCommit: true });
    await team.press(ALICE, id, 'run_json');
    await team.file(id, `${id}.json`);
    await soon(async () => expect(await team.data.zscore('{bursting}:dirty', id)).toBeNull());
    expect((await team.message(id)).replies.filter(({ files }) => files.length > 0)).toHaveLength(1);
  });

  test('is given up where Slack never takes it; the run is not held up', async () => {
    const id = await team.ask('precheck prod');
    await team.shows(id, 'succeeded');
    team.slack.faults.add('files.getUploadURLExternal', { error: 'file_uploads_disabled' });
    await team.press(ALICE, id, 'run_json');
    await soon(async () => expect(await team.data.hget(`{bursting}:run:${id}`, `part:json-${(await team.run(id)).rev}`)).toBe('-'));
    await soon(async () => expect(await team.data.zscore('{bursting}:dirty', id)).toBeNull());
    team.slack.faults.clear();
  });
});
