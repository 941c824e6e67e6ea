import { isFinal, type Run } from '../src/runs/run.ts';
import { CONFIGURED } from '../src/runs/watch.ts';
import type { Catalogue } from './catalogue.ts';
import { en } from './en/index.ts';
import { guideShown } from './guide.ts';
import { guideViewOf, planViewOf, viewOf } from './index.ts';
import {
  actions,
  type Block,
  channel,
  clip,
  code,
  context,
  mention,
  message,
  type Part,
  SIGNS,
  type SlackMessage,
  section,
  slackDate,
} from './kit.ts';
import { printed } from './plan/decision.ts';
import { blockedShown, planShown } from './plan.ts';
import { runButtons, strayButtons } from './run-buttons.ts';
import { STATE_SIGNS } from './signs.ts';
import { failure, headline, nameOf, type Shown, underWay } from './view.ts';

/** How a run stands: its sign, one plain sentence, and all else there is to say. */
export const shownRun = (run: Run, say: Catalogue): Shown => {
  const guided = guideViewOf(run.command);
  if (guided) return guideShown(run, guided, say);
  const own = planShown(run, planViewOf(run.command), say) ?? (run.state === 'succeeded' ? viewOf(run, say) : null);
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
const footer = (run: Run, say: Catalogue, { earlier }: Where): Block => {
  const seconds = Math.max(0, Math.round((run.updatedAt - run.createdAt) / 1_000));
  const follows = run.parent !== null && !run.plan;
  return context(
    code(clip(run.id, 40)),
    ...(run.plan ? [printed(run.plan, say)] : []),
    ...(run.supersedes === null ? [] : [say.run.takesPlace(code(clip(run.supersedes, 40)))]),
    ...(earlier === null ? [] : [`<${earlier}|${say.run.earlier}>`]),
    ...(run.successor === null ? [] : [say.run.wentOn(code(clip(run.successor, 40)))]),
    ...(follows ? [] : [run.requestedBy === CONFIGURED ? say.watch.by : say.run.askedBy(mention(run.requestedBy))]),
    ...(run.state === 'cancelled' && run.endedBy ? [say.run.cancelledBy(mention(run.endedBy))] : []),
    ...(follows ? [] : [slackDate(run.createdAt)]),
    ...(isFinal(run.state) && !run.plan ? [say.run.took(seconds)] : []),
  );
};

/** Why a watch speaks. */
const news = ({ watch }: Run, say: Catalogue): readonly Block[] => {
  if (!watch?.news) return [];
  const { ready, since } = watch.news;
  const before = since === null ? null : slackDate(since);
  return [context(ready ? say.watch.readyAgain(before) : say.watch.notReady(before))];
};

/** Where a message stands. */
export interface Where {
  /** In a direct message to the requester, because the bot may not post where the run belongs. */
  readonly astray: boolean;
  /** Address of the message that Slack lets nobody edit any more, and that this one goes on from. */
  readonly earlier: string | null;
}
const USUAL: Where = { astray: false, earlier: null };

/** What the message of a run is made of, in its order: what the view shows, the buttons, which run it is. */
export const laidOut = (run: Run, { parts, buttons: own = [] }: Shown, say: Catalogue, where: Where = USUAL): readonly Part[] => {
  const asks = run.state === 'awaiting_approval' && where.astray;
  const said = asks ? strayButtons(run, own, say) : own;
  const buttons = [...said, ...runButtons(run, !said.some(({ style }) => style === 'primary'), say)];
  return [
    ...parts,
    ...(asks ? [section(`${SIGNS.warning} ${say.run.astray(channel(run.channel))}`)] : []),
    ...(buttons.length > 0 ? [actions(...buttons)] : []),
    ...news(run, say),
    footer(run, say, where),
  ];
};

/**
 * The one Slack message of a run, as the run is now. Pure: the same run makes the same message, so it can be posted and edited as often
 * as it takes.
 */
export function renderRun(run: Run, say: Catalogue = en, where: Where = USUAL): SlackMessage {
  const shown = shownRun(run, say);
  return message({
    text: shown.verdict,
    blocks: laidOut(run, shown, say, where),
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
