import { boundary, type Case } from './case.ts';
import type { Played } from './crew.ts';

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;
const unique = <T>(items: readonly T[]): readonly T[] => [...new Set(items)];
const worst = (played: readonly Played[]): number => Math.max(0, ...played.map(({ outcome }) => outcome.recoveryMs));

const SECTIONS: readonly (readonly [title: string, Pick<Case, 'phase' | 'wire' | 'role'>])[] = [
  ['The plan is posted: worker and Redis', { phase: 'ask', wire: 'redis', role: 'worker' }],
  ['The plan is posted: worker and Slack', { phase: 'ask', wire: 'slack', role: 'worker' }],
  ['The click: gateway and Redis', { phase: 'apply', wire: 'redis', role: 'gateway' }],
  ['The click: gateway and Slack', { phase: 'apply', wire: 'slack', role: 'gateway' }],
  ['The apply and what follows: worker and cloud', { phase: 'apply', wire: 'cloud', role: 'worker' }],
  ['The apply and what follows: worker and Redis', { phase: 'apply', wire: 'redis', role: 'worker' }],
  ['The apply and what follows: worker and Slack', { phase: 'apply', wire: 'slack', role: 'worker' }],
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
  return [`## ${title}`, '', table(['boundary', ...acts], rows)].join('\n');
}

export interface Report {
  readonly seed: number;
  readonly undisturbedMs: number;
  readonly cases: number;
  readonly played: readonly Played[];
  readonly real: readonly Played[];
}

/** What was played and what came of it, as docs/crash-matrix.md. */
export function matrixText({ seed, undisturbedMs, cases, played, real }: Report): string {
  const met = played.filter(({ outcome }) => outcome.met);
  const broken = [...played, ...real].filter(({ outcome }) => outcome.problems.length > 0);
  const acts = unique(met.map((each) => each.played.act)).toSorted();
  const perAct = acts.map((act) => {
    const of = met.filter((each) => each.played.act === act);
    const sorted = of.map(({ outcome }) => outcome.recoveryMs).toSorted((a, b) => a - b);
    return [
      act,
      String(of.length),
      String(of.filter(({ outcome }) => outcome.problems.length > 0).length),
      seconds(sorted[Math.floor(sorted.length / 2)] ?? 0),
      seconds(worst(of)),
    ];
  });
  const inReal = real.map(({ played: each, outcome }) => [
    `${each.name} #${each.nth}, ${each.moment}`,
    `${each.act}${each.standby ? ', a second worker stands by' : ''}`,
    outcome.problems.length > 0 ? '**broken**' : 'as without',
    outcome.resumedMs === null ? '-' : seconds(outcome.resumedMs),
    seconds(outcome.recoveryMs),
  ]);
  return `${[
    '# Crash matrix',
    'Written by `npm run test:faults`; do not edit. Alice asks for `vpcep` in a VPC without endpoints, Bob approves, and at one crossing of one wire one thing goes wrong: before the request is done, or when it is done and its answer is on the way. Gateway and workers are processes of their own; Slack, cloud and Redis (append-only, `appendfsync always`) are at the other end of real connections.',
    'Every case must end as it would without the fault: the run `succeeded`, each of the three endpoints made exactly once and by this run, one valid approval and nothing written before it, one message that says what the store says and one in its thread, each state in the audit once and its chain whole, one `precheck` that follows.',
    `Seed ${seed}: ${played.length} of ${cases} cases played, ${met.length} met their crossing, ${broken.length} broken. Worst recovery ${seconds(worst(met))}. Without a fault it takes ${seconds(undisturbedMs)} from the approval to the last message. Leases last 2 s and unanswered writes are looked for as long, a tenth of what operators get. Replay one: \`FAULTS_ONLY='<phase> / <wire> / <role> / <boundary> / <before or after> / <fault>' npm run test:faults\`.`,
    '## By fault',
    table(['fault', 'cases', 'broken', 'median recovery', 'worst recovery'], perAct),
    'Recovery is counted from the end of the fault (of a kill: from the kill) until all is done and shown in Slack. A call that hangs is given up after 10 s.',
    ...(real.length === 0
      ? []
      : [
          '## With the leases that operators get',
          table(['boundary', 'fault', 'outcome', 'work begun again after', 'all done and shown after'], inReal),
        ]),
    'Below: `before` and `after` the crossing, and how long recovery took. \\* A second worker stands by; else the dead process is started again. What only looks is disturbed by two faults that the seed draws.',
    ...SECTIONS.flatMap(([title, { phase, wire, role }]) => {
      const of = played.filter((each) => each.played.phase === phase && each.played.wire === wire && each.played.role === role);
      return of.length === 0 ? [] : [section(title, of)];
    }),
  ].join('\n\n')}\n`;
}
