import { describe, expect, it } from 'vitest';
import { refusals } from '../../../blocks/en/refusals.ts';
import { type Problem, problem, type RefusalCode, type RefusalFacts } from '../../../src/core/refusal.ts';
import { refusalFactsOf } from '../refusal-samples.ts';

const HOSTILE = '<!channel> & `code` <https://evil.example|console>';
const LONG = '&'.repeat(60);
const MANY = Array.from({ length: 40 }, (_, number) => `cluster-with-a-long-name-${number}`);
const AT = Date.UTC(2025, 10, 23, 10, 42);
const PLENTY = Array.from({ length: 40 }, () => LONG);

const say = <C extends RefusalCode>(code: C, all: RefusalFacts): string => refusals[code](all[code]);
const CODES = Object.keys(refusals) as RefusalCode[];

describe('refusals', () => {
  const usual = refusalFactsOf('prod', ['a', 'b'], ['C0PROD'], '/bursting setup prod');
  const largest = refusalFactsOf(LONG, PLENTY, MANY, '&'.repeat(300));
  const hostile = refusalFactsOf(HOSTILE, [HOSTILE, HOSTILE], [HOSTILE, '<!here>'], HOSTILE);

  it.each(CODES)('%s is a sentence that says what to do, and fits into a section', (code) => {
    for (const text of [say(code, usual), say(code, largest)]) {
      expect(text).toMatch(/^[`A-Z]/);
      expect(text).not.toMatch(/undefined|null|NaN|\[object/);
      expect(text.length).toBeGreaterThan(60);
      expect(text.length).toBeLessThanOrEqual(3000);
    }
  });

  it.each(CODES)('%s makes no markup of what people typed', (code) => {
    const text = say(code, hostile);
    expect(text).not.toMatch(/<(?!@[UW]|#[CG]|!subteam|!date\^\d+\^)/);
    expect(text.split('`').length % 2).toBe(1);
  });

  it.each<[string, string]>([
    [
      refusals.unknown_key({
        command: 'precheck',
        given: 'vpc_subnet_id',
        nearest: 'vpcep_subnet_id',
        known: [],
        example: '/bursting precheck prod vpcep_subnet_id=x',
      }),
      '`/bursting precheck` was not started. There is no parameter `vpc_subnet_id`. Did you mean `vpcep_subnet_id`?\nTry: `/bursting precheck prod vpcep_subnet_id=x`',
    ],
    [
      refusals.unknown_cluster({
        command: 'precheck',
        given: 'рrоd',
        nearest: 'prod',
        aliases: ['prod'],
        example: '/bursting precheck prod',
      }),
      '`/bursting precheck` was not started. There is no cluster `рrоd`. Did you mean `prod`? Note `р` (U+0440) and `о` (U+043E) in it: not the plain letter it may look like.\nTry: `/bursting precheck prod`',
    ],
    [
      refusals.invalid_value({
        command: 'smoke',
        parameter: 'replicas',
        given: '11',
        accepted: 'a whole number from 1 to 10',
        example: '/bursting smoke prod replicas=3',
      }),
      '`/bursting smoke` was not started. `replicas` cannot be `11`. Accepted: a whole number from 1 to 10.\nFor example: `/bursting smoke prod replicas=3`',
    ],
    [
      refusals.wrong_channel({ command: 'precheck', cluster: 'prod', channels: ['C0A', 'C0B'], example: '/bursting precheck prod' }),
      '`/bursting precheck` was not started. `prod` may only be asked about in <#C0A> or <#C0B>. Ask again there.\nThe command: `/bursting precheck prod`',
    ],
    [
      refusals.not_allowed({ role: 'approver', because: 'own_plan', cluster: 'prod', users: ['U01ALICE'], groups: ['S0ONCALL'] }),
      'You cannot approve for `prod`: you asked for this plan yourself, and somebody else must look at it. These can: <@U01ALICE> and <!subteam^S0ONCALL>. Nothing was changed. What you may do: `/bursting whoami`',
    ],
    [
      refusals.wrong_message({ id: 'run_0123456789', link: 'https://team.slack.com/archives/C0PROD/p1763894520000100' }),
      "Nothing was done: a button counts only on the run's own message, or in your own App Home as it is now. Click there: <https://team.slack.com/archives/C0PROD/p1763894520000100|the message of run_0123456789>",
    ],
    [
      refusals.already_decided({
        id: 'run_0123456789',
        how: 'approved',
        state: 'applying',
        by: ['U02BOB', 'U03CAROL'],
        at: AT,
        reason: null,
        successor: null,
      }),
      'Your click changed nothing. `run_0123456789` was approved by <@U02BOB> and <@U03CAROL>, <!date^1763894520^{date_short_pretty} {time}|2025-11-23 10:42 UTC>; now it is `applying`. All of it: `/bursting show run_0123456789`',
    ],
    [
      refusals.already_decided({
        id: 'run_0123456789',
        how: 'ended',
        state: 'stale',
        by: [],
        at: AT,
        reason: null,
        successor: 'run_abcdefghjk',
      }),
      'Your click changed nothing. `run_0123456789` is `stale` since <!date^1763894520^{date_short_pretty} {time}|2025-11-23 10:42 UTC>, so there is nothing left to decide. A newer plan took its place: `/bursting show run_abcdefghjk`',
    ],
    [
      refusals.store_unavailable({ unknown: false }),
      'Nothing ran: the store of the bot cannot be reached right now. Please try again in a minute.',
    ],
  ])('says %s', (text, expected) => expect(text).toBe(expected));

  it('lists several problems, and counts those that do not fit', () => {
    const two: Problem[] = [problem('missing_word', { what: 'run id' }), problem('extra_words', { given: ['x'] })];
    expect(refusals.several({ problems: two, command: 'show', example: '/bursting show run_0123456789' })).toBe(
      '`/bursting show` was not started. 2 things need a change:\n• It needs one more word: the run id.\n• `x` is one word too many. Parameters are written `key=value`; a value with blanks goes in quotes: `key="two words"`.\nFor example: `/bursting show run_0123456789`',
    );
    expect(say('several', largest)).toMatch(/\n• and \d+ more\n/);
  });

  it('counts the clusters that do not fit into a sentence', () => {
    expect(say('no_cluster', largest)).toContain('`cluster-with-a-long-name-9` or 30 more.');
  });
});
