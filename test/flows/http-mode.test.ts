import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { ALICE, House, OPS, runIdIn, until } from './house.ts';

/** Without an app token the bot is reached over HTTP; its only credential for that is the signing secret. */
const httpHouse = async (): Promise<{ house: House; url: string }> => {
  const house = await House.open();
  const bot = await house.startBot({ SLACK_APP_TOKEN: undefined, SLACK_SIGNING_SECRET: house.slack.signingSecret });
  const url = `http://127.0.0.1:${bot.port}`;
  house.slack.requestUrl = `${url}/slack/events`;
  return { house, url };
};

let house: House;
let url: string;
beforeAll(async () => {
  ({ house, url } = await httpHouse());
});
afterAll(() => house.close());

const seconds = (): number => Math.floor(Date.now() / 1_000);
const post = (headers: Record<string, string>, body: string, path = '/slack/events'): Promise<Response> =>
  fetch(`${url}${path}`, { method: 'POST', headers, body });

test('a signed command is answered and carried out', async () => {
  const { run, message } = await house.play('precheck prod');
  expect(run).toMatchObject({ state: 'succeeded', requestedBy: ALICE });
  expect(message.text).toBe('prod is ready to burst to CCI 2.0.');
  expect(house.slack.callsOf('apps.connections.open')).toEqual([]);
});

test.each([
  ['with another secret', { secret: 'another-secret' }],
  ['six minutes ago', { at: seconds() - 360 }],
  ['for a time to come', { at: seconds() + 360 }],
  ['at no time', { at: Number.NaN }],
])('signed %s: 401, and nothing happens', async (_, signing) => {
  const before = await house.runCount();
  expect(await house.type('precheck prod', ALICE, OPS, { signing })).toMatchObject({ failure: 'http 401', payload: null });
  expect(await house.runCount()).toBe(before);
});

test.each(['x-slack-request-timestamp', 'x-slack-signature'])('without %s: 401', async (header) => {
  const { http } = await house.type('help');
  const { [header]: _, ...rest } = { ...http?.request.headers };
  expect((await post(rest, http?.request.body ?? '')).status).toBe(401);
});

test('the signature of one body does not open another', async () => {
  const { http } = await house.type('help');
  expect((await post({ ...http?.request.headers }, `${http?.request.body}&text=precheck+prod`)).status).toBe(401);
});

test('the very same bytes, sent again, are the same run', async () => {
  const { http, payload } = await house.type('precheck prod');
  const id = runIdIn(String(payload?.text));
  const before = await house.runCount();
  if (!http) throw new Error('not in HTTP mode');
  expect((await house.slack.replay(http.request)).payload).toEqual(payload);
  await house.ended(id);
  expect(runIdIn(String((await house.slack.replay(http.request)).payload?.text))).toBe(id);
  expect(await house.runCount()).toBe(before);
  const copies = house.slack.messages.in(OPS).filter(({ metadata }) => JSON.stringify(metadata).includes(id));
  expect(copies).toHaveLength(1);
});

test.each([
  ['POST', '/slack/other', 404],
  ['POST', '/', 404],
  ['POST', '/metrics', 404],
  ['GET', '/slack/events', 404],
  ['DELETE', '/healthz', 404],
  ['GET', '/readyz/../slack', 404],
  ['GET', '/healthz', 200],
  ['GET', '/healthz?deep=1', 200],
  ['GET', '/readyz', 200],
])('%s %s is %i', async (method, path, status) => {
  expect((await fetch(`${url}${path}`, { method })).status).toBe(status);
});

test('a body that is too large is refused and not kept in memory', async () => {
  const response = await post({ 'x-slack-request-timestamp': String(seconds()), 'x-slack-signature': 'v0=0' }, 'x'.repeat(6_000_000)).catch(
    () => null,
  );
  expect([null, 401, 413]).toContain(response?.status ?? null);
  expect(await house.told('help')).toMatch(/What bursting can do/);
});

test('metrics count commands, runs, messages and cloud calls, and name no secret', async () => {
  const { id } = await house.play('capacity prod');
  const text = await (await fetch(`${url}/metrics`)).text();
  expect(text).toMatch(/^bursting_ack_seconds_count [1-9]/m);
  expect(text).toMatch(/^bursting_runs_total\{command="capacity",state="succeeded"\} [1-9]/m);
  expect(text).toMatch(/^bursting_publish_total\{outcome="shown"\} [1-9]/m);
  expect(text).toMatch(/^bursting_cloud_requests_total\{service="CCE",operation="ShowCluster",code="200"\} [1-9]/m);
  expect(text).toMatch(/^bursting_redis_up 1$/m);
  expect(text).toMatch(/^bursting_queue_oldest_seconds 0$/m);
  for (const hidden of [id, house.slack.botToken, String(house.cloud.env.HUAWEI_AK)]) expect(text).not.toContain(hidden);
});

test('stopping answers the command under way, and takes no other', async () => {
  const own = await httpHouse();
  onTestFinished(() => own.house.close());
  const [bot] = own.house.bots;
  own.house.slack.faults.add('users.info', { delayMs: 250 });
  const answered = own.house.type('precheck prod');
  await until(() => own.house.slack.callsOf('users.info').length > 0);
  await Promise.all([
    bot?.stop(),
    answered.then(({ failure, payload }) => {
      expect(failure).toBeNull();
      expect(String(payload?.text)).toMatch(/is queued/);
    }),
  ]);
  expect(await own.house.type('help')).toMatchObject({ failure: 'not connected' });
  await expect(fetch(`${own.url}/healthz`)).rejects.toThrow();
});
