/** One number that was measured, beside what it is compared with and what it may be. */
export interface Figure {
  /** `acknowledge p99, 20 commands/s` */
  readonly what: string;
  readonly value: number;
  readonly unit: 'ms' | 'MiB' | '/min' | 'x' | 'calls' | 'count';
  /** Measured in the same run, on the same machine. */
  readonly baseline?: { readonly what: string; readonly value: number };
  /** `most`: the value may be no greater; `least`: no smaller. */
  readonly budget?: { readonly most: number } | { readonly least: number };
}

export const holds = ({ value, budget }: Figure): boolean | null =>
  budget === undefined ? null : 'most' in budget ? value <= budget.most : value >= budget.least;

/** The value that `share` of the values do not exceed (nearest rank). */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);

export const shown = (value: number): string => (Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(1));

/** What the budget is, as people read it; nothing if there is none. */
export const limitOf = ({ budget }: Figure): string =>
  budget === undefined ? '' : 'most' in budget ? `<= ${shown(budget.most)}` : `>= ${shown(budget.least)}`;

/** For people: one line a figure. */
export function table(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => {
    const { what, value, unit, baseline } = figure;
    const verdict = { true: 'holds', false: 'MISSED', null: '' }[String(holds(figure)) as 'true' | 'false' | 'null'];
    return [what, `${shown(value)} ${unit}`, baseline ? `${shown(baseline.value)} (${baseline.what})` : '', limitOf(figure), verdict];
  });
  const all = [['figure', 'value', 'baseline', 'budget', ''], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
