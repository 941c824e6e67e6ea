import { describe, expect, test } from 'vitest';
import { renderRun } from '../../blocks/run.ts';
import { renderThread } from '../../blocks/thread.ts';
import { zh } from '../../blocks/zh/index.ts';
import { comesByItself, isStage } from '../../src/actions/led.ts';
import { type Finding, finding } from '../../src/core/finding.ts';
import type { Run } from '../../src/runs/run.ts';
import { planRun } from './plan-samples.ts';
import { buttonsOf, expectSafe, read } from './reading.ts';
import * as s from './samples.ts';

const ROOT = 'run_9876543210';
/** A stop of a guided run, and what follows one by itself. */
const stop = { parent: ROOT, root: ROOT, guided: true } as const;
const after = { parent: 'run_9876543211', root: ROOT, guided: true } as const;

const low = s.findingsOf('x').filter(({ code }) => code === 'low_headroom');
const missing = finding('endpoint_missing', { purpose: 'swr', service_name: 'com.myhuaweicloud.cn-north-4.swr' });
const nameless = finding('endpoint_missing', { purpose: 'obs', service_name: null });
const creating = finding('endpoint_not_ready', {
  ...{ purpose: 'swr', service_name: 'x', endpoint_id: 'x', status: 'creating', detail: '' },
  problem: 'creating',
});
const unready = finding('pods_not_ready', { ready: 0, total: 2, pod: 'p', reason: 'ImagePullBackOff', detail: '', ended: null });
const verified = (issues: readonly Finding[]) => ({
  ...{ success: issues.length === 0, ready: issues.length === 0, addon: null, virtual_nodes: [], workload: null, warning_events: [] },
  ...{ issues, warnings: [] },
});
const images = {
  ...{
    success: true,
    images: [],
    warnings: [],
    selection_reason: finding('image_chosen', { image: 'swr/x:1', of: 1, merits: [], architecture: '' }),
  },
  selected: { image: 'swr/x:1', namespace: 'x', repository: 'x', tag: '1', owner: 'x', public: true },
};
const diagnosed = (next: string | null, code: 'addon-missing' | 'addon-pods-pending' = 'addon-missing') => ({
  ...{ success: false, addon: null, virtual_nodes: [], pods: [], replica_sets: [], log_samples: [], events: [], handoff: null },
  ...{ unexplained_pods: [], warnings: [] },
  findings: [
    {
      ...{ code, facts: s.diagnosisFactsOf('x')[code], severity: 'critical', evidence: [], consequences: [] },
      next: next === null ? null : { command: next, params: {} },
    },
  ],
});

/** Everything that people read of a run and of what hangs below it, and its buttons. */
const shown = (run: Run) => {
  const message = renderRun(run);
  expectSafe(message);
  const replies = renderThread(run, []).flatMap((part) => (part.kind === 'reply' ? [read(part.message)] : []));
  return { text: [read(message), ...replies].join('\n'), buttons: buttonsOf(message).map(({ text }) => text.text) };
};
const asked = (command: string, result: object, more: Partial<Run> = {}): Run => s.done(result, { command, action: command, ...more });

describe('in the thread of a guided run', () => {
  test.each<[string, Run]>([
    ['a precheck', s.done(s.precheckOf('x', [], [...low, missing, creating]), stop)],
    ['a precheck that followed a plan', s.done(s.precheckOf('x', [], [...low, missing, creating]), after)],
    [
      'a precheck that found an add-on to mend',
      s.done(
        s.precheckOf(
          'x',
          s.findingsOf('x').filter(({ code }) => code === 'addon_misconfigured'),
        ),
        stop,
      ),
    ],
    ['a verify without an add-on', asked('verify', verified([finding('addon_not_installed', {})]), stop)],
    ['a verify whose pods wait', asked('verify', verified([unready]), stop)],
    ['a verify that found all ready', asked('verify', verified([]), stop)],
    ['the images', asked('images', images, stop)],
    ['a diagnosis', asked('diagnose', diagnosed('setup'), after)],
    ['a plan that was rejected', planRun({ ...stop, state: 'rejected' })],
    ['a plan that expired', planRun({ ...stop, state: 'expired' })],
    ['a plan that failed', planRun({ ...stop, state: 'failed' })],
    ['a plan that was cancelled', planRun({ ...stop, state: 'cancelled' })],
    ['a plan that is blocked', planRun({ ...stop, state: 'blocked', plan: null, result: { issues: [unready] } })],
  ])('%s names no command that the run above brings about itself, and offers none', (_, run) => {
    const { text, buttons } = shown(run);
    const told = [...text.matchAll(/\/bursting ([a-z-]+)/g)].map(([, command = '']) => command);
    expect(told.filter(comesByItself)).toEqual([]);
    expect(text).not.toMatch(/[Rr]un (?:diagnose|precheck|verify)\b/);
    expect(buttons.filter((label) => label !== 'JSON' && label !== 'Details')).toEqual([]);
    // The same outside of one: it is the guided run that makes the difference.
    const alone = shown({ ...run, parent: null, root: null, guided: false });
    expect(alone.text === text && alone.buttons.join() === buttons.join()).toBe(false);
  });

  test('says where it goes on, or that nothing has to be done', () => {
    expect(shown(planRun({ ...stop, state: 'rejected' })).text).toContain('How it goes on is said by the first message');
    expect(shown(s.done(s.precheckOf('x', [], [missing]), stop)).text).toMatch(
      /in the VPC of this cluster\.\nHow it goes on is said by the first message/,
    );
    expect(shown(asked('verify', verified([unready]), stop)).text).toContain('The diagnosis follows in the thread by itself.');
    expect(shown(asked('diagnose', diagnosed('setup'), after)).text).toContain('do what is said there, then Continue');
    expect(read(renderRun(asked('diagnose', diagnosed('setup'), after), zh))).toContain('点击“继续”');
  });

  test('what only a person can do is still said', () => {
    expect(shown(s.done(s.precheckOf('x', [], [nameless]), stop)).text).toContain('*To do:* Ask Huawei Cloud by service ticket');
    expect(shown(asked('diagnose', diagnosed('capacity', 'addon-pods-pending'), after)).text).toContain(
      '`/bursting capacity prod`, then Continue',
    );
    const capacity = asked('capacity', s.capacityOf({ success: false, ready: false, warnings: low }), after);
    expect(shown(capacity).text).toContain('/bursting resize-nodepool');
  });
});

test.each([
  ['after a plan alone', { parent: ROOT, root: ROOT }],
  ['of a watch that has news', { watch: { news: { ready: false, since: 1 } } }],
])('%s, a verify that found something names no diagnosis: it follows by itself', (_, place) => {
  const { text } = shown(asked('verify', verified([unready]), place));
  expect(text).toContain('The diagnosis follows in the thread by itself.');
  expect(text).not.toMatch(/[Rr]un diagnose|\/bursting diagnose/);
});

test('what a guided run leads through', () => {
  expect(['precheck', 'vpcep', 'create-nodepool', 'images'].map(isStage)).toEqual([true, true, true, true]);
  expect(['capacity', 'diagnose', 'nodepools'].map(isStage)).toEqual([false, false, false]);
  expect(['vpcep', 'smoke', 'create-nodepool', 'capacity'].map(comesByItself)).toEqual([true, true, false, false]);
});
