import type { Rules } from '../src/config/config.ts';
import { newRunId } from '../src/core/ids.ts';
import { canMove, isFinal, type Run, type RunState } from '../src/runs/run.ts';
import { type Change, type Created, type RunDraft, type RunQuery, type RunStore, StoreUnavailable } from '../src/runs/store.ts';
import { key, type RedisClient } from './redis.ts';
import { RedisClock } from './redis-clock.ts';
import { type Doc, type Fields, LISTED, OWN_KEY, pack, toRun, unpack } from './run-record.ts';
import { BEGIN, CREATE, MOVE, READ, TAKE } from './scripts.ts';

/** A second delivery of one command is recognised for this long; Slack gives up after minutes. */
const DELIVERY_MS = 3_600_000;
const PAGE = 50;
/** How far back a filtered list looks. */
const LIST_DEPTH = 2_000;

/** Called after a write with what follows from it. A hint only: the reconciler finds whatever a hint missed. */
export interface Hints {
  work(run: Pick<Run, 'id' | 'group'>, rev: number): void;
  show(id: string, version: number): void;
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
  /** A post was begun and never answered. */
  readonly posting: boolean;
  readonly editedAt: number;
  readonly fails: number;
}

interface Scripts {
  burstingCreate(...args: (string | number)[]): Promise<[string, string, number]>;
  burstingMove(...args: (string | number | Buffer)[]): Promise<[string, string, number]>;
  burstingRead(run: string): Promise<[number, string[]]>;
  burstingBegin(run: string, work: string): Promise<number | null>;
  burstingTake(set: string, againMs: number, limit: number): Promise<string[]>;
}

const DUE = key('due');
const DIRTY = key('dirty');
const AUDIT = key('audit');
export const runKey = (id: string): string => key('run', id);
const detailsKey = (id: string): string => key('run', id, 'result');
const queuedKey = (clusterId: string): string => key('queued', clusterId);
const stateKey = (state: RunState): string => key('runs', 'state', state);
const clusterKey = (clusterId: string): string => key('runs', 'cluster', clusterId);
const RECENT = key('runs');

/** Runs on Redis. Each write is one script (`scripts.ts`); nothing here keeps state of its own. */
export class RedisRunStore implements RunStore {
  readonly #redis: RedisClient & Scripts;
  readonly #retention: Rules['retention'];
  readonly #hints: Hints;
  readonly #clock: RedisClock;

  constructor(redis: RedisClient, retention: Rules['retention'], hints: Hints) {
    const commands = {
      burstingCreate: [9, CREATE],
      burstingMove: [8, MOVE],
      burstingRead: [1, READ],
      burstingBegin: [1, BEGIN],
      burstingTake: [1, TAKE],
    } as const;
    for (const [name, [numberOfKeys, lua]] of Object.entries(commands)) redis.defineCommand(name, { numberOfKeys, lua });
    this.#redis = redis as RedisClient & Scripts;
    this.#retention = retention;
    this.#hints = hints;
    this.#clock = new RedisClock(redis);
  }

