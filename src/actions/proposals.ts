import type { Invocation } from '../core/action.ts';
import { isGuided } from '../core/action.ts';
import { nextOf, offersOf } from '../runs/guide.ts';
import type { Run } from '../runs/run.ts';
import { actionOf } from './index.ts';
import { isStage } from './led.ts';

/**
 * The plans that a run proposes as it is now, the first thing first: what its own command says follows from what it found. Commands that
 * there are not, or that change nothing, are left out. A guided run proposes what it has on offer for as long as it is under way, and its
 * stops nothing: what comes after them is its own affair.
 */
export function proposalsOf(run: Run): readonly Invocation[] {
  const action = actionOf(run.command);
  // What was kept by another version may be no parameters of this one.
  if (!action?.params.safeParse(run.params).success) return [];
  if (isGuided(action)) return offersOf(run, actionOf);
  if (run.state !== 'succeeded' || (run.guided && isStage(run.command))) return [];
  return nextOf(action, run).filter(({ how, command }) => how === 'proposed' && actionOf(command)?.kind === 'plan');
}
