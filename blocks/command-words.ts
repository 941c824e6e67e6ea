import type { z } from 'zod';
import type { actions, NameOf } from '../src/actions/index.ts';
import type { localCommands } from '../src/actions/local/index.ts';

type Commands = typeof actions & typeof localCommands;
type ParametersOf<C> = C extends { readonly params: z.ZodType<infer P> } ? Extract<keyof P, string> : never;

type Actions = typeof actions;
/** Rollout takes the parameters of all that it leads through, `verify` among them. */
type Asking = NameOf<'plan'> | 'verify';
/** A parameter that a form may ask for. */
export type AskedParameter = Exclude<{ readonly [C in Asking]: ParametersOf<Actions[C]> }[Asking], undefined>;

/** A parameter of another version goes by its name. */
export const labelIn = (labels: Readonly<Record<AskedParameter, string>>, parameter: string): string =>
  Object.hasOwn(labels, parameter) ? labels[parameter as AskedParameter] : parameter;

/** What help and forms say of every command and each of its parameters, in a language other than English, which stands at the command. */
export type CommandWords = {
  readonly [C in keyof Commands]: { readonly summary: string; readonly parameters: Readonly<Record<ParametersOf<Commands[C]>, string>> };
};
