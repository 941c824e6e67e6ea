import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { addEndpointByHand } from '../../sandbox/site.ts';
import { ALICE, BOB, CAROL, GENERAL, Team, words } from './team.ts';

let team: Team;
beforeAll(async () => {
  team = await Team.start();
});
beforeEach(async () => {
  team.missing('swr', 'swr-api');
  await team.rest();
  await team.holdApplies();
});
afterAll(() => team.close());

const successorOf = async (id: string): Promise<string | null> => {
  const finding = (await team.run(id)).error?.finding;
  return finding?.code === 'plan_changed' ? finding.facts.successor : null;
};

test('the world moved before the apply: it says how, writes nothing, and the new plan asks again in the same place for the same person', async () => {
  const id = await team.plan('vpcep prod', BOB, GENERAL);
  await team.click(CAROL, id);
  addEndpointByHand(team.cloud.world, 'prod', 'swr');
  const writes = team.writes;
  await team.releaseApplies();
  await team.moved(id, 'stale');
  const next = (await successorOf(id)) ?? '';
  const shown = words(await team.shows(id, 'stale'));
  expect(shown).toContain('What changed since it was made');
  expect(shown).toContain('VPC endpoint com.myhuaweicloud.cn-north-4.swr exists since 02:31 UTC on 20 November, it was missing');
  expect(shown).toContain(next);
  expect(shown).not.toContain('plan_approve');

  const message = await team.shows(next, 'awaiting_approval');
  expect(message.channel).toBe(GENERAL);
  expect(words(message)).toContain(`takes the place of \`${id}\``);
  expect(await team.run(next)).toMatchObject({ requestedBy: BOB, supersedes: id, replans: 1, approvals: [] });
  expect(await team.click(BOB, next)).toContain('you asked for this plan yourself');
  expect(team.writes).toBe(writes);
  await team.click(CAROL, next);
  await team.moved(next, 'succeeded');
  expect(team.writes).toBe(writes + 1);
  expect((await team.document(next)).supersedes).toBe(id);
});

test('a world that moves every time is asked about three times more, then people have to ask themselves', async () => {
  const ids = [await team.plan()];
  const writes = team.writes;
  for (const purpose of ['swr', 'swr-api', 'swr', 'swr-api'] as const) {
    const id = ids.at(-1) ?? '';
    await team.holdApplies();
    await team.shows(id, 'awaiting_approval');
    await team.click(CAROL, id);
    team.missing('swr', 'swr-api');
    addEndpointByHand(team.cloud.world, 'prod', purpose);
    await team.releaseApplies();
    await team.moved(id, 'stale');
    const next = await successorOf(id);
    if (next) ids.push(next);
  }
  expect(ids).toHaveLength(4);
  const last = ids.at(-1) ?? '';
  expect((await team.run(last)).replans).toBe(3);
  expect(await successorOf(last)).toBeNull();
  expect(words(await team.shows(last, 'stale'))).toContain('*To ask again:*');
  expect(team.writes).toBe(writes);
});

test('when all of it is there already it is done without a write, and says whose work it was', async () => {
  const id = await team.plan();
  await team.click(CAROL, id);
  addEndpointByHand(team.cloud.world, 'prod', 'swr');
  addEndpointByHand(team.cloud.world, 'prod', 'swr-api');
  const writes = team.writes;
  await team.releaseApplies();
  await team.moved(id, 'succeeded');
  expect(team.writes).toBe(writes);
  expect((await team.shows(id, 'succeeded')).text).toContain('0 applied, 2 found there already');
  expect((await team.document(id)).applied).toEqual([
    { step: 'swr', outcome: 'adopted', resource_id: expect.any(String), adopted: true },
    { step: 'swr-api', outcome: 'adopted', resource_id: expect.any(String), adopted: true },
  ]);
});

test('when it cannot be done any more it is stale, and says what is in the way', async () => {
  const id = await team.plan('vpcep prod', ALICE);
  await team.click(CAROL, id);
  team.endpoint('obs').status = 'failed';
  await team.releaseApplies();
  const run = await team.moved(id, 'stale');
  expect(run).toMatchObject({ steps: {}, error: { finding: { code: 'endpoint_broken' } } });
  const shown = words(await team.shows(id, 'stale'));
  for (const part of ['is out of date. Nothing was changed.', team.endpoint('obs').id, 'To ask again:']) expect(shown).toContain(part);
});
