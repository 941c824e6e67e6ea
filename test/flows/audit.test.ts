import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Said, Spawned } from './spawned.ts';
import { AUDIT_CHANNEL, BOB, CAROL, MALLORY, Team } from './team.ts';

let team: Team;
/** Everything that can happen to a plan has happened once. */
let approved: string;
beforeAll(async () => {
  team = await Team.start({ yaml: { approvals: { approvers: { groups: ['S0ONCALL'] } }, audit: { channel: AUDIT_CHANNEL } } });
  team.missing('swr-api');
  const rejected = await team.plan();
  await team.click(MALLORY, rejected);
  await team.opens(BOB, rejected, 'reject');
  await team.reason(BOB, 'wrong <!channel> *subnet*');
  const older = await team.plan();
  approved = await team.plan();
  await team.shows(older, 'stale');
  await team.told('freeze prod reason="incident 42"', BOB);
  await team.told('unfreeze prod', BOB);
  await team.click(CAROL, approved);
  await team.moved(approved, 'succeeded');
});
beforeEach(() => team.rest());
afterAll(() => team.close());

const audit = (...args: readonly string[]): Promise<Said> => new Spawned(['audit', ...args], team.stage({ LOG_LEVEL: 'silent' })).end();

/** A line of the audit channel, and the head that it shows. */
const lines = (): readonly string[] => team.slack.messages.in(AUDIT_CHANNEL).flatMap(({ text }) => text.split('\n'));
const headOf = (line: string): string => /audit `([0-9a-f]{12})`$/.exec(line)?.[1] ?? '';
const posted = async (what: RegExp): Promise<string> =>
  (await team.slack.messages.wait(({ channel, text }) => channel === AUDIT_CHANNEL && what.test(text), 20_000)).text
    .split('\n')
    .find((line) => what.test(line)) ?? '';

describe('the audit channel', () => {
  test('has one line for each decision, in order, with the head of the chain; pings nobody, and none comes twice', async () => {
    await posted(new RegExp(`${approved}.*succeeded`));
    const told = lines();
    expect(new Set(told).size).toBe(told.length);
    const whole = told.join('\n');
    expect(whole).not.toMatch(/<@|<!(?!date)|<!channel>/);
    const order = [
      `\`${MALLORY}\` clicked approve`,
      'rejected, by `U02BOB`',
      'reason: wrong &lt;!channel&gt; ∗subnet∗',
      'is a newer plan for the same resources',
      '`U02BOB` froze',
      'reason: incident 42',
      '`U02BOB` unfroze',
      'approved, by `U03CAROL`',
      `${approved}`,
    ];
    for (const part of order) expect(whole).toContain(part);
    const { out } = await audit();
    const hashes = out
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { hash: string }).hash.slice(0, 12));
    const shown = told.map(headOf);
    expect(shown.every((head) => hashes.includes(head))).toBe(true);
    expect(shown.map((head) => hashes.indexOf(head))).toEqual(shown.map((head) => hashes.indexOf(head)).toSorted((a, b) => a - b));
    expect(team.slack.messages.in(AUDIT_CHANNEL).every(({ metadata }) => metadata === null)).toBe(true);
  });

  test('goes on after an outage of Slack where it stopped', async () => {
    await posted(new RegExp(`${approved}.*succeeded`));
    const before = lines().length;
    team.slack.faults.add('chat.postMessage', { status: 503 }, { when: ({ channel }) => channel === AUDIT_CHANNEL });
    await team.told('freeze prod reason=first', BOB);
    await team.slack.waitForCall('chat.postMessage', ({ args, answer }) => args.channel === AUDIT_CHANNEL && answer === 'http 503');
    await team.told('unfreeze prod', CAROL);
    team.slack.faults.clear();
    await posted(/`U03CAROL` unfroze/);
    expect(
      lines()
        .slice(before)
        .map((line) => /(froze|unfroze)/.exec(line)?.[0]),
    ).toEqual(['froze', 'unfroze']);
  });
});

describe('bursting audit', () => {
  test('prints every record, since when it is asked for; the same are in the log', async () => {
    const all = await audit();
    expect(all).toMatchObject({ code: 0, err: '' });
    const records = all.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(records.map(({ id: _, at: __, hash: ___, ...record }) => record)).toEqual(await team.audit());
    expect(records.every(({ at }) => new Date(String(at)).toISOString() === at)).toBe(true);
    expect(team.diary.records.map((record) => JSON.stringify(record)).toSorted()).toEqual(
      (await team.audit()).map((record) => JSON.stringify(record)).toSorted(),
    );
    expect((await audit('--since', '1h')).out).toBe(all.out);
    expect(await audit('--since', '2099-01-01T00:00:00Z')).toMatchObject({ code: 0, out: '' });
    expect(await audit('--since', 'yesterday')).toMatchObject({ code: 2, out: '' });
  });

  test('--verify finds it whole, and names the head that the channel showed', async () => {
    await posted(new RegExp(`${approved}.*succeeded`));
    await posted(/unfroze/);
    const { code, err } = await audit('--verify');
    expect(code).toBe(0);
    expect(err).toMatch(/^verified: \d+ entries, unbroken and signed; head [0-9a-f]{12}\n$/);
    const head = await team.data.hget('{bursting}:audit:head', 'hash');
    expect(err).toContain(head?.slice(0, 12));
  });
});

test('a trail that was tampered with is found out: exit code 1, what and where', async () => {
  const [first] = await team.data.xrange('{bursting}:audit', '-', '+', 'COUNT', 1);
  await team.data.xadd('{bursting}:audit', '*', 'hello', 'world');
  await posted(/somebody else wrote into the audit/);
  await team.data.xdel('{bursting}:audit', first?.[0] ?? '');
  const { code, out, err } = await audit('--verify');
  expect({ code, err }).toEqual({
    code: 1,
    err: expect.stringMatching(/the audit is not what was written: chain at .*, signature at .*, head at /),
  });
  expect(out).toContain('unproven');
});
