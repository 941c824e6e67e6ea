import type { AllMiddlewareArgs, App, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { Logger } from 'pino';
import { broken, type EphemeralMessage, refused } from '../blocks/answers.ts';
import type { Catalogue } from '../blocks/catalogue.ts';
import type { Homes } from '../jobs/homes.ts';
import type { Speak } from '../jobs/speak.ts';
import { type ClusterConfig, clusterWithId, type Rules } from '../src/config/config.ts';
import { newReference } from '../src/core/ids.ts';
import { type Refusal, refusal, shorten } from '../src/core/refusal.ts';
import { clusterAllowedIn } from '../src/people/channels.ts';
import { seenAtHome } from '../src/people/home.ts';
import { refuse } from '../src/people/refuse.ts';
import type { Role, Verdict } from '../src/people/rights.ts';
import type { Run } from '../src/runs/run.ts';
import { type RunStore, StoreUnavailable } from '../src/runs/store.ts';
import { tell } from './tell.ts';
import { within } from './within.ts';

/** What was clicked on, as Slack says it: a message, or a view that may be the clicker's own App Home. */
type Place = { readonly channel: string; readonly ts: string } | { readonly home: string };
/** No message, and nobody's Home. */
const NOWHERE = { channel: '', ts: '' };

/** One click, whoever made it and wherever. Nothing in it is believed but who clicked, and where. */
export interface Click {
  readonly run: string;
  readonly user: string;
  readonly team: string | null;
  readonly place: Place;
  /** In whose language they are answered: asked for beside everything else. Never rejects. */
  readonly say: Promise<Catalogue>;
}

/** What every handler of clicks needs. */
export interface ClickDeps {
  readonly rules: Rules;
  readonly runs: RunStore;
  readonly judge: (role: Role, user: string, cluster: ClusterConfig | null) => Promise<Verdict>;
  readonly homes: Pick<Homes, 'isOwn' | 'opened'>;
  readonly speak: Speak;
  readonly workspace: () => { readonly teamId: string; readonly url: string };
  readonly log: Logger;
}

/** `failed`: nothing came of it, and a form that asked says so itself. */
export type ClickAnswer = EphemeralMessage & { readonly failed?: boolean };
export type ButtonArgs = SlackActionMiddlewareArgs<BlockAction<ButtonAction>> & AllMiddlewareArgs;

/** One button, wherever it stands: acknowledged at once, then answered to the one who clicked, unless a window is the answer (null). */
export function onButton(
  app: App,
  deps: Pick<ClickDeps, 'log' | 'homes' | 'speak'>,
  id: string,
  inTurn: <T>(work: () => Promise<T>) => Promise<T>,
  act: (click: Click, args: ButtonArgs) => Promise<EphemeralMessage | null>,
): void {
  app.action<BlockAction<ButtonAction>>({ type: 'block_actions', action_id: id }, async (args: ButtonArgs) => {
    await args.ack();
    const click = { ...clickOf(args), say: deps.speak(args.body.user.id) };
    const answer = await inTurn(() => answering(deps, click.say, () => act(click, args)));
    if (answer) await tell(args, answer, await click.say);
    // What became of it is seen there; one that is out of date, so that its buttons count for nothing, is replaced.
    if ('home' in click.place) await deps.homes.opened(click.user);
  });
}

/** Whatever happens, the person who clicked hears. */
export async function answering<T>(deps: Pick<ClickDeps, 'log'>, say: Promise<Catalogue>, act: () => Promise<T>): Promise<T | ClickAnswer> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof StoreUnavailable)
      return { ...refused(refusal('store_unavailable', { unknown: error.unknown }), await say), failed: true };
    const reference = newReference();
    deps.log.error({ err: error, reference }, 'click stopped by a bug');
    return { ...broken(reference, await say), failed: true };
  }
}

/** What Slack has not said in time is a no that says so; the question goes on, so that the next time it is known. */
export function judgeWithin(
  ms: number,
  { judge }: Pick<ClickDeps, 'judge'>,
  role: Role,
  user: string,
  cluster: ClusterConfig | null,
): Promise<Verdict> {
  const unknown: Verdict = { allowed: false, role, because: { code: 'barred', why: 'unknown' } };
  return within(ms, judge(role, user, cluster), () => unknown);
}

/** Somebody of another workspace; null for one of ours. */
export const foreign = ({ team }: Click, { workspace }: Pick<ClickDeps, 'workspace'>): Refusal | null =>
  team !== null && team !== workspace().teamId ? refusal('wrong_workspace', {}) : null;

/** The clicker's own Home is a place; any other view is none, like a message that is not the run's own. */
export async function placeOf(
  { homes }: Pick<ClickDeps, 'homes'>,
  { user, place }: Click,
): Promise<{ readonly channel: string; readonly ts: string } | 'home'> {
  if (!('home' in place)) return place;
  return (await homes.isOwn(user, place.home)) ? 'home' : NOWHERE;
}

/** Why who clicked may not see the run from there: whoever may read may, wherever the cluster may be talked about, or their Home shows it. */
export async function objectToRead(deps: ClickDeps, click: Click, run: Run, rightsMs: number): Promise<Refusal | null> {
  const unknown = refusal('unknown_run', { id: run.id, near: null });
  const cluster = clusterWithId(deps.rules, run.target.clusterId);
  const place = await placeOf(deps, click);
  if (place !== 'home' && !clusterAllowedIn(cluster, place.channel)) return unknown;
  const viewer = await judgeWithin(rightsMs, deps, 'viewer', click.user, cluster);
  if (!viewer.allowed) return refuse(viewer, cluster?.alias ?? null);
  if (place !== 'home') return null;
  const approver = await judgeWithin(rightsMs, deps, 'approver', click.user, cluster);
  return seenAtHome(run, click.user, cluster, { viewer, approver }) ? null : unknown;
}

/** A click that moved nothing, into the audit. A button's value is what somebody sent: it is cut. */
export const recordClick = (
  { runs }: Pick<ClickDeps, 'runs'>,
  verb: string,
  { run, user: by, place }: Click,
  why: Refusal | null,
): Promise<void> => runs.record({ kind: 'click', run: shorten(run), verb, by, refused: why?.code ?? null, ...placeRecord(place) });

const placeRecord = (place: Place) => ('home' in place ? { channel: 'home', ts: shorten(place.home) } : place);

function clickOf({ body, action }: ButtonArgs): Omit<Click, 'say'> {
  const { message, view } = body;
  const at = message ? { channel: body.channel?.id ?? '', ts: message.ts } : NOWHERE;
  const place = view?.type === 'home' ? { home: view.id } : at;
  return { run: action.value ?? '', user: body.user.id, team: body.team?.id ?? null, place };
}
