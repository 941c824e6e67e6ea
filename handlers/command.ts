import type { AllMiddlewareArgs, App, SlackCommandMiddlewareArgs } from '@slack/bolt';
import { broken, type EphemeralMessage, queued, refused } from '../blocks/answers.ts';
import type { Catalogue } from '../blocks/catalogue.ts';
import { en } from '../blocks/en/index.ts';
import { renderAnswer } from '../blocks/local/index.ts';
import { messageLink } from '../jobs/message-link.ts';
import type { Speak } from '../jobs/speak.ts';
import { type Invocation, interpret } from '../src/actions/interpret.ts';
import { isLocalName, type LocalName, localCommandOf } from '../src/actions/local/index.ts';
import type { Desk } from '../src/actions/local/local-command.ts';
import { commands } from '../src/actions/registry.ts';
import { type ClusterConfig, clusterWithId } from '../src/config/config.ts';
import { newReference } from '../src/core/ids.ts';
import { type Refusal, refusal } from '../src/core/refusal.ts';
import { clusterAllowedIn } from '../src/people/channels.ts';
import { refuse } from '../src/people/refuse.ts';
import type { Role, Verdict } from '../src/people/rights.ts';
import type { FormDesk } from '../src/runs/form.ts';
import type { Freezes } from '../src/runs/freeze.ts';
import { StoreUnavailable } from '../src/runs/store.ts';
import type { WatchList } from '../src/runs/watch.ts';
import type { FloodGuard } from './flood.ts';
import { openForm } from './form.ts';
import { judgeInTime, type StartDeps, startRun } from './start-run.ts';
import { within } from './within.ts';

const COMMAND = '/bursting';

/** Contract, section 2: the answer within 1.5 s of arrival. */
const ANSWER_MS = 1_450;
/** Slack opens a window in this time, or the person reads what to type instead. */
const FORM_MS = 900;

export interface CommandDeps extends StartDeps {
  readonly freezes: Freezes;
  readonly watches: WatchList;
  readonly forms: FormDesk;
  readonly speak: Speak;
  readonly flood: FloodGuard;
  readonly workspace: () => { readonly teamId: string; readonly url: string };
  readonly onAnswer?: (seconds: number) => void;
}

/** What matters of a slash command. */
interface Typed {
  readonly text: string;
  readonly user: string;
  readonly channel: string;
  readonly team: string;
  /** One per thing typed, the same when Slack delivers it again. */
  readonly trigger: string;
  /** Opens windows. */
  readonly client: AllMiddlewareArgs['client'];
  /** When it arrived, by this process's clock. */
  readonly arrived: number;
  /** In whose language they are answered: asked for beside everything else. Never rejects. */
  readonly say: Promise<Catalogue>;
}

export function registerCommand(app: App, deps: CommandDeps): void {
  app.command(COMMAND, async ({ ack, body, client }: SlackCommandMiddlewareArgs & AllMiddlewareArgs) => {
    const arrived = performance.now();
    const typed = {
      text: body.text ?? '',
      user: body.user_id,
      channel: body.channel_id,
      team: body.team_id,
      trigger: body.trigger_id,
      client,
      arrived,
      say: deps.speak(body.user_id),
    };
    const answer = await answerInTime(deps, typed);
    await (answer ? ack({ response_type: 'ephemeral', ...answer }) : ack());
    deps.onAnswer?.((performance.now() - arrived) / 1_000);
  });
}

/** The one answer a person gets, within 1.5 s whatever happens behind. Never rejects. */
async function answerInTime(deps: CommandDeps, typed: Typed): Promise<EphemeralMessage | null> {
  let say = en;
  void typed.say.then((known) => {
    say = known;
  });
  const answer = answerTo(deps, typed).catch(async (error: unknown): Promise<EphemeralMessage> => {
    if (error instanceof StoreUnavailable) {
      deps.log.warn({ user: typed.user, detail: error.message, unknown: error.unknown }, 'command not queued: Redis does not answer');
      return refused(refusal('store_unavailable', { unknown: error.unknown }), await typed.say);
    }
    const reference = newReference();
    deps.log.error({ err: error, user: typed.user, reference }, 'command stopped by a bug');
    return broken(reference, await typed.say);
  });
  return within(ANSWER_MS - (performance.now() - typed.arrived), answer, () =>
    refused(refusal('store_unavailable', { unknown: true }), say),
  );
}

