import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderRun } from '../../blocks/run.ts';
import { finding } from '../../src/core/finding.ts';
import { isFinal, RUN_STATES, type Run, type Waiting } from '../../src/runs/run.ts';
import * as p from './plan-samples.ts';
import { buttonsOf, expectSafe, read } from './reading.ts';
import * as s from './samples.ts';

const shown = (more: Partial<Run> = {}) => {
  const message = renderRun(p.planRun(more));
  expectSafe(message);
  return { message, text: read(message), buttons: buttonsOf(message) };
};
const bob = [p.approval('U02BOB')];

describe('a decided plan', () => {
  it.each(RUN_STATES.filter((state) => state !== 'awaiting_approval'))('can be decided on no more when it is %s', (state) => {
    const { buttons } = shown({ state, approvals: bob });
    expect(buttons.map(({ action_id }) => action_id)).toEqual([
      ...(state === 'failed' || state === 'blocked' ? ['run_again'] : []),
      ...(isFinal(state) ? ['run_json'] : []),
    ]);
  });

  it.each<[Waiting | null, string, string]>([
    [null, 'is approved and about to start', ''],
    [{ for: 'run', run: 'run_9876543210' }, 'waits for run_9876543210 to end', 'same cluster or VPC'],
    [{ for: 'rights' }, "waits until the approvers' rights are confirmed", 'the bot keeps asking'],
    [{ for: 'freeze', by: 'U03CAROL', reason: 'incident 42' }, 'changes are frozen', 'frozen by <@U03CAROL>'],
    [{ for: 'freeze', by: 'U03CAROL', reason: null }, 'changes are frozen', '`/bursting unfreeze`'],
    [{ for: 'read_only' }, 'the bot is set to read only', '`readOnly: false`'],
  ])('that is approved says what it waits for: %o', (waiting, verdict, why) => {
    const { message, text } = shown({ state: 'approved', approvals: bob, waiting });
    expect(message.text).toContain(verdict);
    expect(text).toContain(why);
    expect(text).toContain('~waits for approval~  ·  ✅ approved by <@U02BOB>, <!date');
    expect(text).toContain('⏳ *Create* VPC endpoint `com.myhuaweicloud.cn-north-4.swr`: waiting to start');
  });

  it.each([
    ['intended', {}, '🔄 *Create* VPC endpoint `com.myhuaweicloud.cn-north-4.swr`: asked for, looking whether it is there'],
    ['waiting', {}, `there as \`${p.ENDPOINT}\`, becoming ready`],
    ['waiting', { resourceId: null }, 'asked for, becoming ready'],
    ['done', {}, `✅ *Create* VPC endpoint \`com.myhuaweicloud.cn-north-4.swr\`: done, \`${p.ENDPOINT}\``],
    ['done', { adopted: true }, `was there already, \`${p.ENDPOINT}\``],
    ['failed', { resourceId: null }, '❌ *Create* VPC endpoint `com.myhuaweicloud.cn-north-4.swr`: failed'],
  ] as const)('that is applied shows a step that is %s %o', (status, more, line) => {
    const { message, text } = shown({ state: 'applying', approvals: bob, steps: { swr: p.progress(status, more) } });
    expect(text).toContain(line);
    expect(text).toContain('⏳ *Create* VPC endpoint `cn-north-4.com.myhuaweicloud.v4.obsv2.lz11`: waiting to start');
    expect(message.text).toBe(`vpcep on prod is being applied: ${status === 'done' ? 1 : 0} of 2 steps done.`);
  });

  it('that succeeded says what was applied and what was found', () => {
    const steps = { swr: p.progress('done'), obs: p.progress('done', { adopted: true }) };
    expect(shown({ state: 'succeeded', approvals: bob, steps }).message.text).toBe(
      'vpcep on prod is done: 1 applied, 1 found there already.',
    );
  });

  it('with nothing to do is calm, and not with warnings', () => {
    const steps = [p.unchangedSwrApi];
    expect(shown({ state: 'succeeded', plan: p.planOf({ steps, warnings: [] }) }).message.text).toBe(
      'vpcep has nothing to do on prod: all it would make is there.',
    );
    const warnings = [finding('obs_name_required', { region: 'cn-north-4' })];
    const { message, text } = shown({ state: 'succeeded', plan: p.planOf({ steps, warnings }) });
    expect(message.text).toBe('vpcep has nothing to do on prod for now; 1 warning to look at.');
    expect(text).toContain('service ticket');
  });

  it('of which nothing was left says that nothing was changed', () => {
    const { message, text } = shown({ state: 'succeeded', approvals: bob });
    expect(message.text).toContain('done without a change');
    expect(text).toContain('~Create VPC endpoint com.myhuaweicloud.cn-north-4.swr~');
  });

  it('that failed says what was done, what was not, the remedy, the request id and how to go on', () => {
    const error = {
      finding: finding('write_unknown', { step: 'obs', resource: 'vpc-endpoint x' }),
      requestId: 'req-1',
      retryable: false,
    };
    const { message, text } = shown({
      state: 'failed',
      approvals: bob,
      error,
      steps: { swr: p.progress('done'), obs: p.progress('intended') },
    });
    expect(message.text).toBe('vpcep on prod failed: 1 of 2 steps done.');
    expect(text).toContain('whether it was done is not known');
    expect(text).toContain('*To do:* Look for it in the console');
    expect(text).toContain('`request id req-1`');
    expect(text).toContain('*To go on:* `/bursting vpcep prod` looks again');
  });

  it('that failed before its first step says that nothing was changed', () => {
    expect(shown({ state: 'failed', approvals: bob }).message.text).toBe('vpcep on prod failed: nothing was changed.');
  });

  it('that is stale says what changed, in words, and which plan asks now', () => {
    const differences = [
      {
        kind: 'appeared',
        resource: 'vpc-endpoint com.myhuaweicloud.cn-north-4.swr',
        field: null,
        was: null,
        now: null,
        since: '2026-11-23T10:42:00Z',
      },
    ] as const;
    const error = { finding: finding('plan_changed', { differences, successor: 'run_9876543210' }), requestId: null, retryable: true };
    const { message, text } = shown({ state: 'stale', approvals: bob, error });
    expect(message.text).toBe('vpcep on prod is out of date. Nothing was changed.');
    expect(text).toContain('• VPC endpoint com.myhuaweicloud.cn-north-4.swr exists since 10:42 UTC on 23 November, it was missing');
    expect(text).toContain('*The new plan asks again:* `run_9876543210`');
  });

  it('that is stale because somebody lost the right names who', () => {
    const error = { finding: finding('approval_revoked', { users: ['U02BOB'], required: 1 }), requestId: null, retryable: false };
    expect(shown({ state: 'stale', error }).text).toContain('<@U02BOB> approved this and may not any more');
  });

  it('that a newer one ended names the newer one', () => {
    const error = { finding: finding('plan_superseded', { by: 'run_9876543210' }), requestId: null, retryable: false };
    expect(shown({ state: 'stale', error }).text).toContain('*The new plan asks again:* `run_9876543210`');
  });

  it('that was rejected says by whom and why, even in 3,000 letters', () => {
    const rejected = (reason: string) => shown({ state: 'rejected', approvals: [p.approval('U02BOB', { verdict: 'rejected', reason })] });
    expect(rejected('not during the sale').text).toContain('*Reason:* not during the sale');
    expect(rejected('not during the sale').text).toContain('🚫 rejected by <@U02BOB>');
    expect(rejected('&'.repeat(3_000)).text).toContain('rejected by');
    expect(rejected('<!channel> 👩‍👩‍👧‍👦'.repeat(200)).text).toContain('rejected by');
  });

  it('that expired says that nobody decided, or how many did', () => {
    expect(shown({ state: 'expired' }).message.text).toContain('nobody decided in time');
    expect(shown({ state: 'expired', plan: p.planOf({ required: 2 }), approvals: bob }).message.text).toContain('with 1 of 2 approvals');
    expect(shown({ state: 'expired' }).text).toContain('*To ask again:* `/bursting vpcep prod`');
  });

  it('that was cancelled says by whom, and what was done before', () => {
    const before = shown({ state: 'cancelled', endedBy: 'U03CAROL' });
    expect(before.message.text).toBe('vpcep on prod was cancelled: nothing was changed.');
    expect(before.text).toContain('cancelled by <@U03CAROL>');
    const during = shown({ state: 'cancelled', endedBy: 'U03CAROL', steps: { swr: p.progress('done') } });
    expect(during.message.text).toBe('vpcep on prod was cancelled: 1 of 2 steps done.');
    expect(during.text).toContain('▫️ *Create* VPC endpoint `cn-north-4.com.myhuaweicloud.v4.obsv2.lz11`: not begun');
  });

  it('that is blocked names what is in the way and what to do', () => {
    const issues = [finding('endpoint_service_unknown', { service_name: 'lz026' })];
    const { message, text } = shown({ state: 'blocked', plan: null, result: { issues, warnings: s.findingsOf('x').slice(0, 2) } });
    expect(message.text).toBe('vpcep on prod is blocked: 1 thing in the way. Nothing was changed.');
    expect(text).toContain('There is no endpoint service lz026');
    expect(text).toContain('*Then:* `/bursting vpcep prod`');
  });

  it('that is blocked for reasons nobody kept can still be shown', () => {
    for (const result of [null, { issues: 'text', warnings: [{ code: 'constructor', facts: {} }] }])
      expect(shown({ state: 'blocked', plan: null, result }).text).toContain('is blocked');
  });
});

