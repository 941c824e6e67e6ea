import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detailsView } from '../../blocks/details.ts';
import { finding } from '../../src/core/finding.ts';
import * as p from './plan-samples.ts';
import { expectSafeView, read } from './reading.ts';
import * as s from './samples.ts';

describe('the details of a plan', () => {
  it('are the whole plan: where, who, until when, each value, cost, warnings, parameters, fingerprint', () => {
    const view = detailsView(p.planRun({ approvals: [p.approval('U02BOB')] }));
    expectSafeView(view);
    expect(view.title.text).toBe('Plan 5f2c9a017be3');
    for (const part of [
      '*vpcep on prod*',
      'awaiting approval',
      'prod, cce-prod-01',
      '`0f1e2d3c4b5a69788796a5b4c3d2e1f0`',
      '<@U01ALICE>, <!date',
      `\`${p.FINGERPRINT}\``,
      '*Approvals* 1 of 1  ·  ✅ approved by <@U02BOB>',
      '*Steps (3)*',
      '• Service: `com.myhuaweicloud.cn-north-4.swr`',
      '• Service id: `7c4d2a90-1e3b-4f5a-8b6c-9d0e1f2a3b4c`',
      '*Cost:*\n• charged per started hour: VPC endpoint `com.myhuaweicloud.cn-north-4.swr`',
      '*Deletes:* nothing',
      '*Warnings (1)*',
      '*Parameters, defaults filled in*',
      '• obs_endpoint_service_name: `cn-north-4.com.myhuaweicloud.v4.obsv2.lz11`',
    ])
      expect(read(view)).toContain(part);
  });

  it('of a rejected plan say why', () => {
    const view = detailsView(
      p.planRun({ state: 'rejected', approvals: [p.approval('U02BOB', { verdict: 'rejected', reason: 'not today' })] }),
    );
    expectSafeView(view);
    expect(read(view)).toContain('*Reason:* not today');
  });

  it('of 200 steps show what fits and count the rest', () => {
    const steps = Array.from({ length: 200 }, (_, i) => ({
      ...p.updateAddon,
      id: `a${i}`,
      changes: Array(12).fill(p.updateAddon.changes).flat(),
    }));
    const view = detailsView(p.planRun({ plan: p.planOf({ steps }) }));
    expectSafeView(view);
    const shown = read(view).match(/✏️/g)?.length ?? 0;
    expect(shown).toBeGreaterThan(40);
    expect(read(view)).toContain(`and ${200 - shown} more: \`bursting runs show run_0123456789\` prints all`);
  });

  it('of a run without a plan say so', () => {
    const view = detailsView(p.planRun({ plan: null }));
    expectSafeView(view);
    expect(read(view)).toContain('no plan');
  });

  it('can be opened whatever the plan holds', { timeout: 60_000 }, () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.constantFrom(
        s.HOSTILE,
        s.LONG.slice(0, 4_000),
        s.RTL,
        '&'.repeat(3_000),
        '"'.repeat(3_000),
        '👩‍👩‍👧‍👦🚀'.repeat(300),
        '',
        '__proto__',
      ),
    );
    fc.assert(
      fc.property(text, fc.constantFrom(0, 1, 40, 200), (x, steps) => {
        const resolved = Object.fromEntries(Array.from({ length: steps }, (_, i) => [`${x}${i}`, Array(30).fill(x)]));
        expectSafeView(
          detailsView(
            p.planRun({
              plan: p.strangePlan(x, steps, { resolved, warnings: Array(9).fill(s.findingsOf(x)).flat() }),
              target: { alias: x, region: x, projectId: x, clusterId: x },
              requestedBy: x,
              approvals: Array.from({ length: steps }, () => p.approval(x, { reason: x, verdict: 'rejected' })),
              error: { finding: finding('read_only', {}), requestId: null, retryable: false },
            }),
          ),
        );
      }),
      { numRuns: 12 },
    );
  });
});
