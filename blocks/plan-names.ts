import type { Step } from '../src/core/plan.ts';
import type { Run, RunPlan } from '../src/runs/run.ts';
import type { Catalogue } from './catalogue.ts';
import type { Part } from './kit.ts';
import type { ThreadReply } from './view.ts';

export interface Kind {
  readonly one: string;
  readonly many: string;
}

/** How people call what a command writes. What is not named here goes by its own name: resources and fields are data. */
export interface PlanNames {
  /** By the first word of a step's `resource`. */
  readonly kinds: Readonly<Record<string, Kind>>;
  /** By a change's `field`. */
  readonly fields: Readonly<Record<string, string>>;
}

/** The view of a command that changes something: the plan message is the same for all, the names are its own. */
export interface PlanView {
  names(say: Catalogue): PlanNames;
  /** What the message says besides once the plan was applied: commands that clean up. */
  applied?(run: Run, plan: RunPlan, say: Catalogue): readonly Part[];
  /** What the action's reminder says (`remindAfterMs`), once, in the thread. */
  reminder?(run: Run, plan: RunPlan, say: Catalogue): Omit<ThreadReply, 'key'>;
}

const own = <T>(named: Readonly<Record<string, T>>, key: string): T | undefined => (Object.hasOwn(named, key) ? named[key] : undefined);

/** `vpc-endpoint com.myhuaweicloud.cn-north-4.swr`: what it is, and which. `which` is empty for a resource of one word. */
export function resourceOf({ resource }: Pick<Step, 'resource'>, names: PlanNames): { readonly kind: Kind; readonly which: string } {
  const [word = '', ...rest] = resource.trim().split(/\s+/);
  return { kind: own(names.kinds, word) ?? { one: word || '-', many: word || '-' }, which: rest.join(' ') };
}

/** The same in a sentence. */
export const resourceText = (of: Pick<Step, 'resource'>, names: PlanNames): string => {
  const { kind, which } = resourceOf(of, names);
  return which === '' ? kind.one : `${kind.one} ${which}`;
};

export const fieldName = (field: string, names: PlanNames): string => own(names.fields, field) ?? field;
