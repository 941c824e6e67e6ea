import { plainRefusal } from '../blocks/answers.ts';
import { errorDocument, planDocument, resultDocument } from '../blocks/document.ts';
import { World } from '../jobs/world.ts';
import { actionOf } from '../src/actions/index.ts';
import { interpret } from '../src/actions/interpret.ts';
import { commands } from '../src/actions/registry.ts';
import { clusterWithId, type Rules } from '../src/config/config.ts';
import { type AnyAction, type Context, type GuidedAction, isGuided, longestMs, type Outcome } from '../src/core/action.ts';
import { BotError, isBotError } from '../src/core/errors.ts';
import { redactJson, redactor } from '../src/core/redact.ts';
import { propose } from '../src/runs/plan-run.ts';
import { SetupError } from './expected-errors.ts';
import { runSettings, secretsOf } from './settings.ts';

/**
 * `bursting run <command> ...`: one read, or a plan's preview, without Slack and Redis, for whoever holds the credentials: roles, channels and `allowUnlisted`
 * do not apply. Prints the result as JSON on standard output; exit code 0 if it says `success`.
 */
export async function run(words: readonly string[]): Promise<number> {
  const config = runSettings();
  const rules = {
    ...config.rules,
    allowUnlisted: true,
    clusters: new Map([...config.rules.clusters].map(([alias, cluster]) => [alias, { ...cluster, channels: null }])),
  };
  const read = interpret(words.map(quote).join(' '), { commands, rules, channel: '', isDirectMessage: false, withoutCluster: true });
  if ('refused' in read) throw new SetupError(plainRefusal(read.refused));
  const { command, params, target } = read.ok;
  const action = actionOf(command);
  if (!action || isGuided(action) || !target)
    throw new SetupError(
      `${command} is answered in Slack only; bursting run takes ${commands.names.filter((name) => commands.find(name)?.kind === 'read' || commands.find(name)?.kind === 'plan').join(', ')}`,
    );

  const clean = redactor(secretsOf(config));
  const print = (document: object): void => void process.stdout.write(`${JSON.stringify(redactJson(document, clean), null, 2)}\n`);
  const world = new World({ huawei: config.huawei, rules });
  const timeoutMs = longestMs(action, action.params.parse(params));
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const context = await world.open(target, new Date(), signal);
    const result = await answer(command, action, action.params.parse(params), context, rules);
    print(resultDocument(result, action.skillAction ?? command, target));
    return result.success ? 0 : 1;
  } catch (cause) {
    const error = signal.aborted ? new BotError('timeout', { seconds: timeoutMs / 1_000 }, { retryable: true, cause }) : cause;
    if (!isBotError(error)) throw error;
    print(
      resultDocument(
        { success: false, error: errorDocument({ finding: error.finding, requestId: error.requestId, retryable: error.retryable }) },
        action.skillAction ?? command,
        target,
      ),
    );
    return 1;
  } finally {
    await world.close();
  }
}

/** A read, or what a plan would do: here nothing can be approved, so nothing is applied. */
async function answer(
  command: string,
  action: Exclude<AnyAction, GuidedAction<object>>,
  params: object,
  context: Context,
  rules: Rules,
): Promise<Outcome> {
  if (action.kind === 'read') return action.read(params, context);
  const approvals = clusterWithId(rules, context.target.clusterId)?.approvals ?? rules.approvals;
  const proposal = propose(command, action, params, await action.read(params, context), { context, rules: approvals });
  return { ...proposal.result, success: proposal.plan !== null, ...(proposal.plan ? { plan: planDocument(proposal.plan, null) } : {}) };
}

/** A shell has taken the quotes away that the command line in chat needs. */
const quote = (word: string): string => (/\s/.test(word) ? `"${word}"` : word);
