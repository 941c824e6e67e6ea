import type { ActionName, actions } from '../src/actions/index.ts';
import type { Run } from '../src/runs/run.ts';
import { capacity } from './capacity.ts';
import type { Catalogue } from './catalogue.ts';
import { precheck } from './precheck.ts';
import type { Shown, View } from './view.ts';

type ResultOf<Name extends ActionName> = Awaited<ReturnType<(typeof actions)[Name]['read']>>;

/** One view for each command: a command without one does not compile. */
const views: { readonly [Name in ActionName]: View<ResultOf<Name>> } = { precheck, capacity };

/** The command's own view of its result; null: there is no result yet, or no such command any more. */
export const viewOf = (run: Run, say: Catalogue): Shown | null => {
  if (!run.result || !Object.hasOwn(views, run.command)) return null;
  // The result was written by the action of that name, and kept as it was.
  const view = views[run.command as ActionName] as View<unknown>;
  return view(run.result, run, say);
};
