/** One metric that an expression reads, with the labels it asks for. */
interface Selector {
  readonly metric: string;
  readonly matchers: readonly { readonly label: string; readonly op: string; readonly value: string }[];
}

/** What an expression of PromQL names. Not a judge of its grammar: enough of it to see every name. */
export interface Names {
  readonly selectors: readonly Selector[];
  /** In `by (...)`, `on (...)` and their kind. */
  readonly groupings: readonly string[];
}

const WORDS = new Set([
  'by',
  'without',
  'on',
  'ignoring',
  'group_left',
  'group_right',
  'and',
  'or',
  'unless',
  'bool',
  'offset',
  'inf',
  'nan',
]);
const GROUPING = /\b(?:by|without|on|ignoring|group_left|group_right)\s*\(([^)]*)\)/g;
const MATCHER = /([a-zA-Z_]\w*)\s*(=~|!~|!=|=)\s*"((?:[^"\\]|\\.)*)"/g;

/** Throws for braces without a metric in front, which this cannot tell the names of. */
export function namesIn(expression: string): Names {
  const groupings = [...expression.matchAll(GROUPING)]
    .flatMap(([, names = '']) => names.split(',').map((name) => name.trim()))
    .filter(Boolean);
  const rest = expression.replace(GROUPING, ' ').replace(/\[[^\]]*\]/g, ' ');
  if (/(^|[^\w\s:])\s*\{/.test(rest.replace(/"(?:[^"\\]|\\.)*"/g, '""'))) throw new Error(`a selector without a metric: ${expression}`);
  const selectors = [...rest.matchAll(/(?<![\w."$])([a-zA-Z_:][\w:]*)\s*(\(|\{(?:[^}"]|"(?:[^"\\]|\\.)*")*\})?/g)].flatMap(
    ([, metric = '', after = '']) => {
      if (after === '(' || WORDS.has(metric.toLowerCase())) return [];
      const matchers = [...after.matchAll(MATCHER)].map(([, label = '', op = '', value = '']) => ({ label, op, value }));
      return [{ metric, matchers }];
    },
  );
  return { selectors, groupings };
}

/** By the name in the text of a scrape (`..._bucket` among them): each of its labels with the values that were seen. */
export type Exposed = ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>>;

export function exposedBy(text: string): Exposed {
  const series = new Map<string, Map<string, Set<string>>>();
  for (const line of text.split('\n')) {
    const [, name, labels = ''] = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? \S+$/.exec(line) ?? [];
    if (name === undefined) continue;
    const known = series.get(name) ?? new Map<string, Set<string>>();
    series.set(name, known);
    for (const [, label = '', , value = ''] of labels.matchAll(MATCHER)) known.set(label, (known.get(label) ?? new Set()).add(value));
  }
  return series;
}

/** Labels that the scraper adds. */
const OF_THE_TARGET = ['job', 'instance'];
/** Labels whose every value is there from the beginning. */
const CLOSED = ['command', 'state', 'outcome'];

/** What an expression asks for that does not exist; empty: it can answer. */
export function problemsOf(expression: string, exposed: Exposed): readonly string[] {
  const { selectors, groupings } = namesIn(expression);
  if (selectors.length === 0) return [`no metric in ${expression}`];
  const labels = new Set(OF_THE_TARGET);
  const problems = selectors.flatMap(({ metric, matchers }) => {
    const known = exposed.get(metric);
    if (!known) return [`there is no metric ${metric}`];
    for (const label of known.keys()) labels.add(label);
    return matchers.flatMap(({ label, op, value }) => {
      if (OF_THE_TARGET.includes(label)) return [];
      const values = known.get(label);
      if (!values) return [`${metric} has no label ${label}`];
      const fits = (seen: string): boolean => (op.endsWith('~') ? new RegExp(`^(?:${value})$`).test(seen) : seen === value);
      return CLOSED.includes(label) && !op.startsWith('!') && ![...values].some(fits) ? [`${metric} never has ${label}="${value}"`] : [];
    });
  });
  return [...problems, ...groupings.filter((name) => !labels.has(name)).map((name) => `nothing here has a label ${name}`)];
}
