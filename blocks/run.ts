import type { RunState } from '../src/runs/run.ts';
import { isFinal, type Run } from '../src/runs/run.ts';
import { type Catalogue, explain } from './catalogue.ts';
import { en } from './en/index.ts';
import { viewOf } from './index.ts';
import { type Block, clip, code, context, mention, message, type Sign, type SlackMessage, section, sentence, slackDate } from './kit.ts';
import { headline, nameOf, type Shown } from './view.ts';

/** A state's sign, where the result itself is not looked at. */
export const STATE_SIGNS: Readonly<Record<RunState, Sign>> = {
  queued: 'queued',
  running: 'running',
  awaiting_approval: 'waiting',
  approved: 'queued',
  applying: 'running',
  succeeded: 'ok',
  failed: 'failed',
  blocked: 'problem',
  rejected: 'cancelled',
  expired: 'cancelled',
  stale: 'cancelled',
  cancelled: 'cancelled',
};

/** What was being done, why it failed, what to do next. */
const failure = ({ error }: Run, say: Catalogue): readonly Block[] => {
  if (!error) return [];
  const { message: why, remedy } = explain(error.finding, say);
  const id = error.requestId ? [code(clip(say.run.requestId(error.requestId), 120))] : [];
  const hints = [...(error.retryable ? [say.run.retryable] : []), ...id];
  return [section(`${sentence(why)}\n*${say.run.todo}:* ${sentence(remedy, 600)}`), ...(hints.length > 0 ? [context(...hints)] : [])];
};

const shown = (run: Run, say: Catalogue): Shown => {
  const own = run.state === 'succeeded' ? viewOf(run, say) : null;
  if (own) return own;
  const sign = STATE_SIGNS[run.state];
  const verdict = say.run.state(run.command, nameOf(run.target), run.state);
  return { sign, verdict, parts: [headline(sign, verdict), ...(run.state === 'failed' ? failure(run, say) : [])] };
};

/** Which run it is, who wanted it and when. People are named here only: a name in a context block of an edited message pings nobody. */
const footer = (run: Run, say: Catalogue): Block => {
  const seconds = Math.max(0, Math.round((run.updatedAt - run.createdAt) / 1_000));
  return context(
    code(clip(run.id, 40)),
    say.run.askedBy(mention(run.requestedBy)),
    ...(run.state === 'cancelled' && run.endedBy ? [say.run.cancelledBy(mention(run.endedBy))] : []),
    slackDate(run.createdAt),
    ...(isFinal(run.state) ? [say.run.took(seconds)] : []),
  );
};

/**
 * The one Slack message of a run, as the run is now. Pure: the same run makes the same message, so it can be posted and edited as often
 * as it takes.
 */
export function renderRun(run: Run, say: Catalogue = en): SlackMessage {
  const { verdict, parts } = shown(run, say);
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
