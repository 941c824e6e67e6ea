import type { AllMiddlewareArgs, App, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import { decided, refused } from '../blocks/answers.ts';
import { detailsView } from '../blocks/details.ts';
import { REASON_CALLBACK, readReason, reasonError, reasonView } from '../blocks/reject.ts';
import { messageLink } from '../jobs/message-link.ts';
import { clusterWithId, type Rules } from '../src/config/config.ts';
import { isRunId } from '../src/core/ids.ts';
import { type Refusal, refusal, shorten } from '../src/core/refusal.ts';
import { decide } from '../src/runs/decide.ts';
import { type Objection, objection, type Click as SeenClick } from '../src/runs/objection.ts';
import type { Approval, Run, RunState } from '../src/runs/run.ts';
import type { MoveOptions } from '../src/runs/store.ts';
import {
  answering,
  type Click,
  type ClickAnswer,
  type ClickDeps,
  foreign,
  judgeWithin,
  objectToRead,
  onButton,
  placeOf,
  recordClick,
} from './click.ts';
import { turnstile } from './turnstile.ts';

/** Slack waits 3 s for the answer to a form, and lets a window be opened within 3 s of the click; Approve is acknowledged already. */
const RIGHTS_MS = { approve: 8_000, reject: 1_500, details: 1_500 } as const;
/** Clicks that are looked at together. */
const AT_ONCE = 50;

export interface DecisionDeps extends ClickDeps {
  readonly sign: (run: Run, approval: Omit<Approval, 'signature'>) => string;
}

type Verb = 'approve' | 'reject';
type SubmitArgs = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs;

/** The buttons of every plan, and the form that asks why it is rejected. */
export function registerDecisions(app: App, deps: DecisionDeps): void {
  const inTurn = turnstile(AT_ONCE);
  onButton(app, deps, 'plan_approve', inTurn, (click) => settle(deps, 'approve', click, null));
  onButton(app, deps, 'plan_reject', inTurn, async (click, { body, client }) => {
    // Rights are looked at twice: now, so that nobody writes a reason for nothing, and when it is submitted.
    const looked = await look(deps, 'reject', click, (seen) => objection(seen) ?? {});
    if ('refused' in looked) return refused(looked.refused, await click.say);
    await recordClick(deps, 'reject', click, null);
    await client.views.open({ trigger_id: body.trigger_id, view: reasonView(looked.run, click.place, await click.say) });
    return null;
  });
  onButton(app, deps, 'plan_details', inTurn, async (click, { body, client }) => {
    const seen = await view(deps, click);
    await recordClick(deps, 'details', click, 'refused' in seen ? seen.refused : null);
    if ('refused' in seen) return refused(seen.refused, await click.say);
    await client.views.open({ trigger_id: body.trigger_id, view: detailsView(seen.run, await click.say) });
    return null;
  });
  app.view<ViewSubmitAction>({ type: 'view_submission', callback_id: REASON_CALLBACK }, async ({ ack, body, view }: SubmitArgs) => {
    const given = readReason(view);
    if (!given) return ack();
    const say = deps.speak(body.user.id);
    if (given.reason.trim() === '') return ack({ response_action: 'errors', errors: reasonError(undefined, await say) });
    const click: Click = { run: given.run, user: body.user.id, team: body.team?.id ?? null, place: given.place, say };
    const answer = await inTurn(() => answering(deps, say, () => settle(deps, 'reject', click, given.reason.trim())));
    return answer?.failed ? ack({ response_action: 'errors', errors: reasonError(answer.text, await say) }) : ack();
  });
}

/** Decides until it is decided: who loses the race against another click looks again at what that one did. */
async function settle(deps: DecisionDeps, verb: Verb, click: Click, reason: string | null): Promise<ClickAnswer> {
  for (;;) {
    const looked = await look(deps, verb, click, (seen) => decide({ ...seen, reason }));
    if ('refused' in looked) return { ...refused(looked.refused, await click.say), failed: true };
    const { run, found } = looked;
    const approvals = [...run.approvals, { ...found.approval, signature: deps.sign(run, found.approval) }];
    const moved = await deps.runs.move(
      run,
      found.to,
      { approvals, ...(verb === 'reject' ? { by: click.user } : {}) },
      optionsFor(deps.rules, run, found.to),
    );
    if (moved.moved) return { text: decided(moved.run, verb, await click.say).text };
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
    await recordClick(deps, verb, click, why);
    return { refused: why };
  };
  const other = foreign(click, deps);
  if (other) return no(other);
  const stored = isRunId(click.run) ? await deps.runs.get(click.run) : null;
  if (!stored) return no(refusal('unknown_run', { id: shorten(click.run), near: null }));
  const { run, now } = stored;
  const cluster = clusterWithId(deps.rules, run.target.clusterId);
  const rules = { ...(cluster?.approvals ?? deps.rules.approvals), readOnly: deps.rules.readOnly };
  const [verdict, message, place] = await Promise.all([
    judgeWithin(RIGHTS_MS[verb], deps, 'approver', click.user, cluster),
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

/** Whoever may read may look at the whole plan, from anywhere the cluster may be talked about, and from where their Home shows it. */
async function view(deps: DecisionDeps, click: Click): Promise<{ readonly refused: Refusal } | { readonly run: Run }> {
  const other = foreign(click, deps);
  if (other) return { refused: other };
  const found = isRunId(click.run) ? await deps.runs.get(click.run) : null;
  if (!found) return { refused: refusal('unknown_run', { id: shorten(click.run), near: null }) };
  const hidden = await objectToRead(deps, click, found.run, RIGHTS_MS.details);
  return hidden ? { refused: hidden } : { run: found.run };
}
