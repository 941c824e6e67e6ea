import type { Finding } from '../core/finding.ts';
import type { Target } from '../core/target.ts';

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
  awaiting_approval: ['awaiting_approval', 'approved', 'rejected', 'expired', 'cancelled', 'stale', 'succeeded'],
  approved: ['applying', 'cancelled', 'stale', 'failed', 'succeeded'],
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
  readonly error: RunError | null;
  /** The person who cancelled it. */
  readonly endedBy: string | null;
  readonly supersedes: string | null;
  readonly parent: string | null;
  readonly waitingFor: string | null;
}
