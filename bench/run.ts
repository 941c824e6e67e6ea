import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { writeFigures } from './document.ts';
import { type Figure, holds, table } from './figure.ts';
import { acknowledge } from './measures/acknowledge.ts';
import { largeCluster } from './measures/crowd.ts';
import { firstMessage } from './measures/first-message.ts';
import { history } from './measures/history.ts';
import { scaling } from './measures/scaling.ts';
import { start } from './measures/start.ts';
import { throughput } from './measures/throughput.ts';
import { wallTime } from './measures/wall-time.ts';
import { watches } from './measures/watches.ts';

/**
 * `npm run bench`: every budget of the design, measured beside its baseline in the same run. A table for people on standard error, JSON
 * on standard output or in the file that `--json` names; `--write` puts the figures into docs/performance.md. Names of measures choose some
 * of them; `--quick` shortens the steady load.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: 'boolean', default: false }, json: { type: 'string' }, write: { type: 'boolean', default: false } },
});
const MEASURES: Readonly<Record<string, () => Promise<readonly Figure[]>>> = {
  start,
  acknowledge: () => acknowledge({ seconds: values.quick ? 10 : 60 }),
  'first-message': firstMessage,
  'wall-time': wallTime,
  throughput,
  'large-cluster': largeCluster,
  scaling,
  watches,
  history,
};

const unknown = positionals.filter((name) => !Object.hasOwn(MEASURES, name));
if (unknown.length > 0) {
  process.stderr.write(`There is no measure ${unknown.join(', ')}. There are: ${Object.keys(MEASURES).join(', ')}.\n`);
  process.exit(2);
}
if (values.write && (values.quick || positionals.length > 0)) {
  process.stderr.write('--write wants all measures, and whole: without --quick and names.\n');
  process.exit(2);
}

const measured: Record<string, readonly Figure[]> = {};
const tookS: Record<string, number> = {};
const failed: string[] = [];
for (const [name, measure] of Object.entries(MEASURES)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  process.stderr.write(`measuring ${name}`);
  const since = performance.now();
  try {
    measured[name] = await measure();
  } catch (error) {
    // What the others measured is kept.
    failed.push(name);
    process.stderr.write(`\n${error instanceof Error ? error.stack : String(error)}\n`);
  }
  tookS[name] = Math.round((performance.now() - since) / 1_000);
  process.stderr.write(`: ${tookS[name]} s\n`);
}
const all = Object.values(measured).flat();
const total = Object.values(tookS).reduce((sum, each) => sum + each, 0);
process.stderr.write(`\n${table(all)}\n\nIt took ${Math.floor(total / 60)} min ${total % 60} s.\n`);
const machine = {
  cores: availableParallelism(),
  cpu: cpus()[0]?.model.trim() ?? '',
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  node: process.version,
};
const report = { at: new Date().toISOString(), machine, quick: values.quick, tookS, failed, measured };
const text = `${JSON.stringify(report, null, 2)}\n`;
if (values.write && failed.length === 0) writeFigures(report);
if (values.json) writeFileSync(values.json, text);
else process.stdout.write(text);
process.exit(failed.length > 0 || all.some((figure) => holds(figure) === false) ? 1 : 0);
