import type { App } from '@slack/bolt';
import { type EphemeralMessage, onItsWay, queued, refused, reposting } from '../blocks/answers.ts';
import { messageLink } from '../jobs/message-link.ts';
import { actionOf } from '../src/actions/index.ts';
import { clusterWithId } from '../src/config/config.ts';
import { DEFAULT_GROUP } from '../src/config/target.ts';
import { isRunId } from '../src/core/ids.ts';
import { type Refusal, refusal, shorten } from '../src/core/refusal.ts';
import { refuse } from '../src/people/refuse.ts';
import { roleToAsk } from '../src/people/rights.ts';
import { objectToResume } from '../src/runs/resume.ts';
import { isFinal, type Run } from '../src/runs/run.ts';
import { threadOf } from '../src/runs/store.ts';
import { type Click, type ClickDeps, foreign, judgeWithin, objectToRead, onButton, placeOf, recordClick } from './click.ts';
import { turnstile } from './turnstile.ts';

/** The click is acknowledged already: there is time to ask Slack. */
const RIGHTS_MS = 8_000;
const CREATE_MS = 1_000;
/** Clicks that are looked at together. */
const AT_ONCE = 50;

/** The buttons of runs that have ended: to ask again, and to take everything away. */
export function registerRunButtons(app: App, deps: ClickDeps): void {
  const inTurn = turnstile(AT_ONCE);
  onButton(app, deps, 'run_again', inTurn, (click) => askAgain(deps, click));
  onButton(app, deps, 'run_repost', inTurn, (click) => postAgain(deps, click));
  onButton(app, deps, 'run_json', inTurn, (click) => takeAway(deps, click));
}

type Refused = { readonly refused: Refusal };

async function found(deps: ClickDeps, click: Click): Promise<Refused | { readonly run: Run }> {
  const other = foreign(click, deps);
  if (other) return { refused: other };
  const stored = isRunId(click.run) ? await deps.runs.get(click.run) : null;
  return stored ? { run: stored.run } : { refused: refusal('unknown_run', { id: shorten(click.run), near: null }) };
}

/** A new run with the same parameters, asked for by who clicked; one, however many click, however often. */
async function askAgain(deps: ClickDeps, click: Click): Promise<EphemeralMessage> {
  const no = async (why: Refusal): Promise<EphemeralMessage> => {
    await recordClick(deps, 'again', click, why);
    return refused(why, await click.say);
  };
  const looked = await found(deps, click);
  if ('refused' in looked) return no(looked.refused);
  const { run } = looked;
  const cluster = clusterWithId(deps.rules, run.target.clusterId);
  const [verdict, message, place] = await Promise.all([
    judgeWithin(RIGHTS_MS, deps, roleToAsk(actionOf(run.command)?.kind ?? 'plan'), click.user, cluster),
    deps.runs.message(run.id),
    placeOf(deps, click),
  ]);
  const link = message && messageLink(deps.workspace().url, message);
  const objection = objectToResume({ run, verdict, place, message, link });
  if (objection) return no(objection);

  const { id, command, action, target, channel, params } = run;
  const created = await deps.runs.create(
    {
      command,
      action,
      target,
      requestedBy: click.user,
      channel,
      params,
      group: cluster?.workers ?? DEFAULT_GROUP,
      supersedes: id,
      ...threadOf(run),
    },
    { delivery: `resume-${id}`, withinMs: CREATE_MS, queuedLimit: deps.rules.limits.queuedPerCluster },
  );
  if (created.outcome === 'full') return no(refusal('queue_full', { cluster: target.alias ?? target.clusterId, queued: created.queued }));
  if (created.outcome === 'repeated') return no(refusal('resumed_already', { id, successor: created.run.id }));
  await recordClick(deps, 'again', click, null);
  deps.log.info({ run: created.run.id, command, supersedes: id, user: click.user }, 'run created');
  return queued(created.run, await click.say);
}

/** A plan whose message went to its requester alone, because the bot could not post in its channel: it tries there once more. */
async function postAgain(deps: ClickDeps, click: Click): Promise<EphemeralMessage> {
  const no = async (why: Refusal): Promise<EphemeralMessage> => {
    await recordClick(deps, 'repost', click, why);
    return refused(why, await click.say);
  };
  const looked = await found(deps, click);
  if ('refused' in looked) return no(looked.refused);
  const { run } = looked;
  const [message, place] = await Promise.all([deps.runs.message(run.id), placeOf(deps, click)]);
  if (!message || place === 'home' || place.channel !== message.channel || place.ts !== message.ts)
    return no(refusal('wrong_message', { id: run.id, link: message && messageLink(deps.workspace().url, message) }));
  const cluster = clusterWithId(deps.rules, run.target.clusterId);
  const verdict = await judgeWithin(RIGHTS_MS, deps, 'viewer', click.user, cluster);
  if (!verdict.allowed) return no(refuse(verdict, cluster?.alias ?? null));
  await recordClick(deps, 'repost', click, null);
  await deps.runs.repost(run.id);
  return reposting(run, await click.say);
}

/** Whoever may read may have it, from anywhere the cluster may be talked about; it comes to the run's own thread, where others see it too. */
async function takeAway(deps: ClickDeps, click: Click): Promise<EphemeralMessage> {
  const refusedFor = async (): Promise<Refused | { readonly run: Run }> => {
    const looked = await found(deps, click);
    if ('refused' in looked) return looked;
    const { run } = looked;
    const hidden = await objectToRead(deps, click, run, RIGHTS_MS);
    if (hidden) return { refused: hidden };
    return isFinal(run.state) ? { run } : { refused: refusal('not_ended', { id: run.id, state: run.state }) };
  };
  const looked = await refusedFor();
  await recordClick(deps, 'json', click, 'refused' in looked ? looked.refused : null);
  if ('refused' in looked) return refused(looked.refused, await click.say);
  const fresh = await deps.runs.want(looked.run.id, 'json');
  const message = await deps.runs.message(looked.run.id);
  return onItsWay(looked.run, fresh, message && messageLink(deps.workspace().url, message), await click.say);
}
