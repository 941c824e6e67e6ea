import type { z } from 'zod';
import type { Ports } from '../ports/index.ts';
import type { FormGroup } from './form.ts';
import type { Blocked, Plan, ResourceKey, Sight, Step } from './plan.ts';
import type { Progress } from './progress.ts';
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
  /** Says how far it is, to whoever looks at the run meanwhile. Never waits, never fails; the newest note is the one that counts. */
  progress(note: Progress): void;
}

/** What a read found, in the contract's field names. `success` is the verdict: the cluster is as it should be. */
export interface Outcome {
  readonly success: boolean;
}

/** A command that follows, with its parameters as people would type them. Left out where there is no such command. */
export interface Invocation {
  readonly command: string;
  readonly params: Readonly<Record<string, string>>;
  /**
   * `itself`: it runs in the thread, asked for by whoever asked for what it follows: after an apply, and after a read that itself runs
   * in another run's thread. `proposed`: people are told that it comes next.
   */
  readonly how: 'itself' | 'proposed';
}

/** One value that a form offers. `label` is data, in plain text. */
export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** What every command that touches the cloud says of itself. */
interface ActionBase<Params extends object> {
  readonly summary: string;
  /** The original skill's name for it, an alias in chat and `action` in results. */
  readonly skillAction: string | null;
  readonly examples: readonly [string, ...string[]];
  /** Own parameters. Values arrive as the strings people typed; the target's parameters are not among them. */
  readonly params: z.ZodType<Params>;
  readonly parameterHelp: Readonly<Record<Extract<keyof Params, string>, string>>;
  readonly parameterAliases?: Readonly<Record<string, string>>;
  /**
   * Live choices for a form, by parameter: looked up by a worker on the cluster that was chosen, each on its own. One that cannot be
   * looked up, or offers nothing, leaves its parameter to be typed. Never writes.
   */
  readonly options?: Partial<Readonly<Record<Extract<keyof Params, string>, (context: Context) => Promise<readonly Choice[]>>>>;
  /** What its calls that only look need. */
  readonly needs: readonly IamAction[];
  /** It is about a region: naming one means a configured cluster there, for its credentials. */
  readonly regionIsEnough?: boolean;
  /** The longest a read of it may take, in milliseconds, without what it was asked to wait for. */
  readonly timeoutMs: number;
  /** How long, at most, these parameters ask a read to wait for the world: `verify wait=5m`. */
  waitMs?(params: Params): number;
}

/**
 * One command that touches the cloud, as data: what it is called comes from the registry, everything else is here. Help, permission
 * lists, parsing, queueing, rendering and errors are made from it; nothing outside `src/actions` and `blocks` knows it by name.
 */
export interface ReadAction<Params extends object, Result extends Outcome> extends ActionBase<Params> {
  readonly kind: 'read';
  /** Whether its verdict, asked for like this, is one about the whole cluster: App Home shows the latest. Absent: never. */
  judgesCluster?(params: Params): boolean;
  /** Looks, never writes. Independent calls run in parallel. */
  read(params: Params, context: Context): Promise<Result>;
  /** What follows from what was found, the first thing first. Pure. */
  next?(params: Params, result: Result): readonly Invocation[];
}

/**
 * A command that changes something. It never decides when: approval, leases, retries, adoption and waiting are the engine's
 * (`jobs/apply.ts`), written once; the command says what is there, what should be, and how one step is seen and done.
 */
export interface PlanAction<Params extends object, State> extends ActionBase<Params> {
  readonly kind: 'plan';
  /** What its form asks for: what people must or usually decide, first things first. The rest is typed. */
  readonly form: readonly FormGroup[];
  /** Looks, never writes. */
  read(params: Params, context: Context): Promise<State>;
  /** What the read found, for the run's `result`, in the contract's field names. Pure. */
  report(state: State): Readonly<Record<string, unknown>>;
  /**
   * Pure and synchronous: the same state makes the same plan. A plan of nothing but `unchanged` steps is nothing to do. `applying`: it was
   * approved and is made again, so that what is in the way of a new plan may be what this very run, or somebody meanwhile, has made.
   */
  plan(params: Params, state: State, context: Pick<Context, 'target' | 'settings'> & { readonly applying?: boolean }): Plan | Blocked;
  /**
   * What the plan writes. `leases`: coarse keys, held while it is applied. `resources`: fine keys; a newer plan that writes one of them
   * makes an older waiting one stale.
   */
  writes(
    state: State,
    context: Pick<Context, 'target'>,
  ): { readonly leases: readonly ResourceKey[]; readonly resources: readonly ResourceKey[] };
  /** Looks at one step's resource, by what the step says alone: another attempt, or a person, may have made it. Never writes. */
  look(step: Step, context: Context): Promise<Sight>;
  /** What its writes need besides: those that the calls name, and those that the service asks for on the way. */
  readonly writeNeeds: readonly IamAction[];
  /** The only function that writes: one step, one request, never repeated by the client. */
  write(step: Step, context: Context, runId: string): Promise<void>;
  /** How long a written step may take to settle, in milliseconds: the same for all, or by step. */
  readonly settleMs: number | ((step: Step) => number);
  /** How long after an apply its thread is reminded of it, once, in milliseconds; what it says is the view's (`reminder`). */
  readonly remindAfterMs?: number;
  /** What follows once all of the plan is so, the first thing first; by itself only if something had to be applied. Pure. */
  next?(params: Params, plan: Plan): readonly Invocation[];
}

/** One stop of a guided command. `optional`: only where what came before proposes it. */
export interface Stage {
  readonly id: string;
  readonly command: string;
  readonly optional?: true;
}

/**
 * A command that leads through others, each a run of its own in its thread, and each change a plan with its own approval. What comes next
 * is what the commands say themselves (`next`); the stages say in which order people see them, and what comes where nothing was said.
 */
export interface GuidedAction<Params extends object> extends ActionBase<Params> {
  readonly kind: 'guided';
  /** As of a plan. */
  readonly form: readonly FormGroup[];
  /** A command that is not there is left out. */
  readonly stages: readonly Stage[];
}

/** The longest a read with these parameters may take, in milliseconds. */
export const longestMs = <Params extends object>(action: Pick<ActionBase<Params>, 'timeoutMs' | 'waitMs'>, params: Params): number =>
  action.timeoutMs + (action.waitMs?.(params) ?? 0);

/** Any action, whatever its parameters. */
export type AnyAction = ReadAction<object, Outcome> | PlanAction<object, unknown> | GuidedAction<object>;

export const isGuided = (action: AnyAction): action is GuidedAction<object> => action.kind === 'guided';

export const defineAction = <Params extends object, Result extends Outcome>(
  action: ReadAction<Params, Result>,
): ReadAction<Params, Result> => action;
export const definePlanAction = <Params extends object, State>(action: PlanAction<Params, State>): PlanAction<Params, State> => action;
export const defineGuidedAction = <Params extends object>(action: GuidedAction<Params>): GuidedAction<Params> => action;
