import type { Finding } from '../src/core/finding.ts';
import type { Target } from '../src/core/target.ts';
import type { Run } from '../src/runs/run.ts';
import { explain } from './catalogue.ts';
import { en } from './en/index.ts';

type Json = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

const withWords = (found: Finding): Json => ({ code: found.code, ...explain(found, en), facts: found.facts });

const isFinding = (value: unknown): value is Finding =>
  isRecord(value) && typeof value.code === 'string' && Object.hasOwn(en.findings, value.code) && isRecord(value.facts);

/**
 * A result for scripts and people: each issue and warning, at any depth, with its English sentences beside its code. Everything else
 * stays as it is.
 */
export const worded = (result: object): Json =>
  Object.fromEntries(
    Object.entries(result).map(([key, value]) => {
      if ((key === 'issues' || key === 'warnings') && Array.isArray(value)) {
        return [key, value.map((one: unknown) => (isFinding(one) ? withWords(one) : one))];
      }
      if (Array.isArray(value)) return [key, value.map((one: unknown) => (isRecord(one) ? worded(one) : one))];
      return [key, isRecord(value) ? worded(value) : value];
    }),
  );

/** What `bursting run` prints, and `result` of a run: the action's own fields, and what they are about. */
export const resultDocument = (result: object, action: string, { region, clusterId }: Pick<Target, 'region' | 'clusterId'>): Json => ({
  action,
  region,
  cluster_id: clusterId,
  ...worded(result),
});

/** Why something was not done, in the contract's words. */
export const errorDocument = ({ finding, requestId, retryable }: NonNullable<Run['error']>): Json => ({
  code: finding.code,
  ...explain(finding, en),
  request_id: requestId,
  retryable,
});

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
  plan: null,
  approvals: null,
  applied: null,
  result: run.result && resultDocument(run.result, run.action, run.target),
  error: run.error && errorDocument(run.error),
  supersedes: run.supersedes,
  parent: run.parent,
  waiting_for: run.waitingFor,
});
