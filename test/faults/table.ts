import { boundary, type Case } from './case.ts';
import type { Played } from './crew.ts';

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;
const unique = <T>(items: readonly T[]): readonly T[] => [...new Set(items)];
const worst = (played: readonly Played[]): number => Math.max(0, ...played.map(({ outcome }) => outcome.recoveryMs));

const SECTIONS: readonly (readonly [title: string, Pick<Case, 'phase' | 'wire' | 'role'>])[] = [
  ['the plan is posted, worker and Redis', { phase: 'ask', wire: 'redis', role: 'worker' }],
  ['the plan is posted, worker and Slack', { phase: 'ask', wire: 'slack', role: 'worker' }],
  ['the click, gateway and Redis', { phase: 'apply', wire: 'redis', role: 'gateway' }],
  ['the click, gateway and Slack', { phase: 'apply', wire: 'slack', role: 'gateway' }],
  ['the apply and what follows, worker and cloud', { phase: 'apply', wire: 'cloud', role: 'worker' }],
  ['the apply and what follows, worker and Redis', { phase: 'apply', wire: 'redis', role: 'worker' }],
  ['the apply and what follows, worker and Slack', { phase: 'apply', wire: 'slack', role: 'worker' }],
];

/** How one case went: whether all was as without the fault, and how long that took. */
function cell({ played, outcome }: Played): string {
  const how = `${played.moment}${played.standby ? '\\*' : ''}`;
  if (outcome.problems.length > 0) return `**${how}: broken**`;
  return outcome.met ? `${how} ${seconds(outcome.recoveryMs)}` : `${how}: not met`;
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}

function section(title: string, played: readonly Played[]): string {
  const acts = unique(played.map((each) => each.played.act)).toSorted();
  const places = unique(played.map((each) => `${each.played.name} #${each.played.nth}`)).toSorted();
  const rows = places.map((place) => [
    place,
    ...acts.map((act) =>
      played
        .filter((each) => each.played.act === act && boundary(each.played).endsWith(` / ${place}`))
        .map(cell)
        .toSorted()
        .reverse()
        .join('<br>'),
    ),
  ]);
  return [`### ${title}`, '', table(['boundary', ...acts], rows)].join('\n');
}

/** What was played of one command. */
export interface Told {
  readonly command: string;
  /** In the cloud: what was there, and what must be there after. */
  readonly before: string;
  readonly after: string;
  readonly seed: number;
  /** The commit. */
  readonly revision: string;
  readonly undisturbedMs: number;
  readonly cases: number;
  readonly played: readonly Played[];
  readonly real: readonly Played[];
}

const met = (played: readonly Played[]): readonly Played[] => played.filter(({ outcome }) => outcome.met);
const broken = (played: readonly Played[]): number => played.filter(({ outcome }) => outcome.problems.length > 0).length;

function byCommand(told: readonly Told[]): string {
  const rows = told.map(({ command, before, after, seed, revision, undisturbedMs, cases, played, real }) => [
    `\`${command}\``,
    before,
    after,
    String(seed),
    revision,
    `${played.length} of ${cases}, ${real.length} in real time`,
    String(met([...played, ...real]).length),
    String(broken([...played, ...real])),
    seconds(worst(met(played))),
    seconds(undisturbedMs),
  ]);
  return table(
    ['command', 'before', 'after', 'seed', 'commit', 'cases played', 'met', 'broken', 'worst recovery', 'without a fault'],
    rows,
  );
}

function byFault(played: readonly Played[]): string {
  const rows = unique(played.map((each) => each.played.act))
    .toSorted()
    .map((act) => {
      const of = played.filter((each) => each.played.act === act);
      const sorted = of.map(({ outcome }) => outcome.recoveryMs).toSorted((a, b) => a - b);
      return [act, String(of.length), String(broken(of)), seconds(sorted[Math.floor(sorted.length / 2)] ?? 0), seconds(worst(of))];
    });
  return table(['fault', 'cases', 'broken', 'median recovery', 'worst recovery'], rows);
}

function inRealTime(told: readonly Told[]): string {
  const rows = told.flatMap(({ command, real }) =>
    real.map(({ played: each, outcome }) => [
      `\`${command}\`: ${each.name} #${each.nth}, ${each.moment}`,
      `${each.act}${each.standby ? ', a second worker stands by' : ''}`,
      outcome.problems.length > 0 ? '**broken**' : 'as without',
      outcome.resumedMs === null ? '-' : seconds(outcome.resumedMs),
      seconds(outcome.recoveryMs),
    ]),
  );
  return table(['boundary', 'fault', 'outcome', 'work begun again after', 'all done and shown after'], rows);
}

const sections = ({ command, played }: Told): readonly string[] => [
  `## \`${command}\``,
  ...SECTIONS.flatMap(([title, { phase, wire, role }]) => {
    const of = played.filter((each) => each.played.phase === phase && each.played.wire === wire && each.played.role === role);
    return of.length === 0 ? [] : [section(`\`${command}\`: ${title}`, of)];
  }),
];

/** What was played and what came of it, as docs/crash-matrix.md. */
export function matrixText(told: readonly Told[]): string {
  const all = told.flatMap(({ played, real }) => [...played, ...real]);
  return `${[
    '# Crash matrix',
    'Written by `npm run test:faults`; do not edit. Alice asks for a plan, Bob approves, and at one crossing of one wire one thing goes wrong: before the request is done, or when it is done and its answer is on the way. Gateway and workers are processes of their own; Slack, cloud and Redis (append-only, `appendfsync always`) are at the other end of real connections.',
    'Every case must end as it would without the fault: the run `succeeded`, what the plan says made exactly once, one valid approval and nothing written before it, one message that says what the store says and one in its thread, each state in the audit once and its chain whole, one run that follows.',
    `${all.length} cases played, ${met(all).length} met their crossing, ${broken(all)} broken.`,
    byCommand(told),
    "Leases last 2 s and unanswered writes are looked for as long, a tenth of what operators get, unless it says `in real time`. Without a fault: from the approval to the last message. Replay one: `FAULTS_SEED=<seed> FAULTS_COMMAND=<command> FAULTS_ONLY='<phase> / <wire> / <role> / <boundary> / <before or after> / <fault>' npm run test:faults`.",
    '## By fault',
    byFault(told.flatMap(({ played }) => met(played))),
    'Recovery is counted from the end of the fault (of a kill: from the kill) until all is done and shown in Slack. A call that hangs is given up after 10 s.',
    '## With the leases that operators get',
    inRealTime(told),
    'Below: `before` and `after` the crossing, and how long recovery took. \\* A second worker stands by; else the dead process is started again. What only looks is disturbed by two faults that the seed draws.',
    ...told.flatMap(sections),
  ].join('\n\n')}\n`;
}
