import { type AnyAction, type Invocation, isGuided, type Stage } from '../core/action.ts';
import type { Finding } from '../core/finding.ts';
import { finding } from '../core/finding.ts';
import { hasWork } from '../core/plan.ts';
import type { Approval, Run, RunState } from './run.ts';

/** One command that a guided run leads through, as its message shows it. */
export interface Stop {
  /** The stage's id. */
  readonly stage: string;
  readonly command: string;
  /** The run that does it; null: none yet, or none is needed. */
  readonly run: string | null;
  /** `ahead`: still to come; `skipped`: what came before says that it is so already. */
  readonly state: RunState | 'ahead' | 'skipped';
  /** Of a read that ended: its verdict. Of a plan that ended well: whether something was applied. Null before. */
  readonly success: boolean | null;
  /** `reason`: of who rejected it; absent from runs of earlier versions. */
  readonly approvals: readonly (Pick<Approval, 'by' | 'at' | 'verdict'> & Partial<Pick<Approval, 'reason'>>)[];
}

/** How far a guided run has come. */
export interface Guide {
  readonly stops: readonly Stop[];
  /** Commands that were proposed and lack parameters: people may run them beside it. */
  readonly offers: readonly string[];
}

/** Nothing done yet. `stages`: those of which the command is there. */
export const beginGuide = (stages: readonly Stage[]): Guide => ({
  stops: stages.map(({ id, command }) => ({ stage: id, command, run: null, state: 'ahead', success: null, approvals: [] })),
  offers: [],
});

/** The stop under way, or the last one that was; -1: none was begun. */
export const currentStop = ({ stops }: Guide): number => stops.findLastIndex(({ run }) => run !== null);

/** The same with what a stop's run shows now. */
export function withRun(guide: Guide, at: number, run: Run): Guide {
  const { id, state, approvals, plan, result } = run;
  const ended = state === 'succeeded' ? (plan ? hasWork(plan) : result?.success !== false) : null;
  const decided = approvals.map(({ by, at: when, verdict, reason }) => ({ by, at: when, verdict, reason }));
  const seen = { run: id, state, success: ended, approvals: decided };
  return { ...guide, stops: guide.stops.map((stop, i) => (i === at ? { ...stop, ...seen } : stop)) };
}

/** Where it goes on, and with what; `done`: it was the last stop; `stuck`: it goes no further, because of these. */
export type Onward =
  | { readonly to: number; readonly invocation: Invocation; readonly guide: Guide }
  | { readonly done: true }
  | { readonly stuck: readonly Finding[] };

interface Way {
  readonly stages: readonly Stage[];
  readonly guide: Guide;
  /** What was given to the guided run. */
  readonly given: Readonly<Record<string, string>>;
  readonly actionOf: (command: string) => AnyAction | undefined;
}

/**
 * What comes after a stop whose run ended: the first thing that its action says follows and that is a later stop, else the stop after it if
 * all is well. What it says follows and lacks parameters is on offer. Pure.
 */
export function onward({ stages, guide, given, actionOf }: Way, at: number, ended: Run): Onward {
  if (ended.state !== 'succeeded') return { stuck: whatIsInTheWay(ended) };
  const proposed = nextOf(actionOf(ended.command), ended).filter(({ command }) => stages.some((stage) => stage.command === command));
  const offers: string[] = [];
  for (const invocation of proposed) {
    const to = stages.findIndex((stage, i) => i > at && stage.command === invocation.command);
    const action = actionOf(invocation.command);
    if (to < 0 || !action) continue;
    const params = paramsFor(action, invocation.params, given);
    if (action.params.safeParse(params).success) return move(guide, stages, at, to, { ...invocation, params }, offers);
    offers.push(invocation.command);
  }
  if (ended.result?.success === false) return { stuck: whatIsInTheWay(ended) };
  const to = stages.findIndex(({ optional }, i) => i > at && !optional);
  const action = actionOf(stages[to]?.command ?? '');
  const command = stages[to]?.command;
  if (!action || command === undefined) return { done: true };
  return move(guide, stages, at, to, { command, params: paramsFor(action, {}, given), how: 'proposed' }, offers);
}

function move(
  guide: Guide,
  stages: readonly Stage[],
  from: number,
  to: number,
  invocation: Invocation,
  offers: readonly string[],
): Extract<Onward, { to: number }> {
  const stops = guide.stops.map((stop, i): Stop => (i > from && i < to && !stages[i]?.optional ? { ...stop, state: 'skipped' } : stop));
  return { to, invocation, guide: { stops, offers: [...new Set([...guide.offers, ...offers])] } };
}

/** What people may plan beside a guided run under way, filled in with what was given to it. */
export const offersOf = ({ state, guide, params }: Run, actionOf: Way['actionOf']): readonly Invocation[] =>
  state !== 'running'
    ? []
    : (guide?.offers ?? []).flatMap((command) => {
        const action = actionOf(command);
        return action ? [{ command, params: paramsFor(action, {}, params), how: 'proposed' }] : [];
      });

export function nextOf(action: AnyAction | undefined, { params, result, plan }: Run): readonly Invocation[] {
  if (!action || isGuided(action)) return [];
  const parsed = action.params.parse(params);
  if (action.kind === 'plan') return plan ? (action.next?.(parsed, plan) ?? []) : [];
  // The result was written by this very action.
  return result ? (action.next?.(parsed, result as unknown as Parameters<NonNullable<typeof action.next>>[1]) ?? []) : [];
}

/**
 * What a run of the walk is given: a plan all that the guided run was given for it, a read what it is asked for by whatever it follows, as it
 * was given.
 */
export function paramsFor(
  action: Pick<AnyAction, 'kind' | 'parameterHelp'>,
  asked: Readonly<Record<string, string>>,
  given: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const names = action.kind === 'read' ? Object.keys(asked) : Object.keys(action.parameterHelp);
  return { ...asked, ...Object.fromEntries(names.flatMap((name) => (given[name] === undefined ? [] : [[name, given[name]]]))) };
}

/** Why a run that ended stops the walk: what it found itself, else how it ended. */
function whatIsInTheWay({ id, command, state, error, result }: Run): readonly Finding[] {
  const found = Array.isArray(result?.issues) ? (result.issues as readonly Finding[]) : [];
  if ((state === 'blocked' || state === 'succeeded') && found.length > 0) return found;
  if (state === 'failed' && error) return [error.finding];
  return [finding('guided_stopped', { command, run: id, state })];
}

/** The run that it waits for: the one of its stop under way. */
export const waitingFor = (guide: Guide): string | null => guide.stops[currentStop(guide)]?.run ?? null;

/** Whether a guided command brings a command about itself after another, so that it need not follow by itself. */
export const leadsOn = (stages: readonly Stage[], from: string, to: string): boolean => {
  const at = stages.findIndex(({ command }) => command === from);
  return at >= 0 && stages.findLastIndex(({ command }) => command === to) > at;
};

/** What is kept of the walk as its result. */
export const guideReport = ({ stops }: Guide, issues: readonly Finding[]): Readonly<Record<string, unknown>> => ({
  success: issues.length === 0,
  stages: stops.map(({ stage, command, run, state, approvals }) => ({ stage, command, run, state, approved_by: approvers(approvals) })),
  issues,
  warnings: [],
});

const approvers = (approvals: Stop['approvals']): readonly string[] =>
  approvals.flatMap(({ by, verdict }) => (verdict === 'approved' ? [by] : []));
