import { afterAll, beforeAll, expect, test } from 'vitest';
import { Spawned } from './spawned.ts';
import { GATEWAY, soon, Team, WORKER } from './team.ts';

const CLICKS = 1_000;
const crowd = Array.from({ length: 50 }, (_, i) => `U77CROWD${i}`);

let team: Team;
let gateways: readonly Spawned[] = [];
beforeAll(async () => {
  team = await Team.start({
    people: crowd.map((id) => ({ id, name: id.toLowerCase() })),
    groups: [{ id: 'S0CROWD', handle: 'crowd', users: crowd }],
    yaml: { approvals: { approvers: { groups: ['S0CROWD'] } } },
    bots: [WORKER],
  });
  gateways = [1, 2].map(() => new Spawned(['start'], team.stage(GATEWAY)));
  await team.slack.sockets.whenConnected(2);
});
afterAll(async () => {
  await Promise.all(gateways.map((gateway) => gateway.stop()));
  await team.close();
});

test('1,000 clicks of 50 people on two gateways are one decision, one apply and one endpoint; everybody hears, and every click is in the audit', async () => {
  team.missing('swr-api');
  const id = await team.plan();
  const message = await team.message(id);
  await Promise.all(
    Array.from({ length: CLICKS }, (_, i) => team.slack.people.click(crowd[i % crowd.length] ?? '', message, 'plan_approve')),
  );
  await team.moved(id, 'succeeded');
  await soon(() => expect(team.slack.callsOf('response_url').filter(({ answer }) => answer === 'ok')).toHaveLength(CLICKS), 30_000);

  const told = team.slack.callsOf('response_url').map(({ args }) => String(args.text));
  expect(told.filter((text) => text.includes('You approved'))).toHaveLength(1);
  expect(told.filter((text) => text.includes('Your click changed nothing'))).toHaveLength(CLICKS - 1);
  expect((await team.run(id)).approvals).toHaveLength(1);
  expect(team.writes).toBe(1);

  const about = (await team.audit()).filter((record) => 'run' in record && record.run === id);
  expect(about.filter(({ kind }) => kind === 'click')).toHaveLength(CLICKS - 1);
  expect(about.flatMap((record) => (record.kind === 'move' ? record.to : []))).toEqual([
    'queued',
    'running',
    'awaiting_approval',
    'approved',
    'applying',
    'succeeded',
  ]);
}, 60_000);
