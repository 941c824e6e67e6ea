import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { Progress } from '../src/core/progress.ts';
import { type Redact, redact, redactJson } from '../src/core/redact.ts';
import type { AuditRecord } from '../src/runs/audit.ts';
import { type Guide, waitingFor } from '../src/runs/guide.ts';
import { isFinal, type Run, type RunState, type StepProgress, type Waiting } from '../src/runs/run.ts';
import type { Change, RunDraft } from '../src/runs/store.ts';
import { WISHES, type Wish } from '../src/runs/wish.ts';

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
  | 'id'
  | 'rev'
  | 'state'
  | 'createdAt'
  | 'updatedAt'
  | 'attempt'
  | 'result'
  | 'steps'
  | 'deadline'
  | 'waiting'
  | 'progress'
  | 'successor'
  | 'stopping'
  | 'guide'
  | 'waitingFor'
>;
export const LISTED = ['doc', 'rev', 'state', 'attempt', 'created', 'updated', 'superseded', 'successor', 'guide'] as const;
/** Stands in `result` when the result is under its own key. */
export const OWN_KEY = 'details';
/** Field of one step's progress. */
export const stepField = (step: string): string => `step:${step}`;

/** What a run is when it is made. */
export function newDoc(draft: RunDraft): Doc {
  const { parent = null, root = null, guided = false, supersedes = null, replans = 0, watch = null, ...asked } = draft;
  const nothingYet = { plan: null, approvals: [], error: null, endedBy: null } as const;
  return { v: 1, ...asked, parent, root, guided, supersedes, replans, watch, ...nothingYet };
}

/** The run as it is then. */
export const freshRun = (doc: Doc, id: string, now: number): Run => ({
  ...doc,
  ...{ id, rev: 1, state: 'queued', createdAt: now, updatedAt: now, attempt: 0, steps: {} },
  ...{ result: null, deadline: null, waiting: null, progress: null, successor: null, stopping: null, guide: null, waitingFor: null },
});

/** What a run is after a change. */
export function changedDoc(run: Run, change: Change): Doc {
  const {
    id,
    rev,
    state,
    createdAt,
    updatedAt,
    attempt,
    result,
    steps,
    deadline,
    waiting,
    progress,
    successor,
    stopping,
    guide,
    waitingFor: _,
    ...kept
  } = run;
  return {
    ...kept,
    target: change.target ?? run.target,
    error: change.error ?? run.error,
    endedBy: change.by ?? run.endedBy,
    plan: change.plan ?? run.plan,
    approvals: change.approvals ?? run.approvals,
    watch: change.news ? { news: change.news } : run.watch,
  };
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
  /** A post was begun and never answered. */
  readonly posting: boolean;
  /** What was posted below the message, by key. */
  readonly parts: ReadonlySet<string>;
  /** A part whose post was begun and never answered. */
  readonly sending: string | null;
  readonly wishes: readonly Wish[];
  /** The message that Slack lets nobody edit any more, and that this one goes on from. */
  readonly earlier: { readonly channel: string; readonly ts: string } | null;
  /** Somebody asked for it where it belongs. */
  readonly repost: boolean;
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
  const state = fields.state as RunState;
  const guide = fields.guide ? (JSON.parse(fields.guide) as Guide) : null;
  return {
    ...doc,
    id,
    rev: Number(fields.rev),
    state,
    attempt: Number(fields.attempt),
    createdAt: Number(fields.created),
    updatedAt: Number(fields.updated),
    deadline: fields.deadline ? Number(fields.deadline) : null,
    waiting: fields.waiting ? (JSON.parse(fields.waiting) as Waiting) : null,
    progress: fields.progress ? (JSON.parse(fields.progress) as Progress) : null,
    steps: stepsOf(fields),
    stopping: fields.stop || null,
    guide,
    waitingFor: guide && !isFinal(state) ? waitingFor(guide) : null,
    successor: fields.successor || null,
    error: superseded ?? doc.error,
    result,
  };
}

/** A run as its fields say, without a result that lives elsewhere; `result` null: its own, or none. */
export function toStored(id: string, fields: Fields, now: number, details: Run['result']): StoredRun {
  const result = details ?? (fields.result && fields.result !== OWN_KEY ? (JSON.parse(fields.result) as Run['result']) : null);
  return {
    run: toRun(id, fields, result),
    now,
    work: fields.work ? Number(fields.work) : null,
    version: Number(fields.ver),
    shown: Number(fields.shown),
    message: fields.channel && fields.ts ? { channel: fields.channel, ts: fields.ts } : null,
    preflight: fields.preflight === 'true',
    posting: fields.posting === '1',
    parts: partsOf(fields),
    sending: fields.sending || null,
    earlier: earlierOf(fields),
    repost: fields.repost === '1',
    wishes: WISHES.filter((wish) => fields[`want:${wish}`] !== undefined),
    editedAt: Number(fields.edited ?? 0),
    showAt: Number(fields.showAt ?? 0),
    fails: Number(fields.fails ?? 0),
  };
}

function earlierOf({ earlier }: Fields): StoredRun['earlier'] {
  const [channel, ts] = earlier?.split('/') ?? [];
  return channel && ts ? { channel, ts } : null;
}

/** The keys of the parts that were posted. */
const partsOf = (fields: Fields): ReadonlySet<string> =>
  new Set(Object.keys(fields).flatMap((name) => (name.startsWith('part:') ? [name.slice('part:'.length)] : [])));

const stepsOf = (fields: Fields): Readonly<Record<string, StepProgress>> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) =>
      name.startsWith('step:') && value ? [[name.slice(5), JSON.parse(value) as StepProgress]] : [],
    ),
  );

/** As many elements of a list as are looked through in one turn of the event loop: about 2 ms. */
const AT_ONCE = 500;

/** A result without secrets. Others have a turn between the parts of a long list; what a result's own fields are called is ours. */
async function cleaned<T extends object>(result: T, clean: Redact): Promise<T> {
  const long = Object.entries(result).filter((field): field is [string, unknown[]] => Array.isArray(field[1]) && field[1].length > AT_ONCE);
  const fields: Record<string, unknown> = {};
  for (const [name, elements] of long) {
    const parts: unknown[] = [];
    for (let from = 0; from < elements.length; from += AT_ONCE) {
      await setImmediate();
      parts.push(...redactJson(elements.slice(from, from + AT_ONCE), clean));
    }
    fields[name] = parts;
  }
  return { ...redactJson({ ...result, ...Object.fromEntries(long.map(([name]) => [name, []])) }, clean), ...fields };
}

/** What a run found and why it failed: text from outside. The plan is what was approved, and stays as it is. */
export const withoutSecrets = async (change: Change, clean: Redact = redact): Promise<Change> => ({
  ...change,
  ...(change.result ? { result: await cleaned(change.result, clean) } : {}),
  ...(change.error ? { error: redactJson(change.error, clean) } : {}),
});

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
