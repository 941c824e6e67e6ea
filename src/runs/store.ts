import type { Target } from '../core/target.ts';
import type { AuditRecord } from './audit.ts';
import type { Approval, Run, RunError, RunPlan, RunState } from './run.ts';
import type { News } from './watch.ts';
import type { Wish } from './wish.ts';

export interface RunDraft {
  readonly command: string;
  readonly action: string;
  readonly target: Target;
  readonly requestedBy: string;
  readonly channel: string;
  readonly params: Readonly<Record<string, string>>;
  readonly group: string;
  /** What it follows from, and in whose thread it is shown. */
  readonly parent?: string;
  readonly root?: string;
  readonly guided?: boolean;
  /** The run that it takes the place of, and how often in a row that happened because the world moved. */
  readonly supersedes?: string;
  readonly replans?: number;
  readonly watch?: NonNullable<Run['watch']>;
}

/** Where a run stands, for one that takes its place. */
export const threadOf = ({ parent, root, guided }: Run): Pick<RunDraft, 'parent' | 'root' | 'guided'> =>
  parent === null || root === null ? {} : { parent, root, guided };

/** What a move may change besides the state. */
export interface Change {
  readonly by?: string;
  readonly target?: Target;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: RunError;
  readonly plan?: RunPlan;
  readonly approvals?: readonly Approval[];
  /** Of a watch's run: what it speaks of. */
  readonly news?: News;
}

export interface MoveOptions {
  /** Work that follows: `new` is due at once, `none` is no longer due; default: as it is, and none in a final state. */
  readonly work?: 'new' | 'none';
  /** The run's new deadline, from now by Redis's clock. */
  readonly deadlineMs?: number;
  /** Its thread is reminded of it once, so long from now by Redis's clock. */
  readonly remindMs?: number;
  /** Refused (`late`) after the run's deadline, by Redis's clock. */
  readonly inTime?: boolean;
}

export type Moved =
  | { readonly moved: true; readonly run: Run }
  /** `changed`: someone else moved it first: look again and decide again. `late`: its deadline has passed. */
  | { readonly moved: false; readonly why: 'changed' | 'late' };

export interface RunQuery {
  /** Cluster id. */
  readonly cluster?: string;
  readonly state?: RunState;
  readonly limit: number;
  /** Which runs this reader may see; a run that fails it does not count towards the limit. */
  readonly visible: (run: Run) => boolean;
}

/** Where runs live, as the gateway sees it. Every method rejects with `StoreUnavailable` when Redis does not answer in time. */
export interface RunStore {
  /**
   * Creates a run, once per delivery: a second delivery of the same command gets the first's run. Refused by the store itself when it
   * would be executed after `withinMs` from now, so that a person who was told "nothing ran" was told the truth.
   */
  create(draft: RunDraft, options: { delivery: string; withinMs: number; queuedLimit: number }): Promise<Created>;
  get(id: string): Promise<{ readonly run: Run; readonly now: number } | null>;
  /** Compare-and-set on the revision. */
  move(run: Run, to: RunState, change: Change, options?: MoveOptions): Promise<Moved>;
  /** Asks an apply to stop before its next write; false if it is not applying any more. */
  requestStop(run: Run, by: string): Promise<boolean>;
  /** Asks for something in the run's thread, once; false: it was asked for before, or the run is gone. */
  want(id: string, wish: Wish): Promise<boolean>;
  /** Asks for the run's message to be posted where the run belongs, if it stands elsewhere; false: it has none. */
  repost(id: string): Promise<boolean>;
  /** Only a record: a click that was refused. */
  record(record: AuditRecord): Promise<void>;
  /** Newest first. */
  list(query: RunQuery): Promise<readonly Run[]>;
  /** The run's Slack message, once it was posted. */
  message(id: string): Promise<{ readonly channel: string; readonly ts: string } | null>;
}

export type Created =
  | { readonly outcome: 'created' | 'repeated'; readonly run: Run }
  /** The cluster has as many waiting runs as `limits.queuedPerCluster` allows. */
  | { readonly outcome: 'full'; readonly queued: number };

export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
  /** True if the write may still have happened, or happen. */
  readonly unknown: boolean;
  constructor(message: string, options: { unknown: boolean; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.unknown = options.unknown;
  }
}