it('a read in the thread of another run is short', () => {
  const child = renderRun(s.done(s.precheckOf('turbo'), { parent: 'run_9876543210' }));
  expect(read(child)).not.toContain('asked by');
  expect(child.blocks.length).toBeLessThan(renderRun(s.done(s.precheckOf('turbo'))).blocks.length);
});

it('whatever a plan holds, its message can be sent, with its run id, and with its buttons while it waits', { timeout: 60_000 }, () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 200 }),
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.constantFrom(
      s.HOSTILE,
      s.LONG,
      s.RTL,
      '&'.repeat(5_000),
      '"'.repeat(4_000),
      '👩‍👩‍👧‍👦🚀'.repeat(300),
      '*_~`<>&|',
      '',
      'U02BOB',
      '__proto__',
    ),
  );
  fc.assert(
    fc.property(
      text,
      fc.constantFrom(0, 1, 3, 200),
      fc.constantFrom(...RUN_STATES),
      fc.nat(100),
      fc.boolean(),
      (x, steps, state, n, yes) => {
        const all = s.findingsOf(x);
        const found = all[n % all.length] ?? finding('timeout', { seconds: 1 });
        const plan = p.strangePlan(x, steps, { approvable: yes, required: 1 + (n % 3) });
        const status = (['intended', 'waiting', 'done', 'failed'] as const)[n % 4] ?? 'done';
        const run = p.planRun({
          state,
          plan,
          target: { ...s.runOf().target, alias: yes ? x : null, region: x, clusterId: x },
          params: { [x]: x },
          requestedBy: x,
          endedBy: x,
          result: { issues: all, warnings: all, network: { cluster_name: x } },
          approvals: Array.from({ length: n }, (_, i) => p.approval(`${x}${i}`, { verdict: i === 1 ? 'rejected' : 'approved', reason: x })),
          steps: yes ? Object.fromEntries(plan.steps.map(({ id }) => [id, p.progress(status, { resourceId: x, adopted: yes })])) : {},
          waiting:
            [null, { for: 'run', run: x } as const, { for: 'freeze', by: x, reason: x } as const, { for: 'rights' } as const][n % 4] ??
            null,
          error: { finding: found, requestId: x, retryable: yes },
          supersedes: x,
        });
        const message = renderRun(run);
        expectSafe(message);
        expect(read(message)).toContain('`run_0123456789`');
        if (state === 'awaiting_approval') expect(buttonsOf(message)).toHaveLength(yes ? 3 : 1);
      },
    ),
    { numRuns: 300 },
  );
});
