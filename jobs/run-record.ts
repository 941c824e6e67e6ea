import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { Progress } from '../src/core/progress.ts';
import type { AuditRecord } from '../src/runs/audit.ts';
import type { Run, RunState, StepProgress, Waiting } from '../src/runs/run.ts';
import type { RunDraft } from '../src/runs/store.ts';

/** How a run is written down in Redis: a hash whose `doc` is JSON, and a result that is inline or, when large, compressed elsewhere. */

const zip = promisify(gzip);
const unzip = promisify(gunzip);

/** Larger results live under their own key, compressed, for `retention.details`. */
const INLINE_BYTES = 16_384;
const DETAILS_BYTES = 262_144;

export type Fields = Partial<Record<string, string>>;
/** What has no field of its own. */
export type Doc = Omit<
  Run,
  'id' | 'rev' | 'state' | 'createdAt' | 'updatedAt' | 'attempt' | 'result' | 'steps' | 'deadline' | 'waiting' | 'progress'
>;
export const LISTED = ['doc', 'rev', 'state', 'attempt', 'created', 'updated', 'superseded'] as const;
/** Stands in `result` when the result is under its own key. */
export const OWN_KEY = 'details';
/** Field of one step's progress. */
export const stepField = (step: string): string => `step:${step}`;

/** What a run is when it is made. */
export function newDoc(draft: RunDraft): Doc {
  const { parent = null, root = null, supersedes = null, replans = 0, ...asked } = draft;
  const nothingYet = { plan: null, approvals: [], error: null, endedBy: null, waitingFor: null } as const;
  return { v: 1, ...asked, parent, root, supersedes, replans, ...nothingYet };
}

/** A run with what only workers need of it. */
export interface StoredRun {
  readonly run: Run;
  readonly now: number;
  /** The revision whose work is due; null: none. */
  readonly work: number | null;
  readonly version: number;
  readonly shown: number;
  readonly message: { readonly channel: string; readonly ts: string } | null;
  /** The plan was confirmed once and for all: what is left of it is applied. */
  readonly preflight: boolean;
  /** Who asked the apply to stop. */
  readonly stop: string | null;
  /** A post was begun and never answered. */
  readonly posting: boolean;
  readonly editedAt: number;
  /** Before this, an edit for the newest version alone is not worth it: the next one follows soon. */
  readonly showAt: number;
  readonly fails: number;
}

export function toRun(id: string, fields: Fields, result: Run['result']): Run {
  const doc = JSON.parse(fields.doc ?? '{}') as Doc;
  const superseded: Run['error'] = fields.superseded
    ? { finding: { code: 'plan_superseded', facts: { by: fields.superseded } }, requestId: null, retryable: false }
    : null;
  return {
    ...doc,
    id,
    rev: Number(fields.rev),
    state: fields.state as RunState,
    attempt: Number(fields.attempt),
    createdAt: Number(fields.created),
    updatedAt: Number(fields.updated),
    deadline: fields.deadline ? Number(fields.deadline) : null,
    waiting: fields.waiting ? (JSON.parse(fields.waiting) as Waiting) : null,
    progress: fields.progress ? (JSON.parse(fields.progress) as Progress) : null,
    steps: stepsOf(fields),
    error: superseded ?? doc.error,
    result,
  };
}

const stepsOf = (fields: Fields): Readonly<Record<string, StepProgress>> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) =>
      name.startsWith('step:') && value ? [[name.slice(5), JSON.parse(value) as StepProgress]] : [],
    ),
  );

export async function pack(result: Run['result']): Promise<{ inline: string; details: Buffer | '' }> {
  if (!result) return { inline: '', details: '' };
  const json = JSON.stringify(result);
  if (json.length <= INLINE_BYTES) return { inline: json, details: '' };
  const packed = await zip(json);
  if (packed.length <= DETAILS_BYTES) return { inline: OWN_KEY, details: packed };
  return { inline: JSON.stringify({ success: result.success, omitted: 'the result is larger than 256 KiB compressed' }), details: '' };
}

export const unpack = async (details: Buffer): Promise<Run['result']> => JSON.parse((await unzip(details)).toString()) as Run['result'];

/** What the audit keeps of a move. */
export const moveRecord = (run: Doc & { id: string }, from: RunState | null, to: RunState, by: string | null): AuditRecord => ({
  kind: 'move',
  run: run.id,
  from,
  to,
  by,
  command: run.command,
  cluster: run.target.clusterId,
  fingerprint: run.plan?.fingerprint ?? null,
  error: run.error?.finding.code ?? null,
  reason: run.approvals.at(-1)?.reason ?? null,
});
