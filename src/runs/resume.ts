import { type Refusal, refusal } from '../core/refusal.ts';
import { refuse } from '../people/refuse.ts';
import type { Verdict } from '../people/rights.ts';
import type { Run } from './run.ts';

/**
 * How a run that ended badly may be asked for again from its own message: `check`: nothing but looking failed, and it may be mended or pass,
 * or a permission is missing, whatever for; `continue`: something is to be done first, or was done in part. Null: not at all, somebody has,
 * or the guided run that it is a stop of is what goes on; what only followed such a stop is looked at again by itself.
 */
export function resumable({ state, plan, error, successor, guided, parent, root }: Run): 'check' | 'continue' | null {
  if (successor !== null || (guided && parent === root)) return null;
  if (state === 'failed' && error?.finding.code === 'permission_denied') return 'check';
  if (state === 'blocked' || (state === 'failed' && plan !== null)) return 'continue';
  if (state !== 'failed' || error === null) return null;
  return error.retryable || error.finding.code === 'source_unreadable' ? 'check' : null;
}

interface Place {
  readonly channel: string;
  readonly ts: string;
}

/** Somebody clicked **Check again** or **Continue**, and everything that decides what comes of it. */
export interface ResumeClick {
  readonly run: Run;
  /** Whether the actor has the role that asking for the command takes. */
  readonly verdict: Verdict;
  /** The message that was clicked, or the clicker's own App Home. */
  readonly place: Place | 'home';
  /** The run's own message; null until it was posted. */
  readonly message: Place | null;
  /** Address of the run's own message. */
  readonly link: string | null;
}

/** Why no new run is made; null: one is, with the same parameters, asked for by who clicked. The first reason that holds is told. Pure. */
export function objectToResume({ run, verdict, place, message, link }: ResumeClick): Refusal | null {
  if (!verdict.allowed && verdict.because.code === 'barred' && verdict.because.why !== 'unknown') return refuse(verdict, run.target.alias);
  const own = place === 'home' || (message !== null && place.channel === message.channel && place.ts === message.ts);
  if (!own) return refusal('wrong_message', { id: run.id, link: message && link });
  if (!verdict.allowed) return refuse(verdict, run.target.alias);
  if (run.successor !== null) return refusal('resumed_already', { id: run.id, successor: run.successor });
  return resumable(run) === null ? refusal('nothing_to_resume', { id: run.id, state: run.state }) : null;
}
