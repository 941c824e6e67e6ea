import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { ready } from '../../sandbox/scenarios/ready.ts';
import { addReadyCluster } from '../../sandbox/site.ts';
import { actions } from '../../src/actions/index.ts';
import { localCommands } from '../../src/actions/local/index.ts';
import { ALICE, BOB, GATEWAY, GENERAL, GUS, House, type HouseOptions, MALLORY, OPS, runIdIn, until, WORKER } from './house.ts';

const twoClusters = {
  ...ready,
  arrange(world: Parameters<typeof ready.arrange>[0]) {
    addReadyCluster(world, 'shop');
    const shop = world.configured.at(-1);
    if (shop) shop.settings = { channels: [GENERAL] };
  },
};

/** For one test. */
const houseFor = async (options: HouseOptions, ...bots: HouseOptions['env'][]): Promise<House> => {
  const house = await House.open(options);
  onTestFinished(() => house.close());
  for (const env of bots) await house.startBot(env);
  return house;
};

describe('a bot that serves two clusters, one of them in #general only', () => {
  let house: House;
  beforeAll(async () => {
    house = await House.withBot({ scenario: twoClusters, yaml: { channels: { [OPS]: { cluster: 'prod' } } } });
  });
  afterAll(() => house.close());

  test('help is made from the commands there are: all of them, and each alone', async () => {
    const names = [...Object.keys(actions), ...Object.keys(localCommands)];
    const all = await house.told('');
    for (const name of names) expect(all).toContain(`\`${name}\`  `);
    expect(await house.told('help')).toBe(all);
    for (const name of names) {
      const one = await house.told(`help ${name}`);
      expect(one).toMatch(/\*Examples\*/);
      expect(one).toContain(`/bursting ${name}`);
    }
    expect(await house.told('help huawei_precheck_cce_cci_bursting')).toMatch(/vpcep_subnet_id/);
  });

  test('whoami says what one may and why: by group, as a member, as a guest', async () => {
    expect(await house.told('whoami', BOB)).toMatch(/You are <@U02BOB>.*You may approve: you are in <!subteam\^S0ONCALL>/);
    expect(await house.told('whoami', ALICE)).toMatch(
      /You may read: every full member may.*You may not approve: only <!subteam\^S0ONCALL> may/,
    );
    expect(await house.told('whoami', GUS)).toMatch(/You may not read: guests never may/);
    expect(await house.told('whoami', ALICE, GENERAL)).toMatch(/\*prod\*.*\*shop\*/);
  });

  test('a cluster that is bound to channels is listed, named and asked about only there', async () => {
    expect(await house.told('clusters')).toMatch(/\*prod\*.*the usual one here/);
    expect(await house.told('clusters')).not.toContain('shop');
    expect(await house.told('clusters', ALICE, GENERAL)).toMatch(/\*prod\*.*\*shop\*/);
    expect(await house.told('precheck shop')).toMatch(/only be asked about in <#C02GENERAL>/);
    const { id, message } = await house.play('precheck shop', ALICE, GENERAL);
    expect(message.channel).toBe(GENERAL);
    for (const line of [`show ${id}`, `cancel ${id}`]) expect(await house.told(line)).toMatch(/no run `run_/);
    expect(await house.told('runs')).not.toContain(id);
    expect(await house.told('runs', ALICE, GENERAL)).toContain(id);
  });

  test('without a cluster, the usual one of the channel is meant', async () => {
    const { run } = await house.play('capacity');
    expect(run.target.alias).toBe('prod');
    expect(await house.told('capacity', ALICE, GENERAL)).toMatch(/does not say which cluster/);
  });

  test('in a direct message a read is answered there; what is bound to channels is not', async () => {
    const direct = house.slack.workspace.direct(ALICE).id;
    expect((await house.play('capacity prod', ALICE, direct)).message.channel).toBe(direct);
    expect(await house.told('capacity shop', ALICE, direct)).toMatch(/only be asked about in/);
  });

  test('a cluster named by its id is the configured one', async () => {
    const { region, clusterId } = house.cloud.clusters.prod ?? {};
    const { run } = await house.play(`capacity region=${region} cluster_id=${String(clusterId).toUpperCase()}`);
    expect(run.target).toMatchObject({ alias: 'prod', clusterId });
  });

  test('runs lists the newest first, and a part of them when asked', async () => {
    const first = await house.play('capacity prod');
    const second = await house.play('precheck prod');
    const listed = await house.told('runs prod limit=2');
    expect(listed.indexOf(second.id)).toBeGreaterThan(0);
    expect(listed.indexOf(second.id)).toBeLessThan(listed.indexOf(first.id));
    expect([...listed.matchAll(/run_\w{10}/g)]).toHaveLength(2);
    expect(await house.told('runs state=failed')).toMatch(/none/);
  });

  test.each([
    ['a guest', GUS, {}, /guests of this workspace never may/],
    ['a bot', 'U06ROBOT', { is_bot: true }, /bots never may/],
    ['somebody who left', 'U07GONE', { deleted: true }, /account is deactivated/],
    ['somebody of another workspace in a shared channel', 'U08FAR', { team_id: 'T0FAR' }, /other workspaces never may/],
    ['a stranger', 'U09STRANGER', { is_stranger: true }, /other workspaces never may/],
  ])('%s may not ask, and is told why', async (_, id, person, says) => {
    if (id !== GUS) house.slack.workspace.people.set(id, { id, name: 'x', ...person });
    const before = await house.runCount();
    for (const line of ['precheck prod', 'runs', 'clusters']) expect(await house.told(line, id)).toMatch(says);
    expect(await house.told('help', id)).toMatch(/What bursting can do/);
    expect(await house.runCount()).toBe(before);
  });

  test('a run that ended cannot be cancelled; one of somebody else only by an approver', async () => {
    const { id } = await house.play('capacity prod');
    expect(await house.told(`cancel ${id}`)).toMatch(/was not cancelled: it is `succeeded`/);
    house.cloud.world.faults.push({ service: 'CCE', operation: 'ShowCluster', trouble: { kind: 'hang' } });
    const [mine, other] = [await house.ask('precheck prod'), await house.ask('precheck prod')];
    await Promise.all([house.ended(mine, 'running'), house.ended(other, 'running')]);
    expect(await house.told(`cancel ${mine}`, MALLORY)).toMatch(/You cannot stop a run that somebody else asked for.*S0ONCALL/);
    expect(await house.told(`cancel ${mine}`)).toMatch(/is cancelled/);
    expect(await house.told(`cancel ${other}`, BOB)).toMatch(/is cancelled/);
    for (const [run, by] of [
      [mine, ALICE],
      [other, BOB],
    ] as const) {
      expect(JSON.stringify((await house.ended(run, 'cancelled')).blocks)).toContain(`cancelled by <@${by}>`);
      expect(await house.run(run)).toMatchObject({ state: 'cancelled', endedBy: by, result: null });
    }
    house.cloud.world.faults.length = 0;
    expect((await house.play('precheck prod')).run.state).toBe('succeeded');
  });
});

describe('Slack does not say who somebody is', () => {
  let house: House;
  beforeAll(async () => {
    house = await House.withBot({ yaml: { roles: { viewers: { users: [MALLORY], groups: ['S0ONCALL'] } } } });
  });
  afterAll(() => house.close());

  test('only who is listed may read, by name, by group, or as an approver; the others read who could', async () => {
    for (const reader of [MALLORY, BOB]) expect((await house.play('capacity prod', reader)).run.requestedBy).toBe(reader);
    expect(await house.told('capacity prod', ALICE)).toMatch(/not among the people who may.*<@U04MALLORY> and <!subteam\^S0ONCALL>/);
  });

  test.each([
    ['in time', 'users.info', { delayMs: 1_300 }],
    ['at all', 'users.info', { error: 'internal_error' }],
    ['because of an outage', 'users.info', { status: 503 }],
    ['which groups', 'usergroups.users.list', { error: 'fatal_error' }],
  ] as const)('%s: the answer is no, and yes a moment later', async (_, method, effect) => {
    const id = `U1${method.length}${Object.values(effect)[0]}`.replace(/\W|_/g, '').toUpperCase();
    house.slack.workspace.people.set(id, { id, name: 'new' });
    house.slack.workspace.groups.get('S0ONCALL')?.users.push(id);
    await house.forgetPeople();
    house.slack.faults.add(method, effect, { times: 1 });
    const asked = house.slack.waitForCall(method, (call) => call.answer !== '');
    const first = await house.type('capacity prod', id);
    expect(first.failure).toBeNull();
    expect(String(first.payload?.text)).toMatch(/Slack did not say in time/);
    await asked;
    expect((await house.play('capacity prod', id)).run.state).toBe('succeeded');
  });
});

test('a queued run that no worker has taken can be cancelled, and is never executed', async () => {
  const house = await houseFor({}, GATEWAY);
  const id = await house.ask('precheck prod');
  expect((await house.run(id)).state).toBe('queued');
  expect(await house.told(`cancel ${id}`)).toMatch(/is cancelled/);
  await house.startBot(WORKER);
  expect((await house.ended(id)).text).toBe('precheck on prod was cancelled.');
  expect((await house.play('capacity prod')).run.state).toBe('succeeded');
  expect(house.cloud.calls.map(({ operation }) => operation)).not.toContain('ListSubnets');
});

test('who types too much, and what waits too long, is refused with the number', async () => {
  const house = await houseFor({ yaml: { limits: { commandsPerUserPerMinute: 10, queuedPerCluster: 2 } } }, GATEWAY);
  // On a busy machine he types again when told so; the gateway knows him then.
  for (let i = 0; i < 2; i++) await house.ask('precheck prod', BOB);
  expect(await house.told('precheck prod', BOB)).toMatch(/2 runs are waiting for `prod`/);
  for (let i = 0; i < 10; i++) expect(await house.told('help')).toMatch(/What bursting can do/);
  expect(await house.told('help')).toMatch(/try again in \d+ seconds/);
  expect(await house.told('help', BOB)).toMatch(/What bursting can do/);
  expect(await house.runCount()).toBe(2);
});

test('delivered twice, to two gateways on one Redis: one run, one message, the same answer', async () => {
  const house = await houseFor({}, GATEWAY, GATEWAY, WORKER);
  await house.slack.sockets.whenConnected(2);
  for (let i = 0; i < 5; i++) {
    const { payload, again, failure } = await house.type('precheck prod', ALICE, OPS, { deliverTwice: true });
    expect(failure ?? again?.failure).toBeNull();
    expect(again?.payload).toEqual(payload);
    await house.ended(runIdIn(String(payload?.text)));
  }
  const connections = house.slack.sockets.deliveries.map(({ connection }) => connection);
  expect(new Set(connections).size).toBe(2);
  expect(await house.runCount()).toBe(5);
  expect(house.slack.messages.in(OPS).filter(({ visibleTo }) => visibleTo === null)).toHaveLength(5);
  expect(house.slack.callsOf('chat.postMessage')).toHaveLength(5);
});

test('stopping answers what is under way first, then disconnects', async () => {
  const house = await houseFor({}, {});
  house.slack.faults.add('users.info', { delayMs: 250 });
  const answered = house.type('precheck prod');
  await until(() => house.slack.callsOf('users.info').length > 0);
  await house.bots[0]?.stop();
  expect(await answered).toMatchObject({ failure: null, payload: { text: expect.stringMatching(/is queued/) } });
  expect(await house.type('help')).toMatchObject({ failure: 'not connected' });
});