  async create(draft: RunDraft, options: { delivery: string; withinMs: number; queuedLimit: number }): Promise<Created> {
    const deadline = this.#clock.monotonic() + options.withinMs;
    return this.#ask(async () => {
      const notAfter = await this.#clock.at(deadline);
      const id = newRunId();
      const doc: Doc = { v: 1, ...draft, error: null, endedBy: null, supersedes: null, parent: null, waitingFor: null };
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
        id,
        JSON.stringify(doc),
        notAfter,
        DELIVERY_MS,
        options.queuedLimit,
        this.#retention.runsMs,
        JSON.stringify({
          run: id,
          to: 'queued',
          by: draft.requestedBy,
          command: draft.command,
          cluster: draft.target.clusterId,
          channel: draft.channel,
        }),
        this.#retention.auditMs,
      );
      if (outcome === 'full') return { outcome: 'full', queued: Number(told) };
      if (outcome === 'late') throw new StoreUnavailable('the run was not created in time', { unknown: false });
      if (outcome === 'repeated') {
        const found = await this.get(told);
        if (!found) throw new StoreUnavailable('the run of this delivery is gone', { unknown: false });
        return { outcome: 'repeated', run: found.run };
      }
      const run: Run = { ...doc, id, rev: 1, state: 'queued', createdAt: now, updatedAt: now, attempt: 0, result: null };
      this.#hints.work(run, 1);
      this.#hints.show(id, 1);
      return { outcome: 'created', run };
    });
  }

  async get(id: string): Promise<StoredRun | null> {
    const [now, flat] = await this.#ask(() => this.#redis.burstingRead(runKey(id)));
    if (flat.length === 0) return null;
    const fields: Fields = {};
    for (let i = 0; i + 1 < flat.length; i += 2) fields[flat[i] ?? ''] = flat[i + 1] ?? '';
    const result =
      fields.result === OWN_KEY ? await this.#details(id) : fields.result ? (JSON.parse(fields.result) as Run['result']) : null;
    return {
      run: toRun(id, fields, result),
      now,
      work: fields.work ? Number(fields.work) : null,
      version: Number(fields.ver),
      shown: Number(fields.shown),
      message: fields.channel && fields.ts ? { channel: fields.channel, ts: fields.ts } : null,
      posting: fields.posting === '1',
      editedAt: Number(fields.edited ?? 0),
      fails: Number(fields.fails ?? 0),
    };
  }

  async message(id: string): Promise<StoredRun['message']> {
    const [channel, ts] = await this.#ask(() => this.#redis.hmget(runKey(id), 'channel', 'ts'));
    return channel && ts ? { channel, ts } : null;
  }

  /** `attempt`: this worker's; the move is refused if another worker has begun since. `showAfterMs` lets quick moves melt into one edit. */
  async move(run: Run, to: RunState, change: Change, options: { attempt?: number; showAfterMs?: number } = {}): Promise<Run | null> {
    if (!canMove(run.state, to)) throw new Error(`illegal move of ${run.id}: ${run.state} -> ${to}`);
    const { id, rev, state, createdAt, updatedAt: _, attempt, result, ...kept } = run;
    const doc: Doc = { ...kept, target: change.target ?? run.target, error: change.error ?? run.error, endedBy: change.by ?? run.endedBy };
    const { inline, details } = await pack(change.result ?? null);
    const record = {
      run: id,
      rev: rev + 1,
      from: state,
      to,
      ...(change.by ? { by: change.by } : {}),
      ...(change.error ? { error: change.error.finding.code } : {}),
    };
    const [outcome, version, now] = await this.#ask(() =>
      this.#redis.burstingMove(
        runKey(id),
        DUE,
        DIRTY,
        queuedKey(run.target.clusterId),
        stateKey(state),
        stateKey(to),
        AUDIT,
        detailsKey(id),
        id,
        rev,
        state,
        to,
        options.attempt ?? -1,
        JSON.stringify(doc),
        inline,
        details,
        this.#retention.detailsMs,
        isFinal(to) ? 1 : 0,
        this.#retention.runsMs,
        options.showAfterMs ?? 0,
        JSON.stringify(record),
        this.#retention.auditMs,
      ),
    );
    if (outcome !== 'moved') return null;
    if (!options.showAfterMs) this.#hints.show(id, Number(version));
    return { ...doc, id, rev: rev + 1, state: to, createdAt, updatedAt: now, attempt, result: change.result ?? result };
  }

  /** Begins work: the attempt's number, or null if that work is no longer due. */
  async begin(id: string, work: number): Promise<number | null> {
    return this.#ask(() => this.#redis.burstingBegin(runKey(id), String(work)));
  }

  async list(query: RunQuery): Promise<readonly Run[]> {
    const index = query.state ? stateKey(query.state) : query.cluster ? clusterKey(query.cluster) : RECENT;
    const found: Run[] = [];
    for (let from = 0; from < LIST_DEPTH && found.length < query.limit; from += PAGE) {
      const ids = await this.#ask(() => this.#redis.zrevrange(index, from, from + PAGE - 1));
      const pages = await this.#ask(() => Promise.all(ids.map((id) => this.#redis.hmget(runKey(id), ...LISTED))));
      for (const [i, values] of pages.entries()) {
        const fields = Object.fromEntries(LISTED.map((name, j) => [name, values[j] ?? ''])) as Fields;
        if (!fields.doc) continue; // past retention: the index is trimmed when it grows
        const run = toRun(ids[i] ?? '', fields, null);
        const wanted = (!query.cluster || run.target.clusterId === query.cluster) && (!query.state || run.state === query.state);
        if (wanted && query.visible(run)) found.push(run);
        if (found.length === query.limit) break;
      }
      if (ids.length < PAGE) break;
    }
    return found;
  }

  /** Runs whose work, or whose message, should be handed on now; each comes back after `againMs` unless a move ended it. */
  async take(what: 'due' | 'dirty', againMs: number, limit: number): Promise<readonly string[]> {
    return this.#ask(() => this.#redis.burstingTake(what === 'due' ? DUE : DIRTY, againMs, limit));
  }

  /** Age of the oldest run still waiting for a worker, in milliseconds; 0 if none waits. */
  async oldestQueuedMs(): Promise<number> {
    return this.#ask(async () => {
      const [oldest] = await this.#redis.zrange(stateKey('queued'), '0', '0');
      const since = oldest === undefined ? null : await this.#redis.zscore(stateKey('queued'), oldest);
      return since === null ? 0 : Math.max(0, (await this.#clock.at(this.#clock.monotonic())) - Number(since));
    });
  }

  async #details(id: string): Promise<Run['result']> {
    const packed = await this.#ask(() => this.#redis.getBuffer(detailsKey(id)));
    return packed ? unpack(packed) : null;
  }

  /** Runs one exchange with Redis; whatever goes wrong becomes `StoreUnavailable`, which says whether it may have happened after all. */
  async #ask<T>(exchange: () => Promise<T>): Promise<T> {
    if (this.#redis.status !== 'ready') throw new StoreUnavailable(`Redis is not connected (${this.#redis.status})`, { unknown: false });
    try {
      return await exchange();
    } catch (cause) {
      if (cause instanceof StoreUnavailable) throw cause;
      const message = cause instanceof Error ? cause.message : String(cause);
      // A refusal by Redis itself (out of memory, read-only replica, no quorum) did nothing; a lost connection or a time-out may have.
      throw new StoreUnavailable(message, {
        unknown: !/^(OOM|READONLY|NOREPLICAS|CLUSTERDOWN|LOADING|MISCONF|NOAUTH|NOPERM)/.test(message),
        cause,
      });
    }
  }
}
