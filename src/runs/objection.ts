import type { ApprovalRules, Rules } from '../config/config.ts';
import { type Refusal, refusal } from '../core/refusal.ts';
import { refuse } from '../people/refuse.ts';
import type { Verdict } from '../people/rights.ts';
import type { Approval, Run } from './run.ts';
import { decidedAlready, nothingToDecide } from './standing.ts';

interface Place {
  readonly channel: string;
  readonly ts: string;
}

/** Somebody clicked, and everything that decides what comes of it. */
export interface Click {
  readonly run: Run;
  readonly verb: 'approve' | 'reject';
  /** Slack user id, as Slack says it: never from text or from a button's value. */
  readonly actor: string;
  /** Whether the actor has the role `approver` on the run's cluster. */
  readonly verdict: Verdict;
  /** The message that was clicked, or the clicker's own App Home. */
  readonly place: Place | 'home';
  /** The run's own message; null until it was posted. */
  readonly message: Place | null;
  /** Address of the run's own message, for who clicked another one. */
  readonly link: string | null;
  /** Redis's time, as it came with the run. */
  readonly now: number;
  /** The rules for the cluster as they are now. */
  readonly rules: Pick<Rules, 'readOnly'> & Pick<ApprovalRules, 'approvers' | 'required' | 'selfApproval'>;
  /** Of a rejection. */
  readonly reason?: string | null;
}

/** Why nothing is decided. `expire`: the plan's time is over, and this click is what ends it. */
export type Objection = { readonly refused: Refusal } | { readonly expire: true };

/**
 * Why this person may not decide this, here and now; null if they may. What `decide` asks before anything else, and all there is to ask
 * before a reason is asked for. The first reason that holds is the one they are told.
 */
export function objection(click: Click): Objection | null {
  if (click.verdict.role !== 'approver') throw new Error(`a click on ${click.run.id} was judged as ${click.verdict.role}`);
  for (const check of click.place === 'home' ? FROM_HOME : FROM_MESSAGE) {
    const found = check(click);
    if (found) return found;
  }
  return null;
}

type Check = (click: Click) => Objection | null;
const no = (refused: Refusal): Objection => ({ refused });

/** Whoever is never let in learns nothing but that. */
const barred: Check = (click) =>
  click.verdict.because.code === 'barred' && click.verdict.because.why !== 'unknown' ? lacking(click) : null;

/** A button on a copy, an orphan or a guessed message decides nothing, and tells nothing of the run but where it is. */
const elsewhere: Check = ({ run, place, message, link }) => {
  const own = place !== 'home' && message !== null && place.channel === message.channel && place.ts === message.ts;
  return own ? null : no(refusal('wrong_message', { id: run.id, link: message && link }));
};

const standing: Check = ({ run, now }) => {
  if (!run.plan || run.state === 'queued' || run.state === 'running') return no(nothingToDecide(run));
  if (run.state !== 'awaiting_approval') return no(decidedAlready(run));
  if (run.deadline === null) return no(nothingToDecide(run));
  return now > run.deadline ? { expire: true } : null;
};

/** Where only the requester looks, nobody else could object. */
const unseen: Check = ({ run, verb, message }) =>
  verb === 'approve' && message?.channel.startsWith('D')
    ? no(refusal('approve_in_direct_message', { id: run.id, channel: run.channel }))
    : null;

/** Who asked for a plan needs no right to withdraw it, and is told how. */
const lacking: Check = ({ run, verb, actor, verdict }) => {
  if (verdict.allowed) return null;
  const mayCancel = verb === 'reject' && actor === run.requestedBy && verdict.because.code !== 'barred';
  return no(mayCancel ? refusal('cancel_instead', { id: run.id }) : refuse(verdict, run.target.alias));
};

/** Only approving: an approver who rejects what they asked for stops it, as `cancel` lets them anyway. */
const ownPlan: Check = ({ run, verb, actor, rules: { selfApproval, approvers } }) => {
  if (verb !== 'approve' || selfApproval || actor !== run.requestedBy) return null;
  const users = approvers.users.filter((user) => user !== actor);
  const facts = { role: 'approver', because: 'own_plan', cluster: run.target.alias, users, groups: approvers.groups } as const;
  return no(refusal('not_allowed', facts));
};

const twice: Check = ({ run, verb, actor, rules: { required, selfApproval } }) => {
  const given = approvalsThatCount(run, selfApproval);
  if (verb !== 'approve' || !given.some(({ by }) => by === actor)) return null;
  return no(refusal('already_approved_by_you', { id: run.id, given: given.length, required: requiredFor(run, required) }));
};

const readOnly: Check = ({ verb, rules }) => (verb === 'approve' && rules.readOnly ? no(refusal('read_only', {})) : null);

/** Who clicks on the run's own message sees there how it stands: no secret, and more useful than that they could not have decided. */
const FROM_MESSAGE: readonly Check[] = [barred, elsewhere, standing, unseen, lacking, ownPlan, twice, readOnly];
/** Nothing shows that who clicks at home sees the run elsewhere: rights come first. */
const FROM_HOME: readonly Check[] = [lacking, standing, unseen, ownPlan, twice, readOnly];

/** How many people it takes: as many as the rules say now, and not fewer than when the plan was made. */
export const requiredFor = ({ plan }: Run, required: number): number => Math.max(required, plan?.required ?? 1);

/** One approval per person who gave one, without the requester's own unless that is allowed. */
export const approvalsThatCount = (run: Run, selfApproval: boolean): readonly Approval[] =>
  run.approvals.filter(
    ({ by, verdict }, i, all) =>
      verdict === 'approved' &&
      (selfApproval || by !== run.requestedBy) &&
      all.findIndex((other) => other.by === by && other.verdict === 'approved') === i,
  );
