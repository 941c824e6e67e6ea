import { describe, expect, test } from 'vitest';
import { type Code, type Facts, finding } from '../../src/core/finding.ts';
import { refusal } from '../../src/core/refusal.ts';
import { objectToResume, type ResumeClick, resumable } from '../../src/runs/resume.ts';
import { RUN_STATES, type Run, type RunError } from '../../src/runs/run.ts';
import { barred, ID, LINK, notListed, OWN, unknown, yes } from './clicks.ts';
import { runOf } from './samples.ts';

const failedWith = <C extends Code>(code: C, facts: Facts[C], retryable = false): Partial<Run> => {
  const error = { finding: finding(code, facts), requestId: null, retryable } as RunError;
  return { state: 'failed', plan: null, error };
};
const DENIED = { service: 'VPCEP', operation: 'ListEndpoints', action: 'vpcep:endpoints:list', detail: '' } as const;

describe('a run that ended can be asked for again', () => {
  test.each<[string, Partial<Run>, ReturnType<typeof resumable>]>([
    ['after a missing permission', failedWith('permission_denied', DENIED), 'check'],
    [
      'after a source that could not be read',
      failedWith('source_unreadable', { service: 'VPC', operation: 'ListSubnets', reason: 'timeout', detail: '' }),
      'check',
    ],
    ['after what may pass', failedWith('timeout', { seconds: 60 }, true), 'check'],
    ['not after what will not', failedWith('project_not_found', { region: 'cn-north-4' }), null],
    ['not after a failure without a reason', { state: 'failed', plan: null, error: null }, null],
    ['when it is blocked', { state: 'blocked', plan: null }, 'continue'],
    ['when its apply failed for a missing permission', { ...failedWith('permission_denied', DENIED), plan: runOf().plan }, 'check'],
    ['when its apply failed for another reason', { ...failedWith('internal', { reference: 'x' }), plan: runOf().plan }, 'continue'],
    ['not a stop of a guided run, which goes on itself', { state: 'blocked', plan: null, parent: 'x', root: 'x', guided: true }, null],
    ['what only followed such a stop', { ...failedWith('permission_denied', DENIED), parent: 'y', root: 'x', guided: true }, 'check'],
    ['not twice', { state: 'blocked', successor: 'run_9876543210' }, null],
  ])('%s', (_, run, how) => {
    expect(resumable(runOf(run))).toBe(how);
  });

  test.each(RUN_STATES.filter((state) => state !== 'failed' && state !== 'blocked'))('not when it is %s', (state) => {
    expect(resumable(runOf({ ...failedWith('timeout', { seconds: 60 }, true), state }))).toBeNull();
  });
});

describe('a click to ask again', () => {
  const click = (more: Partial<ResumeClick> = {}): ResumeClick => ({
    run: runOf({ state: 'blocked', plan: null }),
    verdict: { ...yes, role: 'operator' },
    place: OWN,
    message: OWN,
    link: LINK,
    ...more,
  });

  test('is heard on the own message, and at home', () => {
    expect(objectToResume(click())).toBeNull();
    expect(objectToResume(click({ place: 'home' }))).toBeNull();
  });

  test.each<[string, Partial<ResumeClick>, string]>([
    ['by a guest, who learns nothing else', { verdict: barred('guest'), place: { ...OWN, ts: '1.1' } }, 'not_allowed'],
    ['on a copy', { place: { ...OWN, channel: 'C0OTHER' } }, 'wrong_message'],
    ['on an older message', { place: { ...OWN, ts: '1.1' } }, 'wrong_message'],
    ['while the run has no message', { message: null }, 'wrong_message'],
    ['by who may not ask for it', { verdict: { ...notListed, role: 'operator' } }, 'not_allowed'],
    ['while Slack does not say who that is', { verdict: unknown }, 'rights_unknown'],
    ['by somebody whom Slack does not know', { verdict: barred('unknown') }, 'rights_unknown'],
    ['when somebody has', { run: runOf({ state: 'blocked', successor: 'run_9876543210' }) }, 'resumed_already'],
    ['when it waits for approval', { run: runOf() }, 'nothing_to_resume'],
    ['when it succeeded', { run: runOf({ state: 'succeeded' }) }, 'nothing_to_resume'],
  ])('is refused %s', (_, more, code) => {
    expect(objectToResume(click(more))?.code).toBe(code);
  });

  test('on a copy names the way to the right one, if there is one', () => {
    const copy = { ...OWN, ts: '1.1' };
    expect(objectToResume(click({ place: copy }))).toEqual(refusal('wrong_message', { id: ID, link: LINK }));
    expect(objectToResume(click({ place: copy, message: null }))).toEqual(refusal('wrong_message', { id: ID, link: null }));
  });
});
