import type { Rules } from '../src/config/config.ts';
import { newRunId } from '../src/core/ids.ts';
import type { Progress } from '../src/core/progress.ts';
import type { Redact } from '../src/core/redact.ts';
import type { AuditRecord } from '../src/runs/audit.ts';
import { canMove, isFinal, type Run, type RunState } from '../src/runs/run.ts';
import { type Change, type Created, type Moved, type RunDraft, type RunQuery, type RunStore, StoreUnavailable } from '../src/runs/store.ts';
import type { Wish } from '../src/runs/wish.ts';
import { ask } from './ask.ts';
import { listRuns } from './list-runs.ts';
import { moveTerms, type WorkerMoveOptions } from './move-terms.ts';
import { key, PREFIX, type RedisClient } from './redis.ts';
import { RedisClock } from './redis-clock.ts';
import { AUDIT, clusterKey, DEADLINES, DIRTY, DUE, detailsKey, HEAD, queuedKey, RECENT, REMINDERS, runKey, stateKey } from './run-keys.ts';
import {
  changedDoc,
  type Fields,
  freshRun,
  moveRecord,
  newDoc,
  OWN_KEY,
  pack,
  type StoredRun,
  toStored,
  unpack,
  withoutSecrets,
} from './run-record.ts';
import { type StoreCommands, withCommands } from './store-commands.ts';

/** What people see first waits for this long, so that what they asked for has begun: a run's first calls leave before its message is made. */
const HEAD_START_MS = 5;
/** A second delivery of one command is recognised for this long; Slack gives up after minutes. */
const DELIVERY_MS = 3_600_000;

/** Called after a write with what follows from it. A hint only: the reconciler finds whatever a hint missed. */
export interface Hints {
  work(run: Pick<Run, 'id' | 'group'>, rev: number): void;
  show(id: string, version: number): void;
}

export type { StoredRun };

/** Progress is shown at most every 5 s. */
const PROGRESS_MS = 5_000;
const CLOCK_KEY = key('clock');
/** All that is done when its time has come; deadlines are signed, and stay. */
const BY_THE_CLOCK = ['due', 'dirty', 'reminders', 'notices', 'forms', 'watches', 'edits']
  .map((name) => key(name))
  .concat(key('home', 'dirty'));

export interface StoreDeps {
  readonly redis: RedisClient;
  readonly retention: Rules['retention'];
  readonly hints: Hints;
  /** Signs audit records. */
  readonly sign: (text: string) => string;
  /** Takes secrets out of what runs found and why they failed; by default those that their form gives away. */
  readonly clean?: Redact;
  /** Gets every record that is written, for the log. */
  readonly onRecord?: (record: AuditRecord) => void;
  /** Told of every run that one of its moves ends, also of a plan that a newer one ends. */
  readonly onEnd?: (run: Pick<Run, 'id' | 'command' | 'state'>) => void;
}

/** Runs on Redis. Each write is one script (`scripts.ts`); nothing here keeps state of its own. */
export class RedisRunStore implements RunStore {
  readonly #redis: RedisClient & StoreCommands;
  readonly #deps: StoreDeps;
  readonly clock: RedisClock;

  constructor(deps: StoreDeps) {
    this.#redis = withCommands(deps.redis);
    this.#deps = deps;
    this.clock = new RedisClock(deps.redis, async () => (await this.#redis.burstingRead(CLOCK_KEY))[0]);
  }

  async create(draft: RunDraft, options: { delivery: string; withinMs: number; queuedLimit: number }): Promise<Created> {
    const deadline = this.clock.monotonic() + options.withinMs;
    return this.#ask(async () => {
      const notAfter = await this.clock.at(deadline);
      const id = newRunId();
      const doc = newDoc(draft);
      const entry = moveRecord({ ...doc, id }, null, 'queued', draft.requestedBy);
      const [record, mac] = this.#signed(entry);
      const [outcome, told, now] = await this.#redis.burstingCreate(
        runKey(id),
        key('delivery', options.delivery),
        DUE,
        DIRTY,
        RECENT,
        clusterKey(draft.target.clusterId),
        stateKey('queued'),
        queuedKey(draft.target.clusterId),
        AUDIT,
        HEAD,
        runKey(draft.supersedes ?? id),
        id,
        JSON.stringify(doc),
        notAfter,
        DELIVERY_MS,
        options.queuedLimit,
        this.#deps.retention.runsMs,
        record,
        mac,
        draft.supersedes ?? '',
      );
      if (outcome === 'full') return { outcome: 'full', queued: Number(told) };
      if (outcome === 'late') throw new StoreUnavailable('the run was not created in time', { unknown: false });
      if (outcome === 'repeated') {
        const found = await this.get(told);
        if (!found) throw new StoreUnavailable('the run of this delivery is gone', { unknown: false });
        return { outcome: 'repeated', run: found.run };
      }
      const run = freshRun(doc, id, now);
      this.#deps.onRecord?.(entry);
      this.#deps.hints.work(run, 1);
      setTimeout(() => this.#deps.hints.show(id, 1), HEAD_START_MS);
      if (draft.supersedes) this.#deps.hints.show(draft.supersedes, now);
      return { outcome: 'created', run };
    });
  }

