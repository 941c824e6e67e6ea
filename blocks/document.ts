import { actionOf } from '../src/actions/index.ts';
import type { Diagnosis } from '../src/core/diagnosis.ts';
import type { Finding } from '../src/core/finding.ts';
import type { Plan } from '../src/core/plan.ts';
import { redact } from '../src/core/redact.ts';
import type { Target } from '../src/core/target.ts';
import type { Approval, Run, RunPlan, RunState, StepProgress } from '../src/runs/run.ts';
import { evidenceLines, explain, isFinding } from './catalogue.ts';
import { commandLine } from './command-line.ts';
import { en } from './en/index.ts';

type Json = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

const withWords = (found: Finding): Json => ({ code: found.code, ...explain(found, en), facts: found.facts });

type Place = Pick<Target, 'region' | 'clusterId'> & Partial<Pick<Target, 'alias'>>;

/** A finding with its cause, as `diagnose` has them (contract, section 5). `next`: a command to type; null: nothing that the bot can do. */
const diagnosisDocument = (one: Diagnosis, place: Place): Json => {
  const { message, cause = '', remedy } = explain(finding(one), en);
  return {
    code: one.code,
    severity: one.severity,
    summary: message,
    evidence: evidenceLines(one.evidence, en).map(({ source, line }) => ({ source, line: redact(line) })),
    cause,
    remedy,
    next: one.next && actionOf(one.next.command) ? commandLine(one.next.command, { alias: null, ...place }, one.next.params) : null,
    consequences: one.consequences.map((each) => ({ code: each.code, summary: explain(each, en).message })),
    facts: one.facts,
  };
};

const finding = ({ code, facts }: Diagnosis): Finding => ({ code, facts }) as Finding;

/** The findings of a diagnosis carry their evidence; there is nothing else that is called so. */
const isDiagnosis = (value: unknown): value is Diagnosis => isFinding(value, en) && 'evidence' in value;

/**
 * A result for scripts and people: each issue and warning, at any depth, with its English sentences beside its code; a reason is its
 * sentence. Everything else stays as it is.
 */
export const worded = (result: object, place: Place = { region: '', clusterId: '' }): Json =>
  Object.fromEntries(
    Object.entries(result).map(([key, value]) => {
      if ((key === 'issues' || key === 'warnings') && Array.isArray(value)) {
        return [key, value.map((one: unknown) => (isFinding(one, en) ? withWords(one) : one))];
      }
      if (key === 'findings' && Array.isArray(value)) {
        return [key, value.map((one: unknown) => (isDiagnosis(one) ? diagnosisDocument(one, place) : one))];
      }
      if (key === 'selection_reason' && isFinding(value, en)) return [key, explain(value, en).message];
      if (Array.isArray(value)) return [key, value.map((one: unknown) => (isRecord(one) ? worded(one, place) : one))];
      return [key, isRecord(value) ? worded(value, place) : value];
    }),
  );

/** What `bursting run` prints, and `result` of a run: the action's own fields, and what they are about. */
export const resultDocument = (result: object, action: string, place: Place): Json => ({
  action,
  region: place.region,
  cluster_id: place.clusterId || null,
  ...worded(result, place),
});

/** Why something was not done, in the contract's words. */
export const errorDocument = ({ finding, requestId, retryable }: NonNullable<Run['error']>): Json => ({
  code: finding.code,
  ...explain(finding, en),
  request_id: requestId,
  retryable,
});

const isoTime = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

/** A plan for scripts (contract, section 5). `expiresAt`: milliseconds since 1970; null for a preview, which nobody can approve. */
export const planDocument = (plan: Plan & Pick<RunPlan, 'fingerprint'>, expiresAt: number | null): Json => ({
  fingerprint: plan.fingerprint,
  steps: plan.steps.map(({ id, verb, resource, changes }) => ({ id, verb, resource, changes })),
  cost: plan.cost,
  warnings: plan.warnings.map(withWords),
  expires_at: isoTime(expiresAt),
});

const approvalDocument = ({ by, at, verdict, reason }: Approval): Json => ({ by, at: isoTime(at), verdict, reason });

/**
 * How a step ended, or stands: `created`, `updated` or `adopted` (it was there already); `settling`: there, and not ready when last looked
 * at; `failed`; `unknown`: its write was about to be sent or was, and nobody knows whether it was done.
 */
const outcomeOf = (verb: 'create' | 'update' | 'unchanged', { status, adopted }: StepProgress): string => {
  if (status !== 'done') return { intended: 'unknown', waiting: 'settling', failed: 'failed' }[status];
  return adopted || verb === 'unchanged' ? 'adopted' : verb === 'create' ? 'created' : 'updated';
};

/** Steps that were begun, in the order of the plan. */
const appliedDocument = (run: Run, plan: RunPlan): readonly Json[] =>
  plan.steps.flatMap(({ id, verb }) => {
    const progress = Object.hasOwn(run.steps, id) ? run.steps[id] : undefined;
    if (!progress) return [];
    return [{ step: id, outcome: outcomeOf(verb, progress), resource_id: progress.resourceId, adopted: progress.adopted }];
  });

/** States in which a plan came to nothing (contract, section 5). */
const IN_VAIN: ReadonlySet<RunState> = new Set(['blocked', 'failed', 'rejected', 'expired', 'stale', 'cancelled']);

/** Until when it can be, or could be, approved: the run's own deadline is another one once it was. */
const expiryOf = ({ approvals, deadline }: Run): number | null => approvals[0]?.expiresAt ?? deadline;

const runResult = (run: Run): Json | null => {
  if (!run.result) return null;
  const result = resultDocument(run.result, run.action, run.target);
  return run.plan || run.state === 'blocked' ? { ...result, success: !IN_VAIN.has(run.state) } : result;
};

/** A run as `bursting runs show` prints it (contract, section 5). What does not apply is null. */
export const runDocument = (run: Run): Json => ({
  v: run.v,
  id: run.id,
  command: run.command,
  action: run.action,
  state: run.state,
  cluster: run.target.alias,
  target: { region: run.target.region, project_id: run.target.projectId, cluster_id: run.target.clusterId },
  requested_by: run.requestedBy,
  channel: run.channel,
  created_at: new Date(run.createdAt).toISOString(),
  updated_at: new Date(run.updatedAt).toISOString(),
  params: run.params,
  plan: run.plan && planDocument(run.plan, expiryOf(run)),
  approvals: run.plan && run.approvals.map(approvalDocument),
  applied: run.plan && appliedDocument(run, run.plan),
  result: runResult(run),
  error: run.error && errorDocument(run.error),
  supersedes: run.supersedes,
  parent: run.parent,
  waiting_for: run.waitingFor,
});
