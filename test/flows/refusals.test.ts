import { afterAll, beforeAll, expect, test } from 'vitest';
import { ready } from '../../sandbox/scenarios/ready.ts';
import { worldOf } from '../../sandbox/scenarios/scenario.ts';
import { addReadyCluster } from '../../sandbox/site.ts';
import { ALICE, GATEWAY, GENERAL, House, OPS } from './house.ts';
import { everythingIn, everythingSaidIn, leaks } from './secret-scan.ts';

/** A gateway alone: what is refused must not even reach the queue. `closed` may be named in #general only. */
let house: House;
beforeAll(async () => {
  house = await House.open({
    scenario: {
      ...ready,
      arrange(world) {
        addReadyCluster(world, 'staging');
        addReadyCluster(world, 'closed');
        const closed = world.configured.at(-1);
        if (closed) closed.settings = { channels: [GENERAL] };
      },
    },
    yaml: { limits: { commandsPerUserPerMinute: 10_000 } },
  });
  await house.startBot(GATEWAY);
});
afterAll(() => house.close());

const UNLISTED = '6f3c9a52-7d18-11f0-9b2e-0255ac100a01';
const [PROD] = worldOf(ready).configured;

const lines: readonly (readonly [line: string, ...says: RegExp[]])[] = [
  ['prechek prod', /no command `prechek`/, /Did you mean `precheck`/, /`\/bursting precheck prod`/],
  ['kubectl get pods', /no command `kubectl`/, /`\/bursting help`/],
  ['precheck prdo', /no cluster `prdo`/, /Did you mean `prod`/, /`\/bursting precheck prod`/],
  ['precheck', /which cluster/, /`prod` or `staging`/],
  ['precheck prod cluster=staging', /`prod` and `staging`/],
  ['precheck prod extra', /`extra` is one word too many/, /`\/bursting precheck prod`/],
  ['precheck prod vpcep_subnet=x', /no parameter `vpcep_subnet`/, /Did you mean `vpcep_subnet_id`/],
  ['precheck prod colour=red', /no parameter `colour`/, /`vpcep_subnet_id`/],
  ['precheck prod vpcep_subnet_id=not-an-id', /`vpcep_subnet_id` cannot be `not-an-id`/, /Accepted: /],
  ['precheck prod vpcep_subnet_id=', /`vpcep_subnet_id` is empty/, /Accepted: /],
  [`precheck prod vpcep_subnet_id=${UNLISTED} VPCEP-SUBNET-ID=8a1f0c52-6d3e-4b7a-9c14-2e5f7a9b3d60`, /more than once/],
  ['precheck prod =x', /no name before `=x`/],
  ['precheck prdo colour=red', /2 things need a change/, /`prdo`/, /`colour`/],
  ['precheck "prod', /never closed/],
  [`precheck prod ${'x'.repeat(2_100)}`, /2114 characters, and 2000 are read/],
  ['precheck prod confirm=true', /`confirm=true`/, /Approve/, /`\/bursting precheck prod`/],
  [`precheck region=cn-north-4 cluster_id=${UNLISTED}`, /not in the configuration/],
  ['precheck region=cn-north-4', /Nothing|not started/],
  [`precheck region=cn-east-3 cluster_id=${PROD?.clusterId.toUpperCase()}`, /`region=cn-north-4`, not `cn-east-3`/],
  ['precheck prod region=cn-east-3', /`region=cn-north-4`, not `cn-east-3`/],
  ['precheck closed', /`closed` may only be asked about in <#C02GENERAL>/],
  ['show', /one more word: the run id/],
  ['show run_0000000000', /no run `run_0000000000`/],
  ['show prod', /no run `prod`/],
  ['cancel run_0000000000', /no run `run_0000000000`/],
  ['runs closed', /may only be asked about/],
  ['runs state=sleeping', /`state` cannot be `sleeping`/, /awaiting_approval/],
  ['runs limit=0', /`limit` cannot be `0`/, /1 to 50/],
  ['help prechek', /Did you mean `precheck`/],
];

test.for(lines)('%s', async ([line, ...says]) => {
  const { payload, failure, tookMs } = await house.type(line);
  expect(failure).toBeNull();
  expect(tookMs).toBeLessThan(1_500);
  expect(payload).toMatchObject({ response_type: 'ephemeral' });
  for (const said of says) expect(String(payload?.text)).toMatch(said);
  expect(await house.runCount()).toBe(0);
});

test('look-alikes, smart quotes and links of Slack clients are read as what was typed', async () => {
  expect(await house.told('рrecheck prod')).toMatch(/Did you mean `precheck`.*U\+0440/);
  expect(await house.told('show\u00a0“run_0000000000”')).toMatch(/no run `run_0000000000`/);
  expect(await house.told('show <http://run_0000000000|run_0000000000>')).toMatch(/no run `run_0000000000`/);
});

test('markup in what was typed pings and formats nothing', async () => {
  const told = await house.told('<!channel> *bold* <@U02BOB>');
  expect(told).not.toMatch(/<!channel>|<@U02BOB>/);
  expect(told).toContain('&lt;!channel&gt;');
});

test('a key is refused, and is afterwards in no log line, no Redis key or value, no message', async () => {
  const access = 'QX7TESTKEY0CANARY0ZZ';
  const secret = 'abcDEF0123456789ghiJKL0123456789mnoPQR01';
  const typed = [
    `precheck prod ak=${access}`,
    `precheck prod sk=${secret} region=cn-north-4`,
    `precheck prod security_token=${secret}`,
    `precheck prod ${access}`,
    `precheck prod vpcep_subnet_id=${secret}`,
    `precheck "prod ${access}`,
    `help ${secret}`,
    `${access} prod`,
    `precheck prod HUAWEI-AK=${access.toLowerCase()}`,
  ];
  for (const line of typed) expect(await house.told(line)).toMatch(/treat that key as leaked/);
  const places = { log: house.log.text, redis: await everythingIn(house.redis.url), slack: everythingSaidIn(house.slack) };
  expect(leaks({ access, secret, lower: access.toLowerCase() }, places)).toEqual([]);
  expect(await house.runCount()).toBe(0);
});

test('another workspace is told so, whatever it types', async () => {
  expect(await house.told('help', ALICE, OPS, { teamId: 'T0OTHER' })).toMatch(/another workspace/);
  expect(await house.told('precheck prod', ALICE, OPS, { teamId: 'T0OTHER' })).toMatch(/another workspace/);
  expect(await house.runCount()).toBe(0);
});

test('not one of all these asked the cloud, or left a job behind', async () => {
  expect(house.cloud.calls).toEqual([]);
  expect(await everythingIn(house.redis.url)).not.toMatch(/execute|run_[0-9a-z]{10}/);
});
