import { readFileSync, writeFileSync } from 'node:fs';
import { type Figure, holds, limitOf, shown } from './figure.ts';

const FILE = new URL('../docs/performance.md', import.meta.url);
const MARKS = ['<!-- written by npm run bench -- --write -->\n', '<!-- end -->\n'] as const;

interface Report {
  readonly at: string;
  readonly machine: { readonly cores: number; readonly cpu: string; readonly memoryGiB: number; readonly node: string };
  readonly tookS: Readonly<Record<string, number>>;
  readonly measured: Readonly<Record<string, readonly Figure[]>>;
}

/** What was measured, where and how long that took, for docs/performance.md. */
function figuresText({ at, machine, tookS, measured }: Report): string {
  const day = new Date(at).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
  const total = Object.values(tookS).reduce((sum, each) => sum + each, 0);
  const each = Object.entries(tookS).map(([name, seconds]) => `\`${name}\` ${seconds} s`);
  const rows = Object.values(measured)
    .flat()
    .map((figure) => {
      const { what, value, unit, baseline } = figure;
      const verdict = { true: 'holds', false: '**missed**', null: '' }[String(holds(figure)) as 'true' | 'false' | 'null'];
      return `| ${[what, `${shown(value)} ${unit}`, baseline ? `${shown(baseline.value)}, ${baseline.what}` : '', limitOf(figure), verdict].join(' | ')} |`;
    });
  return [
    `${day}, ${machine.cores} cores (${machine.cpu}), ${machine.memoryGiB} GiB, Node ${machine.node.slice(1)}. It took ${Math.floor(total / 60)} min ${total % 60} s: ${each.join(', ')}.`,
    '',
    '| figure | value | baseline, same run | budget | |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

/** Puts it into its place in docs/performance.md. */
export function writeFigures(report: Report): void {
  const text = readFileSync(FILE, 'utf8');
  const [from, to] = MARKS.map((mark) => text.indexOf(mark)) as [number, number];
  if (from < 0 || to < from) throw new Error('docs/performance.md has no place for the figures');
  writeFileSync(FILE, `${text.slice(0, from)}${MARKS[0]}\n${figuresText(report)}\n${text.slice(to)}`);
}
