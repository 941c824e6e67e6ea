import type { AllMiddlewareArgs, App, SlackCommandMiddlewareArgs } from '@slack/bolt';
import type { Logger } from 'pino';
import { broken, type EphemeralMessage, queued, refused } from '../blocks/answers.ts';
import { renderAnswer } from '../blocks/local/index.ts';
import { messageLink } from '../jobs/message-link.ts';
import { actionOf } from '../src/actions/index.ts';
import { type Invocation, interpret } from '../src/actions/interpret.ts';
import { isLocalName, type LocalName, localCommandOf } from '../src/actions/local/index.ts';
import type { Desk } from '../src/actions/local/local-command.ts';
import { commands } from '../src/actions/registry.ts';
import type { ClusterConfig, Rules } from '../src/config/config.ts';
import { clusterWithId } from '../src/config/target.ts';
import { newReference } from '../src/core/ids.ts';
import { refusal } from '../src/core/refusal.ts';
import type { Target } from '../src/core/target.ts';
import { clusterAllowedIn } from '../src/people/channels.ts';
import { refuse } from '../src/people/refuse.ts';
import { type Role, roleToAsk, type Verdict } from '../src/people/rights.ts';
import type { Freezes } from '../src/runs/freeze.ts';
import { type RunStore, StoreUnavailable } from '../src/runs/store.ts';
import type { WatchList } from '../src/runs/watch.ts';
import type { FloodGuard } from './flood.ts';
import { within } from './within.ts';

const COMMAND = '/bursting';

/** Contract, section 2: rights within 0.4 s, the run within 1 s, the answer within 1.5 s of arrival. */
const RIGHTS_MS = 400;
const CREATE_MS = 1_000;
const ANSWER_MS = 1_450;
/** Loading the cloud's SDK takes a process that has both roles a third of a second: an answer that lies ready is read then. */
const STOOD_STILL_MS = 400;

export interface CommandDeps {
  readonly rules: Rules;
  readonly runs: RunStore;
  readonly judge: (role: Role, user: string, cluster: ClusterConfig | null) => Promise<Verdict>;
  readonly freezes: Freezes;
  readonly watches: WatchList;
  readonly flood: FloodGuard;
  readonly workspace: () => { readonly teamId: string; readonly url: string };
  readonly log: Logger;
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
}

export function registerCommand(app: App, deps: CommandDeps): void {
  app.command(COMMAND, async ({ ack, body }: SlackCommandMiddlewareArgs & AllMiddlewareArgs) => {
    const arrived = performance.now();
    const typed = { text: body.text ?? '', user: body.user_id, channel: body.channel_id, team: body.team_id, trigger: body.trigger_id };
    await ack({ response_type: 'ephemeral', ...(await answerInTime(deps, typed)) });
    deps.onAnswer?.((performance.now() - arrived) / 1_000);
  });
}

/** The one answer a person gets, within 1.5 s whatever happens behind. Never rejects. */
async function answerInTime(deps: CommandDeps, typed: Typed): Promise<EphemeralMessage> {
  const answer = answerTo(deps, typed).catch((error: unknown): EphemeralMessage => {
    if (error instanceof StoreUnavailable) {
      deps.log.warn({ user: typed.user, detail: error.message, unknown: error.unknown }, 'command not queued: Redis does not answer');
      return refused(refusal('store_unavailable', { unknown: error.unknown }));
    }
    const reference = newReference();
    deps.log.error({ err: error, user: typed.user, reference }, 'command stopped by a bug');
    return broken(reference);
  });
  return within(ANSWER_MS, answer, () => refused(refusal('store_unavailable', { unknown: true })));
}

async function answerTo(deps: CommandDeps, typed: Typed): Promise<EphemeralMessage> {
  const { rules } = deps;
  if (typed.team !== deps.workspace().teamId) return refused(refusal('wrong_workspace', {}));
  const seconds = deps.flood.admit(typed.user);
  if (seconds > 0) return refused(refusal('rate_limited', { seconds }));

  const read = interpret(typed.text, { commands, rules, channel: typed.channel, isDirectMessage: typed.channel.startsWith('D') });
  if ('refused' in read) return refused(read.refused);
  const invocation = read.ok;
  const judge = (role: Role, cluster: ClusterConfig | null): Promise<Verdict> => judgeInTime(deps, role, typed.user, cluster);
  if (isLocalName(invocation.command)) return answerLocally(deps, typed, invocation.command, invocation, judge);

  const verdict = await judge(invocation.kind === 'local' ? 'viewer' : roleToAsk(invocation.kind), invocation.cluster);
  if (!verdict.allowed) return refused(refuse(verdict, invocation.cluster?.alias ?? null));
  return createRun(deps, typed, invocation);
}

async function createRun(deps: CommandDeps, typed: Typed, { command, params, target, group }: Invocation): Promise<EphemeralMessage> {
  const action = actionOf(command);
  if (!action || !target) throw new Error(`no action or target for ${command}`);
  const created = await deps.runs.create(
    { command, action: action.skillAction ?? command, target, requestedBy: typed.user, channel: typed.channel, params, group },
    { delivery: typed.trigger, withinMs: CREATE_MS, queuedLimit: deps.rules.limits.queuedPerCluster },
  );
  if (created.outcome === 'full') return refused(refusal('queue_full', { cluster: nameOf(target), queued: created.queued }));
  deps.log.info(
    { run: created.run.id, command, cluster: nameOf(target), user: typed.user, repeated: created.outcome === 'repeated' },
    'run created',
  );
  return queued(created.run);
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
    if (!verdict.allowed) return refused(refuse(verdict, invocation.cluster?.alias ?? null));
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
  );
}

/** What Slack has not said in time is a no that says so; the question goes on, so that the next time it is known. */
const judgeInTime = (deps: CommandDeps, role: Role, user: string, cluster: ClusterConfig | null): Promise<Verdict> =>
  within(
    RIGHTS_MS,
    deps.judge(role, user, cluster),
    () => ({ allowed: false, role, because: { code: 'barred', why: 'unknown' } }),
    STOOD_STILL_MS,
  );

const nameOf = (target: Target): string => target.alias ?? target.clusterId;
