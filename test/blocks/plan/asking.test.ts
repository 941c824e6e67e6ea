import { describe, expect, it } from 'vitest';
import { renderRun } from '../../../blocks/run.ts';
import type { Run } from '../../../src/runs/run.ts';
import * as p from '../plan-samples.ts';
import { buttonsOf, expectSafe, read } from '../reading.ts';

const shown = (more: Partial<Run> = {}) => {
  const message = renderRun(p.planRun(more));
  expectSafe(message);
  return { message, text: read(message), buttons: buttonsOf(message) };
};
const bob = [p.approval('U02BOB')];

describe('a plan that waits for approval', () => {
  it('says what will happen, to what, what it costs, that nothing is deleted, until when, and which plan it is', () => {
    const { message, text } = shown();
    expect(message.text).toBe('vpcep on prod waits for approval to create 2 VPC endpoints.');
    for (const part of [
      'prod (cce-prod-01)',
      'cn-north-4',
      '`6f3c9a52-7d18-11f0-9b2e-0255ac100a01`',
      '*Decide before*\n<!date^1795437000^',
      '➕ *Create* VPC endpoint `com.myhuaweicloud.cn-north-4.swr`',
      '• VPC: `3b9f6a1e-52c7-4d1f-8f0a-7e21c9d4b865`',
      '• Private domain name: yes',
      '• Route tables: `1f2e3d4c-5b6a-4978-8695-a4b3c2d1e0f9`, `9e8d7c6b-5a49-4837-a625-140392817263`',
      '*Leave as it is* VPC endpoint `com.myhuaweicloud.cn-north-4.swr-api`, there as `c1a8f7e4-0b6d-4e2a-9d35-6f1e2b7c8a90` since <!date',
      '*Cost:*\n• charged per started hour: VPC endpoint `com.myhuaweicloud.cn-north-4.swr`\n• no charge: VPC endpoint `cn-north-4.com.myhuaweicloud.v4.obsv2.lz11`',
      '*Deletes:* nothing',
      'has 12 free addresses',
      '`plan 5f2c9a017be3`',
      'asked by <@U01ALICE>',
    ])
      expect(text).toContain(part);
  });

  it('has Approve, Reject and Details, and each carries the run id and nothing else', () => {
    const { buttons } = shown();
    expect(buttons.map(({ action_id, style, value }) => [action_id, style, value])).toEqual([
      ['plan_approve', 'primary', 'run_0123456789'],
      ['plan_reject', 'danger', 'run_0123456789'],
      ['plan_details', undefined, 'run_0123456789'],
    ]);
  });

  it('asks once more before Approve counts: what, which, how many, where, what it costs', () => {
    const { buttons } = shown();
    expect(buttons[0]?.confirm).toMatchObject({ confirm: { text: 'Apply plan' }, deny: { text: 'Not yet' } });
    expect(buttons[0]?.confirm?.text.text).toBe(
      'It will create 2 VPC endpoints (swr, obs) on prod, 6f3c9a52-7d18-11f0-9b2e-0255ac100a01 in cn-north-4.\nCost: 1 charged per started hour. Deletes: nothing.\nPlan 5f2c9a017be3',
    );
    expect(buttons.slice(1).some(({ confirm }) => confirm)).toBe(false);
  });

  it('shows old and new values, and what was not set', () => {
    const { text } = shown({ plan: p.planOf({ steps: [p.updateAddon] }) });
    expect(text).toContain('✏️ *Update* add-on `virtual-kubelet`, there as');
    expect(text).toContain('• version: `1.5.61` → `1.5.82`');
    expect(text).toContain('• cci_subnet_id: not set → `8a1f0c52');
    expect(text).toContain('• log: yes → no');
    expect(text).toContain('• zones: none → `az1`, `az2`, `az3`, `az4` and 2 more');
  });

  it.each([
    [[], 'no new charge is known'],
    [
      (['swr', 'swr-api', 'obs'] as const).map((step) => ({ step, charged: true, unit: 'hour' }) as const),
      'charged per started hour: VPC endpoints `com.myhuaweicloud.cn-north-4.swr`, `com.myhuaweicloud.cn-north-4.swr-api`, `cn-north-4.com.myhuaweicloud.v4.obsv2.lz11`',
    ],
    [[{ step: 'swr', charged: null, unit: 'hour' }], 'not known whether it is charged: VPC endpoint `com.myhuaweicloud.cn-north-4.swr`'],
    [[{ step: 'pool', charged: true, unit: 'node' }], 'charged per node: pool'],
    [[{ step: 'smoke', charged: true, unit: 'pod' }], 'charged per pod, by its flavor: smoke'],
    [[{ step: 'obs', charged: false, unit: 'hour' }], 'no charge: VPC endpoint `cn-north-4.com.myhuaweicloud.v4.obsv2.lz11`'],
  ] as const)('names the cost %#', (cost, words) => expect(shown({ plan: p.planOf({ cost }) }).text).toContain(`*Cost:* ${words}\n`));

  it('counts the approvals of several and names who gave them', () => {
    const { message, text, buttons } = shown({ plan: p.planOf({ required: 2 }), approvals: bob });
    expect(message.text).toBe('vpcep on prod waits for 2 approvals, 1 given, to create 2 VPC endpoints.');
    expect(text).toContain('Approvals: 1 of 2  ·  ✅ approved by <@U02BOB>, <!date');
    expect(buttons).toHaveLength(3);
  });

  it('that nobody can approve says so and why, and offers no decision', () => {
    const { message, text, buttons } = shown({ plan: p.planOf({ approvable: false }) });
    expect(message.text).toBe('vpcep on prod would create 2 VPC endpoints, but cannot be approved.');
    expect(text).toContain('no approver is configured');
    expect(buttons.map(({ action_id }) => action_id)).toEqual(['plan_details']);
  });

  it('says which other runs are applying, and which plan it takes the place of', () => {
    const { text } = shown({ plan: p.planOf({ applyingNow: ['run_9876543210'] }), supersedes: 'run_0000000000' });
    expect(text).toContain('*Another run is applying* to the same cluster or VPC: `run_9876543210`');
    expect(text).toContain('takes the place of `run_0000000000`');
  });

  it('of 200 steps shows what fits, counts the rest, and keeps its buttons', () => {
    const steps = Array.from({ length: 200 }, (_, i) => ({ ...p.createSwr, id: `swr-${i}` }));
    const { message, text, buttons } = shown({ plan: p.planOf({ steps }) });
    expect(message.text).toContain('create 200 VPC endpoints');
    const seen = text.match(/➕/g)?.length ?? 0;
    expect(seen).toBeGreaterThan(5);
    expect(text).toContain(`and ${200 - seen} more steps: the file in the thread has all of them`);
    expect(buttons).toHaveLength(3);
  });
});
