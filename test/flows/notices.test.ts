import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Message } from '../../sandbox/slack/messages.ts';
import { ALICE, BOB, CAROL, GATEWAY, OPS, soon, Team, WORKER } from './team.ts';

let team: Team;
beforeAll(async () => {
  team = await Team.start({ yaml: { notify: { onCall: 'S0ONCALL' } }, bots: [GATEWAY, WORKER, WORKER] });
});
beforeEach(async () => {
  team.missing('swr-api');
  await team.rest();
});
afterAll(() => team.close());

const thread = async (id: string): Promise<readonly Message[]> => {
  const { channel, ts } = await team.message(id);
  return team.slack.messages.find(channel, ts)?.replies ?? [];
};
/** What was said below the run's message to these people, once nothing more is due now. */
async function said(id: string, to: string): Promise<readonly string[]> {
  await soon(async () => {
    const due = await team.data.zrangebyscore('{bursting}:notices', '-inf', Date.now() + 15_000);
    expect(due.filter((member) => member.startsWith(id))).toEqual([]);
  });
  return (await thread(id)).flatMap(({ text }) => (text.startsWith(to) ? text : []));
}
const [ON_CALL, ASKED] = ['<!subteam^S0ONCALL>', `<@${ALICE}>`] as const;

describe('of a plan', () => {
  test('approvers hear once that it waits, the requester of the decision and of the end; nothing of it is edited', async () => {
    const id = await team.plan();
    expect(await said(id, ON_CALL)).toEqual([expect.stringContaining('waits for your decision')]);
    await team.click(CAROL, id);
    await team.shows(id, 'succeeded');
    const told = await said(id, ASKED);
    expect(told.at(-1)).toContain('vpcep on prod is done.');
    expect(told.length).toBeLessThanOrEqual(2);
    expect(await said(id, ON_CALL)).toHaveLength(1);
    expect((await thread(id)).filter(({ text }) => text.startsWith('<')).every(({ edits }) => edits.length === 0)).toBe(true);
  });

  test('approvers are reminded once, if it still waits', async () => {
    const id = await team.plan();
    await said(id, ON_CALL);
    await team.data.zadd('{bursting}:notices', 'XX', 1, `${id}/remind`);
    const told = await said(id, ON_CALL);
    expect(told).toHaveLength(2);
    expect(told[1]).toContain('still waits for your decision');
    await team.told(`cancel ${id}`);

    const other = await team.plan();
    await team.told(`cancel ${other}`);
    await team.data.zadd('{bursting}:notices', 'XX', 1, `${other}/remind`);
    await said(other, ON_CALL);
    expect((await thread(other)).filter(({ text }) => text.includes('still waits'))).toEqual([]);
    // Who ended it knows.
    expect((await thread(other)).filter(({ text }) => text.startsWith(ASKED))).toEqual([]);
  });

  test('that is rejected the requester hears once', async () => {
    const id = await team.plan();
    await team.opens(BOB, id, 'reject');
    expect(await team.reason(BOB, 'not today')).toBeNull();
    await team.moved(id, 'rejected');
    expect(await said(id, ASKED)).toEqual([expect.stringContaining('was rejected')]);
  });

  test('that fails when it is applied calls the requester and who is on call, once', async () => {
    const id = await team.plan();
    team.cloud.world.faults.push({ service: 'VPCEP', operation: 'CreateEndpoint', trouble: { kind: 'status', status: 403 } });
    await team.click(CAROL, id);
    await team.moved(id, 'failed');
    team.cloud.world.faults = [];
    const told = await said(id, ON_CALL);
    expect(told.filter((text) => text.includes('failed.'))).toHaveLength(1);
    expect(told.find((text) => text.includes('failed.'))).toContain(ASKED);
  });

  test('whose thread is gone is told of below its message as it is then, and where that is gone, too, directly', async () => {
    await team.holdApplies();
    const below: unknown[] = [];
    for (const [gone, direct] of [
      [1, false],
      [2, true],
    ] as const) {
      const id = await team.plan();
      await said(id, ON_CALL);
      await team.click(CAROL, id);
      const isIt = ({ text, thread_ts: ts }: { text?: unknown; thread_ts?: unknown }): boolean =>
        ts !== undefined && String(text).includes('was cancelled') && String(text).includes(id) && below.push(ts) > 0;
      const healed = team.slack.faults.add('chat.postMessage', { error: 'thread_not_found' }, { times: gone, when: isIt });
      await team.told(`cancel ${id}`, CAROL);
      const inPerson = () =>
        team.slack.messages.in(`D${ALICE.slice(1)}`).filter(({ text }) => text.includes('was cancelled') && text.includes(id));
      await soon(async () => {
        const told = await said(id, ASKED);
        expect([told.filter((text) => text.includes('was cancelled')).length, inPerson().length]).toEqual(direct ? [0, 1] : [1, 0]);
      });
      healed();
    }
    expect(below.length).toBeGreaterThanOrEqual(3);
    await team.releaseApplies();
  });

  test('whose channel is gone the requester hears directly, and nobody is asked to decide there', async () => {
    await team.holdApplies();
    const id = await team.plan();
    await team.click(CAROL, id);
    const channel = team.slack.workspace.channels.get(OPS);
    if (!channel) throw new Error('there is no channel');
    channel.is_archived = true;
    await team.told(`cancel ${id}`, CAROL);
    const told = await team.slack.messages.wait(({ channel: where, text }) => where === `D${ALICE.slice(1)}` && text.startsWith(ASKED));
    expect(told.text).toContain('was cancelled');
    channel.is_archived = false;
    await team.releaseApplies();
  });
});
