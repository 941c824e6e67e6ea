import { afterAll, beforeAll, expect, test } from 'vitest';
import { addReadyCluster, siteOf } from '../../sandbox/site.ts';
import { isFinal } from '../../src/runs/run.ts';
import { ALICE, BOB, CAROL, OPS, shownBy, soon, Team } from './team.ts';

let team: Team;
beforeAll(async () => {
  team = await Team.start({
    arrange: (world) => {
      addReadyCluster(world, 'lab');
      addReadyCluster(world, 'watched');
    },
    yaml: { approvals: { approvers: { groups: ['S0ONCALL'] } } },
    clusters: { watched: { watch: { every: '15m', channel: OPS } } },
  });
});
afterAll(() => team.close());

const everyRun = () => team.store.list({ limit: 1_000, visible: () => true });
/** Every message, below others too, that shows this run. */
const messagesOf = (id: string) =>
  team.slack.messages
    .in(OPS)
    .flatMap((message) => [message, ...message.replies])
    .filter((message) => shownBy(message)?.id === id);

test('an hour in which Slack refuses everything: what ended and what began in it is shown in its last state, once, soon after', async () => {
  const watched = siteOf(team.cloud.world, 'watched').cluster;
  team.missing('swr-api');
  await soon(async () => expect((await everyRun()).filter(({ watch }) => watch !== null).map(({ state }) => state)).toEqual(['succeeded']));
  const expires = await team.plan('vpcep prod');
  const applied = await team.plan('vpcep lab');
  const waits = await team.plan('vpcep watched');
  team.cloud.world.faults = [{ service: 'VPCEP', operation: 'CreateEndpoint', trouble: { kind: 'slow', ms: 2_000 }, times: 1 }];
  await team.click(CAROL, applied);
  await team.moved(applied, 'applying');
  await team.data.hset('{bursting}:freezes', watched.id, JSON.stringify({ by: BOB, reason: null }));
  await team.click(CAROL, waits);
  await team.shows(waits, 'approved');
  team.cloud.world.faults.push({ service: 'CCE', operation: 'ShowCluster', trouble: { kind: 'slow', ms: 500 } });
  const read = await team.ask('precheck prod');

  team.slack.pause('refuse');
  await team.moved(read, 'succeeded');
  team.cloud.world.faults = [];
  await team.tooLate(expires);
  await team.moved(expires, 'expired');
  await team.moved(applied, 'succeeded');
  // Nothing begins while nobody says whether its approvers still have the right: its time runs out.
  await team.data.hdel('{bursting}:freezes', watched.id);
  await team.hurry();
  await team.tooLate(waits);
  await team.moved(waits, 'stale');
  // What follows the apply, and a watch that finds its cluster not ready, begin in the silence.
  const follows = await soon(async () => {
    const found = (await everyRun()).find(({ parent, state }) => parent === applied && isFinal(state));
    if (!found) throw new Error('nothing follows');
    return found.id;
  });
  for (const addon of watched.addons) if (addon.templateName === 'virtual-kubelet') addon.status = 'abnormal';
  await team.data.zadd('{bursting}:watches', 1, watched.id);
  const news = await soon(async () => {
    const found = (await everyRun()).find(({ watch, state }) => watch?.news && isFinal(state));
    if (!found) throw new Error('no news');
    return found.id;
  });
  const silent = [read, expires, applied, waits, follows, news];

  // As after an hour: each was tried in vain over and over, and the next try is not further away than 15 s.
  for (const id of silent) await team.data.hset(`{bursting}:run:${id}`, 'fails', 240);
  for (const id of silent)
    await soon(async () => expect(Number(await team.data.hget(`{bursting}:run:${id}`, 'fails'))).toBeGreaterThan(240));
  const [seconds = 0] = await team.data.time();
  const tries = (await team.data.zmscore('{bursting}:dirty', ...silent)).map(Number);
  for (const at of tries) expect(at - Number(seconds) * 1_000).toBeLessThan(17_000);
  expect(tries).not.toContain(0);
  expect(team.slack.messages.in(OPS).some((message) => shownBy(message)?.id === news)).toBe(false);

  team.slack.resume();
  for (const id of silent) await team.data.zadd('{bursting}:dirty', 1, id);
  await Promise.all(silent.map((id) => team.shows(id)));
  await team.slack.sockets.whenConnected(1, 30_000);
  for (const { id, state } of await everyRun()) {
    const shown = messagesOf(id).map((message) => shownBy(message)?.state);
    expect(shown, id).toEqual(silent.includes(id) || shown.length > 0 ? [state] : []);
  }
  const threads = (id: string) => messagesOf(id).map(({ threadTs }) => threadTs);
  expect(threads(follows)).toEqual([(await team.message(applied)).ts]);
  expect(await team.told('runs', BOB)).toContain(read);
  expect(await team.run(applied)).toMatchObject({ requestedBy: ALICE, state: 'succeeded' });
});
