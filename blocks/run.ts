import { isFinal, type Run } from '../src/runs/run.ts';
import type { Catalogue } from './catalogue.ts';
import { en } from './en/index.ts';
import { namesOf, viewOf } from './index.ts';
import { type Block, clip, code, context, mention, message, type SlackMessage, slackDate } from './kit.ts';
import { printed } from './plan/decision.ts';
import { blockedShown, planShown } from './plan.ts';
import { STATE_SIGNS } from './signs.ts';
import { failure, headline, nameOf, type Shown, underWay } from './view.ts';

/** How a run stands: its sign, one plain sentence, and all else there is to say. */
export const shownRun = (run: Run, say: Catalogue): Shown => {
  const own = planShown(run, namesOf(run.command, say), say) ?? (run.state === 'succeeded' ? viewOf(run, say) : null);
  if (own) return own;
  if (run.state === 'blocked') return blockedShown(run, say);
  const sign = STATE_SIGNS[run.state];
  const verdict = say.run.state(run.command, nameOf(run.target), run.state);
  const more = run.state === 'failed' ? failure(run, say) : run.state === 'running' ? underWay(run, say) : [];
  return { sign, verdict, parts: [headline(sign, verdict), ...more] };
};

/**
 * Which run it is, who wanted it and when. People are named in context blocks: there, a name in an edited message pings nobody. A read
 * that another run asked for stands in its thread, where who and when are said already; a plan waits for people, which is no duration.
 */
const footer = (run: Run, say: Catalogue): Block => {
  const seconds = Math.max(0, Math.round((run.updatedAt - run.createdAt) / 1_000));
  const follows = run.parent !== null && !run.plan;
  return context(
    code(clip(run.id, 40)),
    ...(run.plan ? printed(run, run.plan, say) : []),
    ...(follows ? [] : [say.run.askedBy(mention(run.requestedBy))]),
    ...(run.state === 'cancelled' && run.endedBy ? [say.run.cancelledBy(mention(run.endedBy))] : []),
    ...(follows ? [] : [slackDate(run.createdAt)]),
    ...(isFinal(run.state) && !run.plan ? [say.run.took(seconds)] : []),
  );
};

/**
 * The one Slack message of a run, as the run is now. Pure: the same run makes the same message, so it can be posted and edited as often
 * as it takes.
 */
export function renderRun(run: Run, say: Catalogue = en): SlackMessage {
  const { verdict, parts } = shownRun(run, say);
  return message({
    text: verdict,
    blocks: [...parts, footer(run, say)],
    metadata: {
      event_type: 'bursting_run',
      event_payload: {
        run_id: run.id,
        command: run.command,
        state: run.state,
        cluster: run.target.alias ?? '',
        region: run.target.region,
      },
    },
  });
}
