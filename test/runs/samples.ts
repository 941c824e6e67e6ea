import fc from 'fast-check';
import type { Json } from '../../src/core/json.ts';
import type { FieldChange, Plan, Step } from '../../src/core/plan.ts';
import type { Target } from '../../src/core/target.ts';
import { fingerprintOf } from '../../src/runs/fingerprint.ts';
import type { Approval, Run, RunPlan } from '../../src/runs/run.ts';

export const MINUTE = 60_000;
export const NOW = Date.UTC(2025, 10, 23, 10, 42);
export const TARGET: Target = {
  alias: 'prod',
  region: 'cn-north-4',
  projectId: '0f1e2d3c4b5a69788796a5b4c3d2e1f0',
  clusterId: '4f3c2b1a-0000-11ef-8aaa-0255ac100b01',
};

export const change = (field: string, before: Json, after: Json): FieldChange => ({ field, before, after });
export const step = (id: string, verb: Step['verb'], changes: readonly FieldChange[] = [], more: Partial<Step> = {}): Step => ({
  id,
  verb,
  resource: `vpc-endpoint com.myhuaweicloud.cn-north-4.${id}`,
  changes,
  resourceId: null,
  since: null,
  ...more,
});
export const planOf = (steps: readonly Step[], resolved: Plan['resolved'] = {}): Plan => ({ resolved, steps, cost: [], warnings: [] });
export const VPCEP = planOf([step('swr', 'create', [change('subnet_id', null, 'subnet-1')]), step('obs', 'unchanged')], {
  route_table_ids: ['rtb-1', 'rtb-2'],
});

export const runPlan = (plan: Plan, more: Partial<RunPlan> = {}): RunPlan => ({
  ...plan,
  fingerprint: fingerprintOf({ command: 'vpcep', target: TARGET, plan }),
  leases: [],
  resources: [],
  required: 1,
  approvable: true,
  applyingNow: [],
  ...more,
});
export const approval = (by: string, more: Partial<Approval> = {}): Approval => ({
  by,
  at: NOW - MINUTE,
  verdict: 'approved',
  reason: null,
  expiresAt: NOW + 10 * MINUTE,
  signature: '',
  ...more,
});
/** A plan of Alice's that waits for one approval for ten more minutes. */
export const runOf = (more: Partial<Run> = {}): Run => ({
  v: 1,
  id: 'run_0123456789',
  rev: 3,
  command: 'vpcep',
  action: 'huawei_ensure_cce_cci_vpcep',
  state: 'awaiting_approval',
  target: TARGET,
  requestedBy: 'U01ALICE',
  channel: 'C0PROD',
  createdAt: NOW - 20 * MINUTE,
  updatedAt: NOW - 20 * MINUTE,
  params: {},
  group: 'default',
  attempt: 1,
  result: null,
  plan: runPlan(VPCEP),
  approvals: [],
  steps: {},
  deadline: NOW + 10 * MINUTE,
  waiting: null,
  progress: null,
  stopping: null,
  replans: 0,
  error: null,
  endedBy: null,
  supersedes: null,
  successor: null,
  parent: null,
  root: null,
  guided: false,
  guide: null,
  waitingFor: null,
  watch: null,
  ...more,
});

/** Few different values, so that two plans often have much in common. */
const value: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(null, true, 0, 1, '', 'a', 'é', [], {}),
  fc.array(fc.constantFrom('rtb-1', 'rtb-2', 'rtb-3'), { maxLength: 3 }),
  fc.record({ ids: fc.array(fc.constantFrom('x', 'y')), n: fc.constantFrom(1, 2) }),
);
const changes = fc.uniqueArray(fc.record({ field: fc.constantFrom('subnet', 'tables', '__proto__'), before: value, after: value }), {
  selector: ({ field }) => field,
});
const anyStep: fc.Arbitrary<Step> = fc.record({
  id: fc.constantFrom('swr', 'swr-api', 'obs', 'addon'),
  verb: fc.constantFrom('create' as const, 'update' as const, 'unchanged' as const),
  resource: fc.constantFrom('endpoint a', 'endpoint b'),
  changes,
  resourceId: fc.constantFrom(null, 'id-1', 'id-2'),
  since: fc.constantFrom(null, '2025-11-23T10:42:00Z'),
});
export const anyPlan: fc.Arbitrary<Plan> = fc
  .record({
    resolved: fc.dictionary(fc.constantFrom('subnet', 'tables', 'version'), value),
    steps: fc.uniqueArray(anyStep, { selector: ({ id }) => id }),
  })
  .map(({ steps, resolved }) => planOf(steps, resolved));
