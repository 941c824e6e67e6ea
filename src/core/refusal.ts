import type { Argument } from './command.ts';

/**
 * Why a command line, click or form was refused: codes with the values of their sentences (`blocks/en/refusals.ts`), for one person
 * and at once. Nothing was queued when one of these is shown. Values are what people typed, shortened, or ids from the configuration.
 */

/** What may be wrong with a line besides other things: all of them are reported together. */
export interface ProblemFacts {
  /** The same key twice with different values. */
  repeated_key: { key: string; values: readonly string[] };
  /** A `=` with nothing before it. */
  nameless_value: { given: string };
  unknown_key: { given: string; nearest: string | null; known: readonly string[] };
  invalid_value: { parameter: string; given: string; accepted: string };
  /** `command`: whose parameter it is, where it is one of its own; `accepted` then is what the command says of it. */
  missing_value: { parameter: string; accepted: string; command?: string };
  /** Parameters that are fine alone and wrong together; `rule` is the schema's own sentence. */
  invalid_combination: { rule: string };
  /** A word that the command cannot do without. */
  missing_word: { what: Argument };
  extra_words: { given: readonly string[] };

  /** `aliases`: the clusters that may be named in this channel. */
  unknown_cluster: { given: string; nearest: string | null; aliases: readonly string[] };
  two_clusters: { first: string; second: string };
  /** `form`: a plan command was typed alone, so that a form may be opened instead of showing this. */
  no_cluster: { aliases: readonly string[]; form: boolean };
  /** A region that is enough for this command, but no configured cluster there may be named in this channel. */
  no_cluster_in_region: { region: string; aliases: readonly string[] };
  unlisted_cluster: { cluster_id: string; aliases: readonly string[] };
  /** `channels`: the Slack channel ids where the cluster may be asked about. */
  wrong_channel: { cluster: string; channels: readonly string[] };
  /** What was typed contradicts the configuration of the cluster. */
  project_mismatch: { parameter: 'region' | 'project_id'; cluster: string; given: string; configured: string };
}

export type ProblemCode = keyof ProblemFacts;
export type Problem = { [C in ProblemCode]: { readonly code: C; readonly facts: ProblemFacts[C] } }[ProblemCode];

/** Which command it was, and a correct one to copy: what was typed, corrected where that is possible, else an example. */
interface ForCommand {
  command: string;
  example: string;
}

export type RefusalFacts = { [C in ProblemCode]: ProblemFacts[C] & ForCommand } & {
  several: { problems: readonly Problem[] } & ForCommand;

  /** No facts on purpose: nothing of what was typed may be kept. */
  looks_like_key: Record<never, never>;
  confirm_true: { example: string };
  too_long: { length: number; limit: number };
  /** The word in which a quote was opened and never closed, from its beginning. */
  open_quote: { near: string };
  /** `given` is empty when there were parameters and no command. */
  unknown_command: { given: string; nearest: string | null; example: string };
  plan_in_direct_message: { command: string };

  /** `users` and `groups`: who could, by Slack id. Both empty: nobody is configured, or it would not help. */
  not_allowed: { role: Role; because: NotAllowed; cluster: string | null; users: readonly string[]; groups: readonly string[] };
  /** Slack did not say in time who this is: the answer is no. */
  rights_unknown: Record<never, never>;
  wrong_workspace: Record<never, never>;
  rate_limited: { seconds: number };
  queue_full: { cluster: string; queued: number };
  /** `unknown`: the write may still have happened. */
  store_unavailable: { unknown: boolean };
  /** Slack opened no window: the click was too long ago. */
  form_not_opened: ForCommand;
  /** Too old, or somebody else's. */
  form_gone: Record<never, never>;
  /** The run proposes no such plan, or not any more. */
  not_proposed: { id: string; command: string };
  /** The file says that this cluster is watched. */
  watch_configured: { cluster: string };
  unknown_run: { id: string; near: string | null };
  cannot_cancel: { id: string; state: string };

  // Clicks on a plan that decided nothing.
  /** Another message than the run's own, whose address is `link`; null: it has none yet. */
  wrong_message: { id: string; link: string | null };
  /** It makes no plan, or none yet. */
  nothing_to_decide: { id: string; state: string };
  /** `by`: Slack user ids; empty if nobody decided (`ended`). `at`: milliseconds since 1970. `successor`: the run that took its place. */
  already_decided: {
    id: string;
    how: 'approved' | 'rejected' | 'cancelled' | 'ended';
    state: string;
    by: readonly string[];
    at: number;
    reason: string | null;
    successor: string | null;
  };
  /** `at`: since when, in milliseconds since 1970. */
  plan_expired: { id: string; command: string; at: number };
  already_approved_by_you: { id: string; given: number; required: number };
  /** `channel`: where it was asked for. */
  approve_in_direct_message: { id: string; channel: string };
  /** A requester who may not reject. */
  cancel_instead: { id: string };
  reason_missing: { id: string };
  // Clicks on a run that ended, which made no new one.
  /** `successor`: the run that somebody's click made. */
  resumed_already: { id: string; successor: string };
  nothing_to_resume: { id: string; state: string };
  not_ended: { id: string; state: string };

  read_only: Record<never, never>;
};

export type RefusalCode = keyof RefusalFacts;
export type Refusal<C extends RefusalCode = RefusalCode> = { [K in C]: { readonly code: K; readonly facts: RefusalFacts[K] } }[C];

/** What a person would have to be. */
export type Role = 'viewer' | 'operator' | 'approver' | 'requester_or_approver';
export type NotAllowed = 'not_listed' | 'nobody_listed' | 'own_plan' | 'guest' | 'bot' | 'deactivated' | 'foreign';

export const refusal = <C extends RefusalCode>(code: C, facts: RefusalFacts[C]): Refusal<C> => ({ code, facts }) as Refusal<C>;
export const problem = <C extends ProblemCode>(code: C, facts: ProblemFacts[C]): Problem => ({ code, facts }) as Problem;

const LONGEST_QUOTE = 60;
/** What somebody typed, short enough to be repeated to them. Cut by code points, with a visible mark. */
export const shorten = (typed: string): string => {
  const letters = [...typed];
  return letters.length <= LONGEST_QUOTE ? typed : `${letters.slice(0, LONGEST_QUOTE - 1).join('')}…`;
};
