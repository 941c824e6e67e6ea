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

const USAGE = `npm run bench -- [<measure> ...] [--quick] [--json <file>] [--write]

Measures every budget of the design beside its baseline in the same run: a table on standard error, JSON on standard output. Ends with 1 when
a budget is missed.

  <measure>      some of them only: ${Object.keys(MEASURES).join(', ')}
  --quick        a shorter steady load
  --json <file>  the JSON goes there
  --write        the table goes into docs/performance.md; wants all measures, and whole
`;

/** Ends with what to type instead. */
function refuse(why: string): never {
  process.stderr.write(`${why}\n\n${USAGE}`);
  process.exit(2);
}

function read() {
  const flag = { type: 'boolean', default: false } as const;
  try {
    return parseArgs({ allowPositionals: true, options: { quick: flag, json: { type: 'string' }, write: flag, help: flag } });
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}

const { values, positionals } = read();
if (values.help) {
  process.stdout.write(USAGE);
  process.exit(0);
}
const unknown = positionals.filter((name) => !Object.hasOwn(MEASURES, name));
if (unknown.length > 0) refuse(`There is no measure ${unknown.join(', ')}.`);
if (values.write && (values.quick || positionals.length > 0)) refuse('--write wants all measures, and whole: without --quick and names.');

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
