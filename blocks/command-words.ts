import type { z } from 'zod';
import type { actions } from '../src/actions/index.ts';
import type { localCommands } from '../src/actions/local/index.ts';

type Commands = typeof actions & typeof localCommands;
type ParametersOf<C> = C extends { readonly params: z.ZodType<infer P> } ? Extract<keyof P, string> : never;

/** What help and forms say of every command and each of its parameters, in a language other than English, which stands at the command. */
export type CommandWords = {
  readonly [C in keyof Commands]: { readonly summary: string; readonly parameters: Readonly<Record<ParametersOf<Commands[C]>, string>> };
};
