import { startBot } from '../../cli/bot.ts';
import { openLog } from '../../cli/log.ts';
import { secretsOf, startSettings } from '../../cli/settings.ts';
import { TEMPOS } from './tempo.ts';

/** One bot as a process of its own, configured by its environment like `bursting start`; it says `ready` and lives as long as its parent. */
const config = startSettings();
const log = openLog(config.log, secretsOf(config), process.stdout);
process.on('disconnect', () => process.exit(0));
process.on('unhandledRejection', (error) => {
  log.fatal({ err: error }, 'unhandled rejection');
  process.exit(1);
});
const onFatal = (error: Error): void => {
  log.fatal(error.message);
  process.exit(1);
};
await startBot(config, log, onFatal, { tempo: process.env.FAULTS_TEMPO === 'real' ? TEMPOS.real : TEMPOS.fast });
process.send?.('ready');
