import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderRun } from '../../blocks/run.ts';
import { actionOf } from '../../src/actions/index.ts';
import { rollout } from '../../src/actions/rollout.ts';
import { finding } from '../../src/core/finding.ts';
import { beginGuide, type Guide, type Stop } from '../../src/runs/guide.ts';
import { RUN_STATES, type Run } from '../../src/runs/run.ts';
import { buttonsOf, expectSafe, read } from './reading.ts';
import * as s from './samples.ts';

const begun = beginGuide(rollout.stages.filter(({ command }) => actionOf(command)));
const guideOf = (more: Readonly<Record<string, Partial<Stop>>>, offers: readonly string[] = []): Guide => ({
  stops: begun.stops.map((stop) => ({ ...stop, ...more[stop.stage] })),
  offers,
});
const RUN = 'run_9876543210';
const by = (verdict: 'approved' | 'rejected') => [{ by: 'U02BOB', at: Date.UTC(2026, 10, 23, 12, 5), verdict }];
const half = guideOf({
  precheck: { run: RUN, state: 'succeeded', success: true },
  vpcep: { run: RUN, state: 'succeeded', success: true, approvals: by('approved') },
  setup: { run: RUN, state: 'awaiting_approval' },
});
const shown = (more: Partial<Run>) => {
  const message = renderRun(s.runOf({ command: 'rollout', action: 'rollout', state: 'running', guide: half, ...more }));
  expectSafe(message);
  return { message, text: read(message), buttons: buttonsOf(message).map(({ text }) => text.text) };
};

describe('the checklist', () => {
  it('says what is done, what waits, what is to come, and who approved what', () => {
    const { message, text } = shown({});
    expect(message.text).toBe('rollout on prod, 3 of 6: Bursting add-on, waits for approval.'.replace('6', String(visible(half))));
    expect(text).toContain(`✅ *VPC endpoints:* applied  \`${RUN}\``);
    expect(text).toContain(`✋ *Bursting add-on:* waits for approval  \`${RUN}\``);
    expect(text).toContain('▫️ *Virtual node:* still to come');
    expect(text).toContain('✅ VPC endpoints approved by <@U02BOB>, <!date');
    expect(text).not.toContain('node pool');
  });

  it('shows more nodes where somebody asked for them, and offers them where nobody said which', () => {
    expect(shown({ guide: guideOf({ 'resize-nodepool': { run: RUN, state: 'running' } }) }).text).toContain(
      '🔄 *Larger node pool:* under way',
    );
    const offered = shown({ guide: { ...half, offers: ['create-nodepool', 'resize-nodepool'] } });
    expect(offered.text).toContain('⚠️ There is little room on the nodes. More nodes can be planned with a button below');
    expect(offered.buttons).toEqual(['Plan create-nodepool …', 'Plan resize-nodepool …']);
    const over = shown({ state: 'succeeded', guide: { ...half, offers: ['create-nodepool'] } });
    expect(over.text).not.toContain('little room');
    expect(over.buttons).toEqual([]);
  });

  it('that stopped says where, why, and how it goes on', () => {
    const issues = [finding('obs_name_required', { region: 'cn-north-4' })];
    const { message, text, buttons } = shown({ state: 'blocked', result: { success: false, issues } });
    expect(message.text).toBe('rollout on prod stopped at Bursting add-on: 1 thing in the way.');
    expect(text).toContain('*To do:*');
    expect(text).toContain('*Then:* Continue, or `/bursting rollout prod`');
    expect(buttons).toEqual(['Continue', 'JSON']);
    const unready = [finding('virtual_node_missing', {}), finding('addon_not_installed', {})];
    const undiagnosed = shown({ state: 'blocked', result: { success: false, issues: unready } }).text;
    expect(undiagnosed).toContain('The diagnosis follows in the thread by itself.');
    expect(undiagnosed).not.toMatch(/[Rr]un diagnose|Plan it with setup/);
  });

  it('that is done, queued or cancelled says so', () => {
    expect(shown({ state: 'succeeded' }).message.text).toBe('rollout on prod is done: pods reach CCI.');
    expect(shown({ state: 'queued', guide: null }).message.text).toBe('rollout on prod is queued.');
    expect(shown({ state: 'cancelled' }).message.text).toBe('rollout on prod was cancelled at Bursting add-on.');
    expect(shown({ state: 'cancelled' }).text).toContain('*To ask again:* `/bursting rollout prod`');
    expect(shown({ state: 'cancelled', guide: null }).message.text).toContain('was cancelled');
  });

  it('can be sent whatever its runs are called and however they stand', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(...RUN_STATES), fc.constantFrom(...RUN_STATES), fc.boolean(), (x, state, of, success) => {
        const stops = Object.fromEntries(
          begun.stops.map(({ stage }) => [stage, { run: x, state: of, success, approvals: by('rejected') }]),
        );
        shown({ state, guide: guideOf(stops, [x, 'create-nodepool']), result: { issues: s.findingsOf(x) } });
      }),
      { numRuns: 25 },
    );
  });
});

const visible = ({ stops }: Guide): number =>
  stops.filter(({ stage, run }) => run !== null || !rollout.stages.find(({ id }) => id === stage)?.optional).length;
