import type { ActionName, actions } from '../src/actions/index.ts';
import type { Run } from '../src/runs/run.ts';
import { capacity } from './capacity.ts';
import type { Catalogue } from './catalogue.ts';
import { createNodepool } from './create-nodepool.ts';
import { diagnose } from './diagnose.ts';
import type { GuideView } from './guide.ts';
import { images } from './images.ts';
import { nodepools } from './nodepools.ts';
import type { PlanNames, PlanView } from './plan-names.ts';
import { precheck } from './precheck.ts';
import { resizeNodepool } from './resize-nodepool.ts';
import { rollout } from './rollout.ts';
import { setup } from './setup.ts';
import { smoke } from './smoke.ts';
import { verify } from './verify.ts';
import type { Shown, View } from './view.ts';
import { vpcep } from './vpcep.ts';

type ResultOf<Name extends ActionName> = (typeof actions)[Name] extends { read(...given: never): Promise<infer Result> } ? Result : never;

type ViewFor<Name extends ActionName> = (typeof actions)[Name] extends { readonly kind: 'plan' }
  ? PlanView
  : (typeof actions)[Name] extends { readonly kind: 'guided' }
    ? GuideView
    : View<ResultOf<Name>>;

/** One view for each command: a command without one does not compile. */
const views: { readonly [Name in ActionName]: ViewFor<Name> } = {
  precheck,
  vpcep,
  setup,
  smoke,
  verify,
  diagnose,
  capacity,
  images,
  nodepools,
  'resize-nodepool': resizeNodepool,
  'create-nodepool': createNodepool,
  rollout,
};

const byName: ReadonlyMap<string, View<never> | PlanView | GuideView> = new Map(Object.entries(views));
const NAMELESS: PlanView = { names: () => ({ kinds: {}, fields: {} }) };

/** The command's own view of its result; null: there is no result yet, it has none of its own, or there is no such command any more. */
export const viewOf = (run: Run, say: Catalogue): Shown | null => {
  const view = byName.get(run.command);
  if (!run.result || typeof view !== 'function') return null;
  // The result was written by the action of that name, and kept as it was.
  return (view as View<unknown>)(run.result, run, say);
};

/** The view of a command that leads through others; null for any other. */
export const guideViewOf = (command: string): GuideView | null => {
  const view = byName.get(command);
  return view !== undefined && typeof view !== 'function' && 'words' in view ? view : null;
};

/** The view of a command that changes something; one without names for any other. */
export const planViewOf = (command: string): PlanView => {
  const view = byName.get(command);
  return view === undefined || typeof view === 'function' || !('names' in view) ? NAMELESS : view;
};

/** What the command calls the things that it changes. */
export const namesOf = (command: string, say: Catalogue): PlanNames => planViewOf(command).names(say);
