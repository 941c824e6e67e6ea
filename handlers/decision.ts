import type {
  AllMiddlewareArgs,
  App,
  BlockAction,
  ButtonAction,
  SlackActionMiddlewareArgs,
  SlackViewMiddlewareArgs,
  ViewSubmitAction,
} from '@slack/bolt';
import type { Logger } from 'pino';
import { broken, decided, type EphemeralMessage, refused } from '../blocks/answers.ts';
import { detailsView } from '../blocks/details.ts';
import { REASON_CALLBACK, readReason, reasonError, reasonView } from '../blocks/reject.ts';
import type { Homes } from '../jobs/homes.ts';
import { messageLink } from '../jobs/message-link.ts';
import type { ClusterConfig, Rules } from '../src/config/config.ts';
import { clusterWithId } from '../src/config/target.ts';
import { isRunId, newReference } from '../src/core/ids.ts';
import { type Refusal, refusal, shorten } from '../src/core/refusal.ts';
import { clusterAllowedIn } from '../src/people/channels.ts';
import { seenAtHome } from '../src/people/home.ts';
import { refuse } from '../src/people/refuse.ts';
import type { Role, Verdict } from '../src/people/rights.ts';
import { decide } from '../src/runs/decide.ts';
import { type Objection, objection, type Click as SeenClick } from '../src/runs/objection.ts';
import type { Approval, Run, RunState } from '../src/runs/run.ts';
import { type MoveOptions, type RunStore, StoreUnavailable } from '../src/runs/store.ts';

import { tell } from './tell.ts';
import { turnstile } from './turnstile.ts';
import { within } from './within.ts';

/** Slack waits 3 s for the answer to a form, and lets a window be opened within 3 s of the click; Approve is acknowledged already. */
const RIGHTS_MS = { approve: 8_000, reject: 1_500, details: 1_500 } as const;
/** Clicks that are looked at together. */
const AT_ONCE = 50;

/** What was clicked on, as Slack says it: a message, or a view that may be the clicker's own App Home. */
type Place = { readonly channel: string; readonly ts: string } | { readonly home: string };

/** One click, whoever made it and wherever. Nothing in it is believed but who clicked, and where. */
interface Click {
  readonly run: string;
  readonly user: string;
  readonly team: string | null;
  readonly place: Place;
}

export interface DecisionDeps {
  readonly rules: Rules;
  readonly runs: RunStore;
  readonly judge: (role: Role, user: string, cluster: ClusterConfig | null) => Promise<Verdict>;
  readonly sign: (run: Run, approval: Omit<Approval, 'signature'>) => string;
  readonly homes: Pick<Homes, 'isOwn' | 'opened'>;
  readonly workspace: () => { readonly teamId: string; readonly url: string };
  readonly log: Logger;
}

type Verb = 'approve' | 'reject';
type ButtonArgs = SlackActionMiddlewareArgs<BlockAction<ButtonAction>> & AllMiddlewareArgs;
type SubmitArgs = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs;

/** The buttons of every plan, and the form that asks why it is rejected. */
export function registerDecisions(app: App, deps: DecisionDeps): void {
  const inTurn = turnstile(AT_ONCE);
  const button = (id: string, act: (click: Click, args: ButtonArgs) => Promise<EphemeralMessage | null>): void => {
    app.action<BlockAction<ButtonAction>>({ type: 'block_actions', action_id: id }, async (args: ButtonArgs) => {
      await args.ack();
      const click = clickOf(args);
      const answer = await inTurn(() => answering(deps, () => act(click, args)));
      if (answer) await tell(args, answer);
      // What became of it is seen there; one that is out of date, so that its buttons count for nothing, is replaced.
      if ('home' in click.place) await deps.homes.opened(click.user);
    });
  };
  button('plan_approve', (click) => settle(deps, 'approve', click, null));
  button('plan_reject', async (click, { body, client }) => {
    // Rights are looked at twice: now, so that nobody writes a reason for nothing, and when it is submitted.
    const looked = await look(deps, 'reject', click, (seen) => objection(seen) ?? {});
    if ('refused' in looked) return refused(looked.refused);
    await record(deps, 'reject', click, null);
    await client.views.open({ trigger_id: body.trigger_id, view: reasonView(looked.run, click.place) });
    return null;
  });
  button('plan_details', async (click, { body, client }) => {
    const seen = await view(deps, click);
    await record(deps, 'details', click, 'refused' in seen ? seen.refused : null);
    if ('refused' in seen) return refused(seen.refused);
    await client.views.open({ trigger_id: body.trigger_id, view: detailsView(seen.run) });
    return null;
  });
  app.view<ViewSubmitAction>({ type: 'view_submission', callback_id: REASON_CALLBACK }, async ({ ack, body, view }: SubmitArgs) => {
    const given = readReason(view);
    if (!given) return ack();
    if (given.reason.trim() === '') return ack({ response_action: 'errors', errors: reasonError() });
    const click: Click = { run: given.run, user: body.user.id, team: body.team?.id ?? null, place: given.place };
    const answer = await inTurn(() => answering(deps, () => settle(deps, 'reject', click, given.reason.trim())));
    return answer?.failed ? ack({ response_action: 'errors', errors: reasonError(answer.text) }) : ack();
  });
}

/** Whatever happens, the person who clicked hears. */
async function answering(
  deps: DecisionDeps,
  act: () => Promise<EphemeralMessage | null>,
): Promise<(EphemeralMessage & { failed?: boolean }) | null> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof StoreUnavailable) return { ...refused(refusal('store_unavailable', { unknown: error.unknown })), failed: true };
    const reference = newReference();
    deps.log.error({ err: error, reference }, 'click stopped by a bug');
    return { ...broken(reference), failed: true };
  }
}

