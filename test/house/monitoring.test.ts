import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { Metrics } from '../../jobs/metrics.ts';
import { type Exposed, exposedBy, namesIn, problemsOf } from './promql.ts';

const read = (name: string): string => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly runbook: string };
}
const rules = (parse(read('deploy/prometheus/alerts.yaml')) as { groups: { rules: Rule[] }[] }).groups.flatMap((group) => group.rules);

interface Panel {
  readonly id: number;
  readonly title: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets: readonly { readonly expr: string; readonly legendFormat: string }[];
}
const dashboard = JSON.parse(read('deploy/grafana/bursting.json')) as { panels: Panel[]; templating: { list: { query: string }[] } };
const expressions = dashboard.panels.flatMap(({ title, targets }) => targets.map(({ expr }) => [title, expr] as const));

/** What a process really says, after one of everything. */
let exposed: Exposed;
let text: string;
beforeAll(async () => {
  const metrics = new Metrics({ redisReady: () => true, oldestMs: async () => 0 });
  metrics.acknowledged(0.01);
  metrics.applyBegan(0);
  metrics.madeTwice(['one', 'two']);
  metrics.published('shown', 10);
  metrics.called({ service: 'CCE', operation: 'ShowCluster', status: 200 });
  text = await metrics.registry.metrics();
  exposed = exposedBy(text);
});

describe('the alert rules', () => {
  test('are there', () => expect(rules.length).toBeGreaterThan(10));

  test.each(rules.map((rule) => [rule.alert, rule] as const))('%s reads what a process says', (_, { expr }) => {
    expect(problemsOf(expr, exposed)).toEqual([]);
  });

  test.each(rules.map((rule) => [rule.alert, rule] as const))('%s has a section that says what to do', (name, { annotations, labels }) => {
    expect(['critical', 'warning', 'info']).toContain(labels.severity);
    expect(annotations.runbook).toBe(`docs/operations.md#${name.toLowerCase()}`);
    const section = new RegExp(`^### ${name}\\n\\n([^#]+)`, 'm').exec(read('docs/operations.md'))?.[1] ?? '';
    expect(section.length).toBeGreaterThan(120);
  });

  test('are all the alerts that the handbook knows', () => {
    const sections = [...read('docs/operations.md').matchAll(/^### (Bursting\w+)$/gm)].map(([, name]) => name);
    expect(sections.toSorted()).toEqual(rules.map(({ alert }) => alert).toSorted());
  });
});

describe('the dashboard', () => {
  test.each(expressions)('%s reads what a process says', (_, expr) => {
    expect(problemsOf(expr, exposed)).toEqual([]);
  });

  test('shows every metric of the bot', () => {
    const shown = new Set(
      [...expressions.map(([, expr]) => expr), ...rules.map(({ expr }) => expr)].flatMap((expr) =>
        namesIn(expr).selectors.map(({ metric }) => metric),
      ),
    );
    const ours = [...text.matchAll(/^# TYPE (bursting_\w+) /gm)].map(([, name = '']) => name);
    expect(ours.length).toBeGreaterThan(8);
    expect(ours.filter((name) => ![...shown].some((metric) => metric === name || metric.startsWith(`${name}_`)))).toEqual([]);
  });

  test('lays no panel over another', () => {
    const cells = dashboard.panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, i) => `${x + (i % w)},${y + Math.floor(i / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
    expect(cells.every((cell) => Number(cell.split(',')[0]) < 24)).toBe(true);
    expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
  });
});

test('the handbook lists every metric of the bot, with its labels', () => {
  const listed = [...read('docs/operations.md').matchAll(/^\| `(bursting_\w+)(?:\{([\w,]+)\})?` \|/gm)].map(
    ([, name = '', labels = '']) => [name, labels],
  );
  const real = [...text.matchAll(/^# TYPE (bursting_\w+) /gm)].map(([, name = '']) => {
    const labels = [...(exposed.get(name)?.keys() ?? [])];
    return [name, labels.join(',')];
  });
  expect(listed.toSorted()).toEqual(real.toSorted());
});

describe('this check', () => {
  test.each([
    ['rate(bursting_runs_totals[5m])', 'there is no metric bursting_runs_totals'],
    ['sum by (cluster) (bursting_runs_total)', 'nothing here has a label cluster'],
    ['bursting_runs_total{cluster="x"}', 'bursting_runs_total has no label cluster'],
    ['bursting_runs_total{state="broken"}', 'bursting_runs_total never has state="broken"'],
    ['bursting_runs_total{state=~"broke.*|lost"}', 'bursting_runs_total never has state="broke.*|lost"'],
    ['histogram_quantile(0.9, bursting_ack_seconds{le="1"})', 'there is no metric bursting_ack_seconds'],
    ['a_metric and on (job) bursting_redis_up', 'there is no metric a_metric'],
    ['vector(1)', 'no metric in vector(1)'],
    ['1 > bool 2', 'no metric in 1 > bool 2'],
  ])('finds what is wrong with %s', (expression, problem) => {
    expect(problemsOf(expression, exposed)).toContain(problem);
  });

  test.each([
    'sum by (le, instance) (rate(bursting_ack_seconds_bucket{le="0.005",job=~"$job"}[$__rate_interval])) > 4e-1',
    'bursting_runs_total{state="failed",command!="{}"} offset 5m',
    '(process_resident_memory_bytes and on (job, instance) bursting_redis_up) > 400e6',
  ])('leaves %s alone', (expression) => {
    expect(problemsOf(expression, exposed)).toEqual([]);
  });

  test('does not guess', () => {
    expect(() => namesIn('sum({job="x"})')).toThrow('without a metric');
  });
});