/** Null: nothing is to be said, a form is the answer. */
async function answerTo(deps: CommandDeps, typed: Typed): Promise<EphemeralMessage | null> {
  const { rules } = deps;
  if (typed.team !== deps.workspace().teamId) return refused(refusal('wrong_workspace', {}), await typed.say);
  const seconds = deps.flood.admit(typed.user);
  if (seconds > 0) return refused(refusal('rate_limited', { seconds }), await typed.say);

  const read = interpret(typed.text, { commands, rules, channel: typed.channel, isDirectMessage: typed.channel.startsWith('D') });
  if ('refused' in read) {
    const { code, facts } = read.refused;
    const form = code === 'no_cluster' && facts.form ? await answerWithForm(deps, typed, facts.command) : null;
    return form === 'opened' ? null : refused(form ?? read.refused, await typed.say);
  }
  const invocation = read.ok;
  const judge = (role: Role, cluster: ClusterConfig | null): Promise<Verdict> => judgeInTime(deps, role, typed.user, cluster);
  if (isLocalName(invocation.command)) return answerLocally(deps, typed, invocation.command, invocation, judge);

  const started = await startRun(deps, { user: typed.user, channel: typed.channel, delivery: typed.trigger }, invocation);
  return 'refused' in started ? refused(started.refused, await typed.say) : queued(started.run, await typed.say);
}

/**
 * A plan command alone, where no cluster is usual: its form, if there is a cluster here that this person may ask for plans on. Null: the
 * form is the answer.
 */
async function answerWithForm(deps: CommandDeps, typed: Typed, command: string): Promise<'opened' | Refusal | null> {
  const clusters = [...deps.rules.clusters.values()].filter((cluster) => clusterAllowedIn(cluster, typed.channel));
  const verdicts = await Promise.all(clusters.map((cluster) => judgeInTime(deps, 'operator', typed.user, cluster)));
  const [first] = verdicts;
  if (first && !verdicts.some(({ allowed }) => allowed)) return refuse(first, clusters[0]?.alias ?? null);
  if (!first) return null;
  const { user, channel } = typed;
  const opening = openForm(deps, typed.client, typed.trigger, { user, channel, command, params: {}, cluster: null }, await typed.say);
  return (await within(FORM_MS, opening, () => false)) ? 'opened' : null;
}

async function answerLocally(
  deps: CommandDeps,
  typed: Typed,
  name: LocalName,
  invocation: Invocation,
  judge: Desk['judge'],
): Promise<EphemeralMessage> {
  const command = localCommandOf(name);
  if (!command) throw new Error(`${name} is no local command`);
  if (!command.open) {
    const verdict = await judge('viewer', invocation.cluster);
    if (!verdict.allowed) return refused(refuse(verdict, invocation.cluster?.alias ?? null), await typed.say);
  }
  const desk: Desk = {
    user: typed.user,
    channel: typed.channel,
    rules: deps.rules,
    runs: deps.runs,
    freezes: deps.freezes,
    watches: deps.watches,
    commands,
    judge,
    visible: (run) => clusterAllowedIn(clusterWithId(deps.rules, run.target.clusterId), typed.channel),
    link: (message) => messageLink(deps.workspace().url, message),
  };
  return renderAnswer(
    name,
    await command.answer(
      {
        params: command.params.parse(invocation.params),
        argument: invocation.argument,
        target: invocation.target,
        cluster: invocation.cluster,
        group: invocation.group,
      },
      desk,
    ),
    await typed.say,
  );
}
