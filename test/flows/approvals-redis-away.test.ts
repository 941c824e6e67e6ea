import { afterAll, beforeAll, expect, test } from 'vitest';
import { BOB, CAROL, soon, Team } from './team.ts';

let team: Team;
beforeAll(async () => {
  team = await Team.start();
  team.missing('swr-api');
  await team.holdApplies();
});
afterAll(() => team.close());

test('while Redis hangs every click is answered, in time, and what Redis did in the end is what counts', async () => {
  const id = await team.plan();
  await team.opens(BOB, id, 'reject');
  process.kill(team.redis.pid, 'SIGSTOP');
  try {
    expect(await team.reason(BOB, 'not today')).toContain('did not answer in time');
    expect(await team.click(CAROL, id)).toMatch(/did not answer in time|cannot be reached/);
    expect(await team.click(CAROL, id, 'details')).toMatch(/did not answer in time|cannot be reached/);
    expect(await team.told(`freeze`, BOB)).toMatch(/did not answer in time|cannot be reached|did not say in time/);
    expect(await team.told(`cancel ${id}`)).toMatch(/did not answer in time|cannot be reached|did not say in time/);
  } finally {
    process.kill(team.redis.pid, 'SIGCONT');
  }
  await soon(async () => expect(await team.click(CAROL, id)).toContain('You approved'));
  expect((await team.run(id)).approvals.map(({ by }) => by)).toEqual([CAROL]);
});

test('without Redis the person hears that nothing ran', async () => {
  const id = await team.plan();
  const message = await team.message(id);
  await team.opens(BOB, id, 'reject');
  await team.redis.stop();
  await soon(async () =>
    expect(await team.click(CAROL, id, 'approve', { on: message })).toContain('Nothing ran: the store of the bot cannot be reached'),
  );
  expect(await team.reason(BOB, 'not today')).toContain('Nothing ran');
  expect(await team.click(CAROL, id, 'details', { on: message })).toContain('Nothing ran');
  expect(await team.told('freeze', BOB)).toMatch(/Nothing ran|did not say in time/);
  expect(await team.told(`cancel ${id}`)).toContain('Nothing ran');

  await team.redisBack();
  await soon(async () => expect(await team.click(CAROL, id, 'approve', { on: message })).toContain('There is no run'));
  expect(team.writes).toBe(0);
});
