import { plainRefusal } from '../blocks/answers.ts';
import { errorDocument, resultDocument } from '../blocks/document.ts';
import { World } from '../jobs/world.ts';
import { actionOf } from '../src/actions/index.ts';
import { interpret } from '../src/actions/interpret.ts';
import { commands } from '../src/actions/registry.ts';
import { isBotError } from '../src/core/errors.ts';
import { SetupError } from './expected-errors.ts';
import { runSettings } from './settings.ts';

/**
 * `bursting run <command> ...`: one read, without Slack and Redis, for whoever holds the credentials: roles, channels and `allowUnlisted`
 * do not apply. Prints the result as JSON on standard output; exit code 0 if it says `success`.
 */
export async function run(words: readonly string[]): Promise<number> {
  const config = runSettings();
  const rules = {
    ...config.rules,
    allowUnlisted: true,
    clusters: new Map([...config.rules.clusters].map(([alias, cluster]) => [alias, { ...cluster, channels: null }])),
  };
  const read = interpret(words.map(quote).join(' '), { commands, rules, channel: '', isDirectMessage: false });
  if ('refused' in read) throw new SetupError(plainRefusal(read.refused));
  const { command, params, target } = read.ok;
  const action = actionOf(command);
  if (!action || !target)
    throw new SetupError(
      `${command} is answered in Slack only; bursting run takes ${commands.names.filter((name) => actionOf(name)).join(', ')}`,
    );

  const world = new World({ huawei: config.huawei, rules });
  const signal = AbortSignal.timeout(action.timeoutMs);
  try {
    const context = await world.open(target, new Date(), signal);
    const result = await action.read(action.params.parse(params), context);
    print(resultDocument(result, action.skillAction ?? command, target));
    return result.success ? 0 : 1;
  } catch (error) {
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

/** A shell has taken the quotes away that the command line in chat needs. */
const quote = (word: string): string => (/\s/.test(word) ? `"${word}"` : word);

const print = (document: object): void => void process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
