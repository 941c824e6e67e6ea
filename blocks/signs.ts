import type { RunState } from '../src/runs/run.ts';
import type { Sign } from './kit.ts';

/** A state's sign, where the result itself is not looked at. */
export const STATE_SIGNS: Readonly<Record<RunState, Sign>> = {
  queued: 'queued',
  running: 'running',
  awaiting_approval: 'waiting',
  approved: 'queued',
  applying: 'running',
  succeeded: 'ok',
  failed: 'failed',
  blocked: 'problem',
  rejected: 'cancelled',
  expired: 'cancelled',
  stale: 'cancelled',
  cancelled: 'cancelled',
};
