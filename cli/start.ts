import { flushCompileCache } from 'node:module';
import { startBot } from './bot.ts';
import { SetupError } from './expected-errors.ts';
import { openLog } from './log.ts';
import { secretsOf, startSettings } from './settings.ts';

/** Stopping that takes longer than this is ended by force: whatever is left undone is done by another process, or after the restart. */
const STOP_MS = 25_000;
/** Node keeps what it compiled when it ends; a program that runs for months and may be killed keeps it once it has started. */
const KEEP_COMPILED_AFTER_MS = 10_000;

/** Runs the bot until it is told to stop (SIGTERM, SIGINT). Resolves with the exit code. */
export async function start(): Promise<number> {
  const config = startSettings();
  const log = openLog(config.log, secretsOf(config), process.stdout);
  return new Promise((resolve, reject) => {
    let ending = false;
    const starting = new AbortController();
    const bot = startBot(config, log, (error) => end(error.message, 2), { giveUp: starting.signal });
    const end = (why: string, code: number): void => {
      if (ending) {
        log.warn({ why }, 'stopping at once');
        process.exit(code || 1);
      }
      ending = true;
      log[code === 0 ? 'info' : 'fatal']({ why }, 'stopping');
      setTimeout(() => {
        log.error('stopping took too long: ended by force');
        process.exit(1);
      }, STOP_MS).unref();
      starting.abort(new Error(why));
      bot
        .then((running) => running.stop())
        .then(
          () => log.info('stopped'),
          () => {},
        )
        .finally(() => resolve(code));
    };
    process.on('SIGTERM', () => end('SIGTERM', 0));
    process.on('SIGINT', () => end('SIGINT', 0));
    process.on('unhandledRejection', (error) => {
      log.fatal({ err: error }, 'unhandled rejection');
      end('a bug', 1);
    });
    bot.then(
      () => setTimeout(flushCompileCache, KEEP_COMPILED_AFTER_MS).unref(),
      () => {},
    );
    bot.catch((error: unknown) => {
      if (ending) return;
      if (error instanceof SetupError) log.fatal(error.message);
      reject(error);
    });
  });
}