  async get(id: string): Promise<StoredRun | null> {
    const [now, flat] = await this.#ask(() => this.#redis.burstingRead(runKey(id)));
    if (flat.length === 0) return null;
    const fields: Fields = {};
    for (let i = 0; i + 1 < flat.length; i += 2) fields[flat[i] ?? ''] = flat[i + 1] ?? '';
    return toStored(id, fields, now, fields.result === OWN_KEY ? await this.#details(id) : null);
  }

  async message(id: string): Promise<StoredRun['message']> {
    const [channel, ts] = await this.#ask(() => this.#redis.hmget(runKey(id), 'channel', 'ts'));
    return channel && ts ? { channel, ts } : null;
  }

  async move(run: Run, to: RunState, given: Change, options: WorkerMoveOptions = {}): Promise<Moved & { readonly attempt?: number }> {
    if (!canMove(run.state, to)) throw new Error(`illegal move of ${run.id}: ${run.state} -> ${to}`);
    const { id, rev, state } = run;
    const change = await withoutSecrets(given, this.#deps.clean);
    const doc = changedDoc(run, change);
    const { inline, details } = await pack(change.result ?? null);
    const entry = moveRecord({ ...doc, id }, state, to, change.by ?? change.approvals?.at(-1)?.by ?? null);
    const [record, mac] = this.#signed(entry);
    const { retention, hints } = this.#deps;
    const terms = moveTerms(run, to, change, options, retention);
    const [outcome, version, now, attempt, ...ended] = await this.#ask(() =>
      this.#redis.burstingMove(
        runKey(id),
        DUE,
        DIRTY,
        queuedKey(run.target.clusterId),
        DEADLINES,
        AUDIT,
        HEAD,
        detailsKey(id),
        REMINDERS,
        id,
        PREFIX,
        JSON.stringify(doc),
        inline,
        details,
        record,
        mac,
        JSON.stringify(terms),
      ),
    );
    if (outcome !== 'moved') return { moved: false, why: outcome === 'late' ? 'late' : 'changed' };
    const moved: Run = {
      ...{ ...run, ...doc, rev: rev + 1, state: to, updatedAt: now, waiting: null, progress: null },
      deadline: options.deadlineMs === undefined ? run.deadline : now + options.deadlineMs,
      result: change.result ?? run.result,
    };
    this.#deps.onRecord?.(entry);
    if (!options.showAfterMs) hints.show(id, Number(version));
    if (options.work === 'new') hints.work(moved, moved.rev);
    if (isFinal(to)) this.#deps.onEnd?.(moved);
    for (let i = 0; i + 1 < ended.length; i += 2) {
      const [older = '', command = ''] = ended.slice(i, i + 2);
      this.#deps.onRecord?.({ kind: 'superseded', run: older, by_run: id });
      this.#deps.onEnd?.({ id: older, command, state: 'stale' });
      hints.show(older, now);
    }
    return { moved: true, run: moved, attempt };
  }

  /** Begins work on a run in one of these states: the attempt's number, or null if that work is no longer due. */
  async begin(id: string, work: number, ...states: readonly RunState[]): Promise<number | null> {
    return this.#ask(() => this.#redis.burstingBegin(runKey(id), String(work), ...states));
  }

