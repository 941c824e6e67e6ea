import type { Cost, Step } from '../../src/core/plan.ts';
import { count, list } from './phrases.ts';

type Verb = Step['verb'];

const VERB: Readonly<Record<Verb, string>> = { create: 'create', update: 'update', unchanged: 'leave as it is' };
const NOTHING = 'Nothing was changed.';

/** How many resources of one kind get the same treatment. */
export interface Share {
  readonly verb: Verb;
  readonly kind: { readonly one: string; readonly many: string };
  readonly count: number;
}

const shares = (all: readonly Share[]): string => {
  const said = all.map(({ verb, kind, count: n }) => `${VERB[verb]} ${count(n, kind.one, kind.many)}`);
  return list(said, 3) || 'change nothing';
};

/** How far an apply got: steps that are done, of all that were to be made. */
export interface Progress {
  readonly done: number;
  readonly all: number;
  /** At least one write was sent, or may have been. */
  readonly begun: boolean;
}
const far = ({ done, all, begun }: Progress): string => (begun ? `${done} of ${count(all, 'step')} done` : 'nothing was changed');

/** All that views of plans say. Verdicts are plain text; elsewhere values come as ready markup. */
export const plan = {
  verdict: {
    awaiting: (command: string, cluster: string, all: readonly Share[], given: number, required: number) =>
      required > 1
        ? `${command} on ${cluster} waits for ${count(required, 'approval')}, ${given} given, to ${shares(all)}.`
        : `${command} on ${cluster} waits for approval to ${shares(all)}.`,
    unapprovable: (command: string, cluster: string, all: readonly Share[]) =>
      `${command} on ${cluster} would ${shares(all)}, but cannot be approved.`,
    approved: (command: string, cluster: string) => `${command} on ${cluster} is approved and about to start.`,
    waiting: {
      run: (command: string, cluster: string, run: string) => `${command} on ${cluster} is approved and waits for ${run} to end.`,
      rights: (command: string, cluster: string) =>
        `${command} on ${cluster} is approved and waits until the approvers' rights are confirmed.`,
      freeze: (command: string, cluster: string) => `${command} on ${cluster} is approved and waits: changes are frozen.`,
      read_only: (command: string, cluster: string) => `${command} on ${cluster} is approved and waits: the bot is set to read only.`,
    },
    applying: (command: string, cluster: string, { done, all }: Progress) =>
      `${command} on ${cluster} is being applied: ${done} of ${count(all, 'step')} done.`,
    stopping: (command: string, cluster: string, { done, all }: Progress) =>
      `${command} on ${cluster} was asked to stop, and stops before its next write: ${done} of ${count(all, 'step')} done.`,
    succeeded: (command: string, cluster: string, made: number, adopted: number) =>
      `${command} on ${cluster} is done: ${made} applied${adopted > 0 ? `, ${adopted} found there already` : ''}.`,
    nothingToDo: (command: string, cluster: string) => `${command} has nothing to do on ${cluster}: all it would make is there.`,
    nothingNow: (command: string, cluster: string, warnings: number) =>
      `${command} has nothing to do on ${cluster} for now; ${count(warnings, 'warning')} to look at.`,
    nothingLeft: (command: string, cluster: string) =>
      `${command} on ${cluster} is done without a change: all of it was there before the apply began.`,
    failed: (command: string, cluster: string, progress: Progress) => `${command} on ${cluster} failed: ${far(progress)}.`,
    cancelled: (command: string, cluster: string, progress: Progress) => `${command} on ${cluster} was cancelled: ${far(progress)}.`,
    rejected: (command: string, cluster: string) => `${command} on ${cluster} was rejected. ${NOTHING}`,
    expired: (command: string, cluster: string) => `${command} on ${cluster} expired: nobody decided in time. ${NOTHING}`,
    partlyApproved: (command: string, cluster: string, given: number, required: number) =>
      `${command} on ${cluster} expired with ${given} of ${count(required, 'approval')}. ${NOTHING}`,
    stale: (command: string, cluster: string) => `${command} on ${cluster} is out of date. ${NOTHING}`,
    blocked: (command: string, cluster: string, issues: number) =>
      issues === 0
        ? `${command} on ${cluster} is blocked; nothing was changed.`
        : `${command} on ${cluster} is blocked: ${count(issues, 'thing')} in the way. ${NOTHING}`,
  },
  labels: {
    cluster: 'Cluster',
    region: 'Region',
    clusterId: 'Cluster id',
    project: 'Project id',
    decide: 'Decide before',
    cost: 'Cost',
    deletes: 'Deletes',
    approvals: 'Approvals',
    reason: 'Reason',
    fingerprint: 'Fingerprint',
    requested: 'Asked by',
    state: 'State',
    run: 'Run',
    expires: 'Open until',
  },
  deletesNothing: 'nothing',
  willDo: 'What will be done, if it is approved',
  wouldDo: 'What it would have done',
  progress: 'Steps',
  verbs: { create: 'Create', update: 'Update', unchanged: 'Leave as it is' } satisfies Record<Verb, string>,
  there: (id: string, since: string | null) => (since === null ? `there as ${id}` : `there as ${id} since ${since}`),
  notSet: 'not set',
  none: 'none',
  yes: 'yes',
  no: 'no',
  moreValues: (n: number) => `and ${n.toLocaleString('en-US')} more`,
  moreFields: (n: number) => `and ${count(n, 'more value')}`,
  moreSteps: (n: number) => `and ${count(n, 'more step')}: the file in the thread has all of them`,
  moreHere: (n: number, command: string) => `and ${n.toLocaleString('en-US')} more: ${command} prints all`,
  cost: {
    charged: {
      hour: (steps: string) => `charged per started hour: ${steps}`,
      node: (steps: string) => `charged per node: ${steps}`,
      pod: (steps: string) => `charged per pod, by its flavor: ${steps}`,
    } satisfies Record<Cost['unit'], (steps: string) => string>,
    free: (steps: string) => `no charge: ${steps}`,
    unknown: (steps: string) => `not known whether it is charged: ${steps}`,
    amount: (n: number, of: string | null) => (of === null ? n.toLocaleString('en-US') : `${n.toLocaleString('en-US')} × ${of}`),
    none: 'no new charge is known',
    short: {
      hour: (n: number) => `${n} charged per started hour`,
      node: (n: number) => `${n} charged per node`,
      pod: (n: number) => `${n} charged per pod`,
    } satisfies Record<Cost['unit'], (n: number) => string>,
    shortFree: 'no charge',
    shortUnknown: (n: number) => `cost of ${n} not known`,
  },
  applyingNow: (runs: string, many: boolean) =>
    many
      ? `*Other runs are applying* to the same cluster or VPC: ${runs}. This one would start when they have ended.`
      : `*Another run is applying* to the same cluster or VPC: ${runs}. This one would start when it has ended.`,
  unapprovable:
    '*It cannot be approved:* no approver is configured for this cluster. An administrator can name some in `bursting.yaml` (`approvals`, `approvers`).',
  waits: {
    run: (run: string) => `${run} is applying to the same cluster or VPC; this one starts by itself when that has ended.`,
    rights: 'Slack has to say that those who approved still may; the bot keeps asking.',
    freeze: (reason: string) =>
      `${reason === '' ? '' : `*Reason:* ${reason}\n`}It starts by itself after \`/bursting unfreeze\`, if there is time left.`,
    read_only: 'It starts by itself when the bot runs with `readOnly: false` again, if there is time left.',
  },
  startsBefore: (when: string) => `starts before ${when}, or not at all`,
  askedToStop: (person: string) => `asked to stop by ${person}`,
  frozenBy: (person: string) => `frozen by ${person}`,
  approvalsSoFar: (given: number, required: number) => `${given} of ${required}`,
  decided: {
    approved: (person: string, when: string) => `approved by ${person}, ${when}`,
    rejected: (person: string, when: string) => `rejected by ${person}, ${when}`,
  },
  moreDecisions: (n: number) => `and ${n} more`,
  wasWaiting: 'waits for approval',
  plan: (fingerprint: string) => `plan ${fingerprint}`,
  changes: 'What changed since it was made',
  newPlan: (run: string) => `*The new plan asks again:* ${run}`,
  step: {
    next: 'waiting to start',
    intended: 'asked for, looking whether it is there',
    waiting: (id: string | null) => (id === null ? 'asked for, becoming ready' : `there as ${id}, becoming ready`),
    done: (id: string | null) => (id === null ? 'done' : `done, ${id}`),
    adopted: (id: string | null) => (id === null ? 'was there already' : `was there already, ${id}`),
    failed: (id: string | null) => (id === null ? 'failed' : `failed, ${id}`),
    skipped: 'not begun',
    unknown: 'asked for; whether it was done is not known',
    unready: (id: string | null) => (id === null ? 'asked for, was not ready yet' : `there as ${id}, was not ready yet`),
    unchanged: (id: string | null) => (id === null ? 'there already' : `there already, ${id}`),
  },
  goOn: (command: string) => `*To go on:* ${command} looks again and plans only what is missing.`,
  askAgain: (command: string) => `*To ask again:* ${command}`,
  thenAgain: (command: string) => `*Then:* ${command}`,
  buttons: { approve: 'Approve', reject: 'Reject', details: 'Details' },
  confirm: {
    title: 'Apply this plan?',
    text: (what: readonly Share[], which: string, where: string, cost: string, fingerprint: string) =>
      `It will ${shares(what)}${which === '' ? '' : ` (${which})`} on ${where}.\nCost: ${cost}. Deletes: nothing.\nPlan ${fingerprint}`,
    where: (alias: string | null, clusterId: string, region: string) => `${alias === null ? '' : `${alias}, `}${clusterId} in ${region}`,
    confirm: 'Apply plan',
    deny: 'Not yet',
  },
  details: {
    title: (fingerprint: string) => `Plan ${fingerprint}`,
    plain: 'Plan',
    noPlan: 'This run has no plan: there was nothing to do, something was in the way, or it was not made yet.',
    close: 'Close',
    of: (command: string, cluster: string) => `${command} on ${cluster}`,
    steps: (n: number) => `Steps (${n})`,
    parameters: 'Parameters, defaults filled in',
    warnings: (n: number) => `Warnings (${n})`,
  },
  reject: {
    title: 'Reject the plan',
    submit: 'Reject',
    close: 'Back',
    intro: (command: string, cluster: string) => `${command} on ${cluster}. Nothing will be changed.`,
    label: 'Why?',
    hint: 'Everybody in the channel can read it, and it is kept with the plan.',
    placeholder: 'What should be different',
    empty: 'Say in a few words why: whoever asked for the plan needs to know.',
  },
};