/** Decides until it is decided: who loses the race against another click looks again at what that one did. */
async function settle(
  deps: DecisionDeps,
  verb: Verb,
  click: Click,
  reason: string | null,
): Promise<EphemeralMessage & { failed?: boolean }> {
  for (;;) {
    const looked = await look(deps, verb, click, (seen) => decide({ ...seen, reason }));
    if ('refused' in looked) return { ...refused(looked.refused), failed: true };
    const { run, found } = looked;
    const approvals = [...run.approvals, { ...found.approval, signature: deps.sign(run, found.approval) }];
    const moved = await deps.runs.move(
      run,
      found.to,
      { approvals, ...(verb === 'reject' ? { by: click.user } : {}) },
      optionsFor(deps.rules, run, found.to),
    );
    if (moved.moved) return { text: decided(moved.run, verb).text };
  }
}

const optionsFor = (rules: Rules, run: Run, to: RunState): MoveOptions =>
  to === 'approved'
    ? { inTime: true, work: 'new', deadlineMs: (clusterWithId(rules, run.target.clusterId)?.approvals ?? rules.approvals).applyWithinMs }
    : { inTime: true };

/**
 * The run as it is now, with what `judged` makes of the click on it. A refused click goes into the audit; one that comes too late itself
 * expires the plan, and is then refused for that.
 */
async function look<T extends object>(
  deps: DecisionDeps,
  verb: Verb,
  click: Click,
  judged: (seen: SeenClick) => Objection | T,
): Promise<{ readonly refused: Refusal } | { readonly run: Run; readonly found: T }> {
  const no = async (why: Refusal): Promise<{ readonly refused: Refusal }> => {
    await record(deps, verb, click, why);
    return { refused: why };
  };
  if (click.team !== null && click.team !== deps.workspace().teamId) return no(refusal('wrong_workspace', {}));
  const stored = isRunId(click.run) ? await deps.runs.get(click.run) : null;
  if (!stored) return no(refusal('unknown_run', { id: shorten(click.run), near: null }));
  const { run, now } = stored;
  const cluster = clusterWithId(deps.rules, run.target.clusterId);
  const rules = { ...(cluster?.approvals ?? deps.rules.approvals), readOnly: deps.rules.readOnly };
  const [verdict, message, place] = await Promise.all([
    judgeInTime(deps, 'approver', RIGHTS_MS[verb], click, cluster),
    deps.runs.message(run.id),
    placeOf(deps, click),
  ]);
  const link = message && messageLink(deps.workspace().url, message);
  const found = judged({ run, verb, actor: click.user, verdict, place, message, link, now, rules });
  if ('refused' in found) return no(found.refused);
  if ('expire' in found) {
    await deps.runs.move(run, 'expired', {});
    return look(deps, verb, click, judged);
  }
  return { run, found };
}

/** The clicker's own Home is a place; any other view is none, like a message that is not the run's own. */
async function placeOf({ homes }: DecisionDeps, { user, place }: Click): Promise<SeenClick['place']> {
  if (!('home' in place)) return place;
  return (await homes.isOwn(user, place.home)) ? 'home' : NOWHERE;
}

/** Whoever may read may look at the whole plan, from anywhere the cluster may be talked about, and from where their Home shows it. */
async function view(deps: DecisionDeps, click: Click): Promise<{ readonly refused: Refusal } | { readonly run: Run }> {
  if (click.team !== null && click.team !== deps.workspace().teamId) return { refused: refusal('wrong_workspace', {}) };
  const unknown = { refused: refusal('unknown_run', { id: shorten(click.run), near: null }) };
  const found = isRunId(click.run) ? await deps.runs.get(click.run) : null;
  if (!found) return unknown;
  const cluster = clusterWithId(deps.rules, found.run.target.clusterId);
  const place = await placeOf(deps, click);
  if (place !== 'home' && !clusterAllowedIn(cluster, place.channel)) return unknown;
  const viewer = await judgeInTime(deps, 'viewer', RIGHTS_MS.details, click, cluster);
  if (!viewer.allowed) return { refused: refuse(viewer, cluster?.alias ?? null) };
  if (place !== 'home') return { run: found.run };
  const approver = await judgeInTime(deps, 'approver', RIGHTS_MS.details, click, cluster);
  return seenAtHome(found.run, click.user, cluster, { viewer, approver }) ? { run: found.run } : unknown;
}

/** What Slack has not said in time is a no that says so; the question goes on, so that the next time it is known. */
function judgeInTime(deps: DecisionDeps, role: Role, ms: number, { user }: Click, cluster: ClusterConfig | null): Promise<Verdict> {
  const unknown: Verdict = { allowed: false, role, because: { code: 'barred', why: 'unknown' } };
  return within(ms, deps.judge(role, user, cluster), () => unknown);
}

/** A click that decided nothing, into the audit. A button's value is what somebody sent: it is cut. */
const record = (deps: DecisionDeps, verb: Verb | 'details', { run, user: by, place }: Click, why: Refusal | null): Promise<void> =>
  deps.runs.record({ kind: 'click', run: shorten(run), verb, by, refused: why?.code ?? null, ...placeRecord(place) });

const placeRecord = (place: Place) => ('home' in place ? { channel: 'home', ts: shorten(place.home) } : place);

const NOWHERE = { channel: '', ts: '' };

function clickOf({ body, action }: ButtonArgs): Click {
  const { message, view: clicked } = body;
  const at = message ? { channel: body.channel?.id ?? '', ts: message.ts } : NOWHERE;
  const place = clicked?.type === 'home' ? { home: clicked.id } : at;
  return { run: action.value ?? '', user: body.user.id, team: body.team?.id ?? null, place };
}
