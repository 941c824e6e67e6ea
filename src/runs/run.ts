import type { Finding } from '../core/finding.ts';
import type { Plan, ResourceKey } from '../core/plan.ts';
import type { Progress } from '../core/progress.ts';
import type { Target } from '../core/target.ts';
import type { Guide } from './guide.ts';
import type { News } from './watch.ts';

export type RunState =
  | 'queued'
  | 'running'
  | 'awaiting_approval'
  | 'approved'
  | 'applying'
  | 'succeeded'
  | 'failed'
  | 'blocked'
  | 'rejected'
  | 'expired'
  | 'stale'
  | 'cancelled';

/**
 * Which move is legal (contract, section 3). Made by: `queued` the gateway; `running` and the ends of a read the worker that executes it;
 * `cancelled` the gateway. A state without moves is final.
 */
const MOVES: Readonly<Record<RunState, readonly RunState[]>> = {
  queued: ['running', 'cancelled', 'failed'],
  running: ['succeeded', 'failed', 'cancelled', 'awaiting_approval', 'blocked'],
  awaiting_approval: ['awaiting_approval', 'approved', 'rejected', 'expired', 'cancelled', 'stale'],
  approved: ['applying', 'cancelled', 'stale', 'failed'],
  applying: ['succeeded', 'failed', 'stale', 'cancelled'],
  succeeded: [],
  failed: [],
  blocked: [],
  rejected: [],
  expired: [],
  stale: [],
  cancelled: [],
};

export const RUN_STATES = Object.keys(MOVES) as readonly RunState[];
export const canMove = (from: RunState, to: RunState): boolean => MOVES[from].includes(to);
export const isFinal = (state: RunState): boolean => MOVES[state].length === 0;

/** Why a run failed, as kept and shown: the words are made when it is rendered or printed. */
export interface RunError {
  readonly finding: Finding;
  readonly requestId: string | null;
  readonly retryable: boolean;
}

/** The plan of a run, as it is shown, approved and applied. */
export interface RunPlan extends Plan {
  /** 64 hex digits; people see the first twelve. */
  readonly fingerprint: string;
  readonly leases: readonly ResourceKey[];
  readonly resources: readonly ResourceKey[];
  /** How many distinct people must approve, when it was made. */
  readonly required: number;
  /** Whether any approver is configured. */
  readonly approvable: boolean;
  /** Runs that were applying to the same cluster or VPC when it was made. */
  readonly applyingNow: readonly string[];
}

/** One person's decision on exactly one plan, signed (`src/runs/signature.ts`). `at` is Redis's time. */
export interface Approval {
  readonly by: string;
  readonly at: number;
  readonly verdict: 'approved' | 'rejected';
  readonly reason: string | null;
  /** Until when the plan could be approved: the run's deadline changes when it is. */
  readonly expiresAt: number;
  readonly signature: string;
}

/** How far one step of an apply is. */
export interface StepProgress {
  /** `intended`: a write is about to be sent, or was and nobody knows; `waiting`: there, and settling. */
  readonly status: 'intended' | 'waiting' | 'done' | 'failed';
  readonly resourceId: string | null;
  /** Found, not made: by an earlier attempt of somebody else, or by a person. */
  readonly adopted: boolean;
  /** How often its write was sent. */
  readonly tries: number;
  readonly at: number;
}

/** What an approved run waits for before it may begin. */
export type Waiting =
  | { readonly for: 'run'; readonly run: string }
  | { readonly for: 'rights' }
  | { readonly for: 'freeze'; readonly by: string; readonly reason: string | null }
  /** The configuration says `readOnly`. */
  | { readonly for: 'read_only' };

/** One run: everything that is known of it, and all that is kept. Times are Redis's, in milliseconds since 1970. */
export interface Run {
  readonly v: 1;
  readonly id: string;
  /** Counts moves only. Who moves names the revision seen, and loses if it is no longer the run's. */
  readonly rev: number;
  readonly command: string;
  /** The skill's action name, else the command. */
  readonly action: string;
  readonly state: RunState;
  readonly target: Target;
  /** Slack user id. */
  readonly requestedBy: string;
  /** Slack channel id where it was asked for and where its message belongs. */
  readonly channel: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** As typed, after validation: the action's schema parses them again wherever they are used. */
  readonly params: Readonly<Record<string, string>>;
  /** The worker group that can reach the cluster. */
  readonly group: string;
  /** How many times work on the present revision was begun; every result names its attempt. */
  readonly attempt: number;
  /** What the action found, in the contract's field names; null until there is something. */
  readonly result: Readonly<Record<string, unknown>> | null;
  readonly plan: RunPlan | null;
  readonly approvals: readonly Approval[];
  /** By step id; only of steps that were begun. */
  readonly steps: Readonly<Record<string, StepProgress>>;
  /** Until when it may be approved (`awaiting_approval`) or begin to apply (`approved`). */
  readonly deadline: number | null;
  readonly waiting: Waiting | null;
  /** How far the work under way is, as it last said. */
  readonly progress: Progress | null;
  /** Who asked it to stop while it was being applied. */
  readonly stopping: string | null;
  /** How many times in a row the world moved and a new plan was made. */
  readonly replans: number;
  readonly error: RunError | null;
  /** The person who cancelled it. */
  readonly endedBy: string | null;
  readonly supersedes: string | null;
  /** The run that took its place: a new plan when the world moved, or somebody asked for it again. */
  readonly successor: string | null;
  /** The run that it follows from, or that owns it. */
  readonly parent: string | null;
  /** The run in whose thread it is shown: Slack has one level of threads, so a child's child is shown there too. */
  readonly root: string | null;
  /** It stands in the thread of a guided run, as a stop of it or after one: the first message there says what comes next. */
  readonly guided: boolean;
  /** Of a guided run: how far it has come. */
  readonly guide: Guide | null;
  /** Of a guided run under way: the run that it waits for. */
  readonly waitingFor: string | null;
  /** Asked for by a watch: it has no message while there is no news. Null: somebody asked for it. */
  readonly watch: { readonly news: News | null } | null;
}

/** Whether what its command brings by itself follows it: in another run's thread, or where a watch has bad news. */
export const isFollowed = ({ parent, watch }: Pick<Run, 'parent' | 'watch'>): boolean => parent !== null || watch?.news?.ready === false;

/** Whether it is not shown: a watch's run that has nothing to say, or not yet. */
export const isSilent = ({ watch }: Pick<Run, 'watch'>): boolean => watch !== null && watch.news === null;
