import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { ALICE, BOB, CAROL, GATEWAY, shownBy, soon, Team, WORKER, words } from './team.ts';

let team: Team;
beforeAll(async () => {
  team = await Team.start({ bots: [GATEWAY, WORKER] });
});
beforeEach(async () => {
  team.missing('swr-api');
  team.cloud.world.settleMs = 20;
  await team.rest();
});
afterAll(() => team.close());

/** One series, over both roles, as Prometheus would sum it. */
async function total(series: string): Promise<number> {
  const texts = await Promise.all(team.bots.map(async ({ port }) => (await fetch(`http://127.0.0.1:${port}/metrics`)).text()));
  return texts
    .flatMap((text) => text.split('\n'))
    .filter((line) => line.startsWith(`${series} `))
    .reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}
const ended = (command: string, state: string): Promise<number> => total(`bursting_runs_total{command="${command}",state="${state}"}`);

test('every run that ends is counted once, whichever role ended it', async () => {
  const older = await team.plan('vpcep prod');
  const newer = await team.plan('vpcep prod', BOB);
  await team.shows(older, 'stale');
  expect(await ended('vpcep', 'stale')).toBe(1);
  await team.opens(CAROL, newer, 'reject');
  expect(await team.reason(CAROL, 'not today')).toBeNull();
  expect(await ended('vpcep', 'rejected')).toBe(1);
  const cancelled = await team.plan('vpcep prod');
  await team.told(`cancel ${cancelled}`, ALICE);
  expect(await ended('vpcep', 'cancelled')).toBe(1);
  const read = await team.ask('precheck prod');
  await team.shows(read, 'succeeded');
  expect(await ended('precheck', 'succeeded')).toBe(1);
  const late = await team.plan('vpcep prod');
  await team.tooLate(late);
  await team.moved(late, 'expired');
  expect(await ended('vpcep', 'expired')).toBe(1);
});

test('a plan that waits grows old until somebody decides', async () => {
  const id = await team.plan('vpcep prod');
  await team.data.zadd('{bursting}:runs:state:awaiting_approval', 1, id);
  expect(await total('bursting_approval_age_seconds')).toBeGreaterThan(1_000);
  await team.told(`cancel ${id}`);
  expect(await total('bursting_approval_age_seconds')).toBe(0);
});

test('an endpoint that was made twice is counted and told, and both stay', async () => {
  team.cloud.world.settleMs = 60_000;
  const before = await total('bursting_lease_wait_seconds_count');
  const id = await team.plan('vpcep prod');
  await team.click(CAROL, id);
  await soon(async () => expect((await team.run(id)).steps['swr-api']?.status).toBe('waiting'));
  // A request that the API seemed to have dropped, and did after all.
  const first = team.endpoint('swr-api');
  const { coming: _, ...made } = first;
  team.cloud.world.endpoints.push({ ...made, id: 'ffffffff-0000-4000-8000-00000000000f', status: 'accepted' });
  await team.moved(id, 'succeeded');

  expect(await total('bursting_duplicate_effects_total')).toBe(1);
  expect(await total('bursting_lease_wait_seconds_count')).toBe(before + 1);
  const follow = await team.slack.messages.wait((message) => words(message).includes('The bot made more than one endpoint'));
  expect(shownBy(follow)).toMatchObject({ state: 'succeeded' });
  expect(words(follow)).toContain('ffffffff-0000-4000-8000-00000000000f');
  expect(team.cloud.world.endpoints.filter(({ serviceName }) => serviceName === first.serviceName)).toHaveLength(2);
});
