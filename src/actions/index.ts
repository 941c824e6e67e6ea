import type { AnyAction } from '../core/action.ts';
import { capacity } from './capacity.ts';
import { createNodepool } from './create-nodepool.ts';
import { diagnose } from './diagnose.ts';
import { images } from './images.ts';
import { nodepools } from './nodepools.ts';
import { precheck } from './precheck.ts';
import { resizeNodepool } from './resize-nodepool.ts';
import { rollout } from './rollout.ts';
import { setup } from './setup.ts';
import { smoke } from './smoke.ts';
import { verify } from './verify.ts';
import { vpcep } from './vpcep.ts';

/** Every command that touches the cloud, by the word people type. Help, parsing, permissions, jobs and views are made from it. */
export const actions = {
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
} as const;

export type ActionName = keyof typeof actions;
/** Those of one kind. */
export type NameOf<Kind extends AnyAction['kind']> = {
  [Name in ActionName]: (typeof actions)[Name] extends { readonly kind: Kind } ? Name : never;
}[ActionName];

const byName: ReadonlyMap<string, AnyAction> = new Map(Object.entries(actions));

/** The action of a command, whatever its parameters; undefined for a word that is none. */
export const actionOf = (command: string): AnyAction | undefined => byName.get(command);
