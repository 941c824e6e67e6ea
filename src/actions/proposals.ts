import type { Invocation } from '../core/action.ts';
import { nextOf } from '../runs/guide.ts';
import type { Run } from '../runs/run.ts';
import { actionOf } from './index.ts';

/**
 * The plans that a run proposes as it is now, the first thing first: what its own command says follows from what it found. Commands that
 * there are not, or that change nothing, are left out.
 */
export function proposalsOf(run: Run): readonly Invocation[] {
  const action = actionOf(run.command);
  // What was kept by another version may be no parameters of this one.
  if (run.state !== 'succeeded' || !action?.params.safeParse(run.params).success) return [];
  return nextOf(action, run).filter(({ how, command }) => how === 'proposed' && actionOf(command)?.kind === 'plan');
}