  /** Writes progress under revision and attempt; false: another worker has begun, or the run moved on. `null` takes the note away. */
  async note(run: Run, attempt: number | null, field: string, value: unknown, show: 'at once' | 'soon' | 'never'): Promise<boolean> {
    const text = value === null ? '' : JSON.stringify(value);
    const after = { 'at once': 0, soon: PROGRESS_MS, never: -1 }[show];
    const version = await this.#ask(() =>
      this.#redis.burstingNote(runKey(run.id), DIRTY, run.id, run.rev, attempt ?? -1, field, text, after),
    );
    if (Number(version) > 0 && show === 'at once') this.#deps.hints.show(run.id, Number(version));
    return Number(version) > 0;
  }

  /** How far this attempt is: kept under revision and attempt, shown at most every 5 s. What cannot be written down is not worth a wait. */
  progressOf(run: Run, attempt: number): (note: Progress) => void {
    return (note) => void this.note(run, attempt, 'progress', note, 'soon').catch(() => {});
  }

  async requestStop(run: Run, by: string): Promise<boolean> {
    const entry: AuditRecord = { kind: 'stop', run: run.id, by };
    const [record, mac] = this.#signed(entry);
    const asked = await this.#ask(() => this.#redis.burstingStop(runKey(run.id), DIRTY, AUDIT, HEAD, run.id, run.rev, by, record, mac));
    if (asked === 1) this.#deps.onRecord?.(entry);
    return asked === 1;
  }

  async want(id: string, wish: Wish): Promise<boolean> {
    const asked = await this.#ask(() => this.#redis.burstingWant(runKey(id), DIRTY, REMINDERS, id, wish));
    if (asked === 1) this.#deps.hints.show(id, Date.now());
    return asked === 1;
  }

  async repost(id: string): Promise<boolean> {
    const version = await this.#ask(() => this.#redis.burstingRepost(runKey(id), DIRTY, id));
    if (version > 0) this.#deps.hints.show(id, version);
    return version > 0;
  }

  async record(entry: AuditRecord): Promise<void> {
    const [record, mac] = this.#signed(entry);
    await this.#ask(() => this.#redis.burstingRecord(AUDIT, HEAD, record, mac));
    this.#deps.onRecord?.(entry);
  }

  async list(query: RunQuery): Promise<readonly Run[]> {
    return listRuns(this.#redis, query);
  }

  /** Runs whose work, message, deadline, reminder or (`run/key`) notice is to be looked after now; each comes back after `againMs` unless a move ended it. */
  async take(what: 'due' | 'dirty' | 'deadlines' | 'reminders' | 'notices', againMs: number, limit: number): Promise<readonly string[]> {
    return this.#ask(() => this.#redis.burstingTake(key(what), againMs, limit));
  }

  /**
   * A look at Redis's clock, which somebody may have set: what a clock that was set back would hold up is put right. Returns by how many
   * milliseconds it was set, as far as this process can tell; less than 0: back.
   */
  async keepTime(): Promise<number> {
    const asked = this.clock.monotonic();
    const [now, back] = await this.#ask(() => this.#redis.burstingClock(CLOCK_KEY, ...BY_THE_CLOCK, PREFIX));
    return this.clock.saw(now, asked) || -back;
  }

  /** For how long the run that came into a state first has been in it, in milliseconds; 0 if none is. */
  async oldestMs(state: RunState): Promise<number> {
    return this.#ask(async () => {
      const [, since = null] = await this.#redis.zrange(stateKey(state), '0', '0', 'WITHSCORES');
      return since === null ? 0 : Math.max(0, (await this.clock.at(this.clock.monotonic())) - Number(since));
    });
  }

  /** A record as it is written, and its signature. */
  #signed(record: AuditRecord): [string, string] {
    const text = JSON.stringify(record);
    return [text, this.#deps.sign(text)];
  }

  async #details(id: string): Promise<Run['result']> {
    const packed = await this.#ask(() => this.#redis.getBuffer(detailsKey(id)));
    return packed ? unpack(packed) : null;
  }

  #ask<T>(exchange: () => Promise<T>): Promise<T> {
    return ask(this.#redis, exchange);
  }
}
