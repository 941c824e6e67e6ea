import type { z } from 'zod';
import type { Ports } from '../ports/index.ts';
import type { ClusterSettings, Target } from './target.ts';

/** An IAM action as Huawei spells it: `vpcep:endpoints:list`. */
export type IamAction = `${string}:${string}:${string}`;

/** What an action may know of the world. Nothing else: no clock, no environment, no Slack. */
export interface Context {
  readonly target: Target & { readonly projectId: string };
  readonly settings: ClusterSettings;
  readonly ports: Ports;
  readonly now: Date;
  /** Aborted on time-out, cancel and shutdown. Every wait and every call takes it. */
  readonly signal: AbortSignal;
}

/** What a read found, in the contract's field names. `success` is the verdict: the cluster is as it should be. */
export interface Outcome {
  readonly success: boolean;
}

/**
 * One command that touches the cloud, as data: what it is called comes from the registry, everything else is here. Help, permission
 * lists, parsing, queueing, rendering and errors are made from it; nothing outside `src/actions` and `blocks` knows it by name.
 */
export interface Action<Params extends object, Result extends Outcome> {
  readonly kind: 'read';
  readonly summary: string;
  /** The original skill's name for it, an alias in chat and `action` in results. */
  readonly skillAction: string | null;
  readonly examples: readonly [string, ...string[]];
  /** Own parameters. Values arrive as the strings people typed; the target's parameters are not among them. */
  readonly params: z.ZodType<Params>;
  readonly parameterHelp: Readonly<Record<Extract<keyof Params, string>, string>>;
  readonly needs: readonly IamAction[];
  /** The longest a run of it may take, in milliseconds. */
  readonly timeoutMs: number;
  /** Looks, never writes. Independent calls run in parallel. */
  read(params: Params, context: Context): Promise<Result>;
}

export const defineAction = <Params extends object, Result extends Outcome>(action: Action<Params, Result>): Action<Params, Result> =>
  action;
