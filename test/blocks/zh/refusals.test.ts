import { describe, expect, it } from 'vitest';
import { refusals as english, problemText as inEnglish } from '../../../blocks/en/refusals.ts';
import { refusals as chinese, problemText } from '../../../blocks/zh/refusals.ts';
import { type NotAllowed, type Problem, problem, type RefusalCode, type RefusalFacts, type Role } from '../../../src/core/refusal.ts';
import { refusalFactsOf } from '../refusal-samples.ts';
import { gluedCode, strayWords } from './stray.ts';

const HOSTILE = '<!channel> & `code` <https://evil.example|console>';
const LONG = '&'.repeat(60);
const PLENTY = Array.from({ length: 40 }, () => LONG);
const MANY = Array.from({ length: 40 }, (_, number) => `cluster-with-a-long-name-${number}`);
const AT = Date.UTC(2025, 10, 23, 10, 42);

const say = <C extends RefusalCode>(code: C, all: RefusalFacts, language: typeof english): string => language[code](all[code]);
const CODES = Object.keys(english) as RefusalCode[];

/** What people copy, click or recognise: code, mentions, links and dates. */
const marked = (text: string): readonly string[] =>
  [...(text.match(/`[^`\n]+`/g) ?? []), ...(text.match(/<[^>|]+/g) ?? []), ...(text.match(/\d+/g) ?? [])].sort();

describe('refusals in Chinese', () => {
  const usual = refusalFactsOf('prod', ['a', 'b'], ['C0PROD'], '/bursting setup prod');
  const largest = refusalFactsOf(LONG, PLENTY, MANY, '&'.repeat(300));
  const hostile = refusalFactsOf(HOSTILE, [HOSTILE, HOSTILE], [HOSTILE, '<!here>'], HOSTILE);

  it.each(CODES)('%s says what the English one says, with every value', (code) => {
    for (const facts of [usual, largest]) {
      const text = say(code, facts, chinese);
      expect(text).toMatch(/\p{Script=Han}/u);
      expect(text).not.toMatch(/undefined|null|NaN|\[object|。。|：。|[，。：]{2}/);
      expect(gluedCode(text)).toEqual([]);
      expect(text.length).toBeLessThanOrEqual(3000);
    }
    expect(new Set(marked(say(code, usual, chinese)))).toEqual(new Set(marked(say(code, usual, english))));
  });

  it.each(CODES)('%s leaves no word in English', (code) => {
    expect(strayWords(say(code, usual, chinese), usual[code])).toEqual([]);
  });

  it.each(CODES)('%s makes no markup of what people typed', (code) => {
    const text = say(code, hostile, chinese);
    expect(text).not.toMatch(/<(?!@[UW]|#[CG]|!subteam|!date\^\d+\^)/);
    expect(text.split('`').length % 2).toBe(1);
  });

  const roles: Readonly<Record<Role, 1>> = { viewer: 1, operator: 1, approver: 1, requester_or_approver: 1 };
  const reasons: Readonly<Record<NotAllowed, 1>> = {
    not_listed: 1,
    nobody_listed: 1,
    own_plan: 1,
    guest: 1,
    bot: 1,
    deactivated: 1,
    foreign: 1,
  };
  it.each(Object.keys(roles) as Role[])('who may not, as %s, is told why', (role) => {
    const said = (Object.keys(reasons) as NotAllowed[]).map((because) =>
      chinese.not_allowed({ role, because, cluster: null, users: [], groups: [] }),
    );
    expect(new Set(said).size).toBe(Object.keys(reasons).length);
    for (const text of said) {
      expect(text).toMatch(/^您不能\p{Script=Han}+：/u);
      expect(gluedCode(text)).toEqual([]);
    }
  });

  it.each<Problem>([
    problem('unknown_key', { given: 'x', nearest: null, known: [] }),
    problem('unknown_key', { given: 'x', nearest: null, known: ['a', 'b'] }),
    problem('invalid_value', { parameter: 'x', given: '', accepted: '1' }),
    problem('wrong_channel', { cluster: 'x', channels: [] }),
    problem('no_cluster', { aliases: [], form: false }),
    problem('unknown_cluster', { given: 'рrоd', nearest: 'prod', aliases: ['prod'] }),
  ])('one thing that is wrong: %j', (given) => {
    const text = problemText(given);
    expect(text).toMatch(/\p{Script=Han}.*。$/u);
    expect(gluedCode(text)).toEqual([]);
    expect(marked(text)).toEqual(marked(inEnglish(given)));
  });

  it.each<[string, string]>([
    [
      chinese.unknown_key({
        command: 'precheck',
        given: 'vpc_subnet_id',
        nearest: 'vpcep_subnet_id',
        known: [],
        example: '/bursting precheck prod vpcep_subnet_id=x',
      }),
      '`/bursting precheck` 未启动。没有参数 `vpc_subnet_id` 。您是否想输入 `vpcep_subnet_id` ？\n请尝试： `/bursting precheck prod vpcep_subnet_id=x`',
    ],
    [
      chinese.already_decided({
        id: 'run_0123456789',
        how: 'approved',
        state: 'applying',
        by: ['U02BOB', 'U03CAROL'],
        at: AT,
        reason: null,
        successor: null,
      }),
      '您的点击没有改变任何内容。 `run_0123456789` 已于 <!date^1763894520^{date_short_pretty} {time}|2025-11-23 10:42 UTC> 由 <@U02BOB> 和 <@U03CAROL> 批准；当前状态为 `applying` 。查看全部： `/bursting show run_0123456789`',
    ],
  ])('says %s', (text, expected) => expect(text).toBe(expected));
});
