import { finding } from '../../src/core/finding.ts';
import type { Step } from '../../src/core/plan.ts';
import type { Approval, Run, RunPlan, StepProgress } from '../../src/runs/run.ts';
import * as s from './samples.ts';

const VPC = '3b9f6a1e-52c7-4d1f-8f0a-7e21c9d4b865';
const SUBNET = '8a1f0c52-6d3e-4b7a-9c14-2e5f7a9b3d60';
export const ENDPOINT = 'c1a8f7e4-0b6d-4e2a-9d35-6f1e2b7c8a90';
export const FINGERPRINT = '5f2c9a017be3'.padEnd(64, '0');

const set = (field: string, after: Step['changes'][number]['after']) => ({ field, before: null, after });

export const createSwr: Step = {
  id: 'swr',
  verb: 'create',
  resource: 'vpc-endpoint com.myhuaweicloud.cn-north-4.swr',
  changes: [
    set('service_name', 'com.myhuaweicloud.cn-north-4.swr'),
    set('endpoint_service_id', '7c4d2a90-1e3b-4f5a-8b6c-9d0e1f2a3b4c'),
    set('vpc_id', VPC),
    set('subnet_id', SUBNET),
    set('enable_dns', true),
  ],
  resourceId: null,
  since: null,
};
const createObs: Step = {
  id: 'obs',
  verb: 'create',
  resource: 'vpc-endpoint cn-north-4.com.myhuaweicloud.v4.obsv2.lz11',
  changes: [
    set('service_name', 'cn-north-4.com.myhuaweicloud.v4.obsv2.lz11'),
    set('endpoint_service_id', '0d9e8f7a-6b5c-4d3e-2f1a-0b9c8d7e6f5a'),
    set('vpc_id', VPC),
    set('routetables', ['1f2e3d4c-5b6a-4978-8695-a4b3c2d1e0f9', '9e8d7c6b-5a49-4837-a625-140392817263']),
  ],
  resourceId: null,
  since: null,
};
export const unchangedSwrApi: Step = {
  id: 'swr-api',
  verb: 'unchanged',
  resource: 'vpc-endpoint com.myhuaweicloud.cn-north-4.swr-api',
  changes: [],
  resourceId: ENDPOINT,
  since: '2026-11-20T10:42:00Z',
};
export const updateAddon: Step = {
  id: 'addon',
  verb: 'update',
  resource: 'addon virtual-kubelet',
  changes: [
    { field: 'version', before: '1.5.61', after: '1.5.82' },
    { field: 'cci_subnet_id', before: null, after: SUBNET },
    { field: 'log', before: true, after: false },
    { field: 'zones', before: [], after: ['az1', 'az2', 'az3', 'az4', 'az5', 'az6'] },
  ],
  resourceId: ENDPOINT,
  since: null,
};

export const planOf = (more: Partial<RunPlan> = {}): RunPlan => ({
  resolved: { vpcep_subnet_id: SUBNET, obs_endpoint_service_name: 'cn-north-4.com.myhuaweicloud.v4.obsv2.lz11' },
  steps: [createSwr, createObs, unchangedSwrApi],
  cost: [
    { step: 'swr', charged: true, unit: 'hour' },
    { step: 'obs', charged: false, unit: 'hour' },
  ],
  warnings: [finding('few_addresses', { subnet_name: 'pods', subnet_id: SUBNET, available: 12 })],
  fingerprint: FINGERPRINT,
  leases: [],
  resources: [],
  required: 1,
  approvable: true,
  applyingNow: [],
  ...more,
});

export const approval = (by: string, more: Partial<Approval> = {}): Approval => ({
  by,
  at: Date.UTC(2026, 10, 23, 12, 5, 0),
  verdict: 'approved',
  reason: null,
  expiresAt: Date.UTC(2026, 10, 23, 12, 30, 0),
  signature: 'signature',
  ...more,
});

export const progress = (status: StepProgress['status'], more: Partial<StepProgress> = {}): StepProgress => ({
  status,
  resourceId: ENDPOINT,
  adopted: false,
  tries: 1,
  at: Date.UTC(2026, 10, 23, 12, 6, 0),
  ...more,
});

export const planRun = (more: Partial<Run> = {}): Run =>
  s.runOf({
    command: 'vpcep',
    action: 'huawei_ensure_cce_cci_vpcep',
    state: 'awaiting_approval',
    result: { success: true, network: { cluster_name: 'cce-prod-01' } },
    plan: planOf(),
    deadline: Date.UTC(2026, 10, 23, 12, 30, 0),
    ...more,
  });

/** A plan in which everything is called `x`. */
export const strangePlan = (x: string, steps: number, more: Partial<RunPlan> = {}): RunPlan =>
  planOf({
    resolved: { [x]: x, list: [x, x], deep: { [x]: x } },
    steps: Array.from({ length: steps }, (_, i) => ({
      id: `${x}${i}`,
      verb: (['create', 'update', 'unchanged'] as const)[i % 3] ?? 'create',
      resource: i % 2 === 0 ? `${x} ${x}` : x,
      changes: Array.from({ length: i % 40 }, (_, j) => ({ field: `${x}${j}`, before: j % 2 === 0 ? null : [x, x], after: x })),
      resourceId: i % 2 === 0 ? x : null,
      since: x,
    })),
    cost: Array.from({ length: steps }, (_, i) => ({
      step: `${x}${i}`,
      charged: [true, false, null][i % 3] ?? null,
      unit: (['hour', 'node', 'pod'] as const)[i % 3] ?? 'hour',
    })),
    warnings: s.findingsOf(x),
    fingerprint: x,
    applyingNow: Array.from({ length: steps }, () => x),
    ...more,
  });
