import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { ALICE, House, OPS, textOf } from './house.ts';

/** Slack sends what it likes, or somebody does who has the app token. Nothing of it may end the bot or cost a person the answer. */
let house: House;
beforeAll(async () => {
  house = await House.withBot({ yaml: { limits: { commandsPerUserPerMinute: 10_000, queuedPerCluster: 10_000 } } });
});
afterAll(() => house.close());
vi.setConfig({ testTimeout: 60_000 });

const SEED = 7;
const KINDS = ['slash_commands', 'interactive', 'events_api'] as const;

const odd = fc.oneof(
  fc.constantFrom(
    null,
    '',
    0,
    -1,
    [],
    {},
    true,
    '/bursting',
    ALICE,
    OPS,
    'plan_approve',
    'block_actions',
    'view_submission',
    'x'.repeat(5_000),
  ),
  fc.json(),
  fc.jsonValue({ depthSize: 'large' }),
);
/** Fields as Slack names them, with anything in them. */
const FIELDS = [
  ...[
    'type',
    'command',
    'text',
    'user_id',
    'channel_id',
    'team_id',
    'trigger_id',
    'response_url',
    'api_app_id',
    'token',
    'event',
    'event_id',
  ],
  ...['user', 'team', 'channel', 'message', 'container', 'actions', 'view', 'callback_id', 'state', 'enterprise', 'is_enterprise_install'],
] as const;
const strange = fc.dictionary(fc.constantFrom(...FIELDS), odd, { maxKeys: 12 });

/** Almost what Slack sends: one thing in it is not. */
const almost = (kind: (typeof KINDS)[number]) =>
  fc.record({ field: fc.constantFrom(...FIELDS), value: odd }).map(({ field, value }) => {
    const common = { team_id: house.slack.workspace.teamId, api_app_id: 'A0BOT', trigger_id: `fuzz.${field}`, token: 'x' };
    const user = { id: ALICE, team_id: common.team_id };
    const whole = {
      slash_commands: { ...common, command: '/bursting', text: 'help', user_id: ALICE, channel_id: OPS, response_url: house.slack.apiUrl },
      interactive: {
        ...common,
        type: 'block_actions',
        user,
        team: { id: common.team_id },
        channel: { id: OPS },
        message: { ts: '1.1', text: '' },
        container: {},
        actions: [{ type: 'button', action_id: 'plan_approve', block_id: 'b', value: 'run_0123456789', action_ts: '1.1' }],
        response_url: house.slack.apiUrl,
      },
      events_api: {
        ...common,
        type: 'event_callback',
        event: { type: 'app_home_opened', user: ALICE, tab: 'home' },
        event_id: 'E1',
        event_time: 1,
      },
    }[kind];
    return { ...whole, [field]: value };
  });

test.each(KINDS)('%s that are anything else: the bot lives on, and a person is answered right after', async (kind) => {
  const payloads = [...fc.sample(strange, { seed: SEED, numRuns: 60 }), ...fc.sample(almost(kind), { seed: SEED, numRuns: 90 })];
  // Most are never acknowledged, as it should be: Slack tells the person itself.
  const delivered = payloads.map((payload) => house.slack.sockets.deliver(kind, payload));
  expect((await house.play('precheck prod')).message.text).toBe('prod is ready to burst to CCI 2.0.');
  await Promise.all(delivered);
  expect(textOf(await house.type('help'))).toContain('precheck');
});

test('whatever is typed, there is an answer that Slack shows, and no run that nobody asked for', async () => {
  const before = await house.runCount();
  const words = fc.constantFrom(
    'precheck',
    'vpcep',
    'show',
    'cancel',
    'freeze',
    'prod',
    'namespace=',
    'region=',
    '"',
    '=',
    'confirm=true',
    '__proto__',
    'constructor=x',
  );
  const line = fc.array(fc.oneof(words, fc.string({ unit: 'binary', maxLength: 12 }), fc.string({ unit: 'grapheme', maxLength: 12 })), {
    maxLength: 8,
  });
  const lines = fc.sample(line, { seed: SEED, numRuns: 150 }).map((parts) => parts.join(' '));
  for (const typed of lines) {
    const { failure, payload } = await house.type(typed);
    expect(failure, typed).toBeNull();
    expect(JSON.stringify(payload).length, typed).toBeGreaterThan(20);
  }
  const asked = lines.filter((typed) => /precheck|vpcep/.test(typed)).length;
  expect((await house.runCount()) - before).toBeLessThanOrEqual(asked);
  expect(({} as { polluted?: string }).polluted).toBeUndefined();
});
