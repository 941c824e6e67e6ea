import { z } from 'zod';
import { type Fault, TARGET_PARAMETERS, type TargetParameter } from '../config/target.ts';
import type { CommandInfo, ParameterInfo } from '../core/command.ts';
import type { CommandLine, Parameter } from '../core/command-line.ts';
import { problem, shorten } from '../core/refusal.ts';
import { suggest } from '../core/suggest.ts';

export interface SortedParameters {
  /** Own parameters as typed, under their own names. */
  readonly own: Readonly<Record<string, string>>;
  /** Those that say which cluster. */
  readonly target: Readonly<Partial<Record<TargetParameter, string>>>;
  readonly faults: readonly Fault[];
  /** What the faults are about: a misspelt parameter is not missing, too. */
  readonly faulty: ReadonlySet<string>;
}

/** Sorts what was typed by what it is for; keys that the command does not take, and keys typed twice, are faults. Pure. */
export function sortParameters(typed: readonly Parameter[], info: ParameterInfo, takesCluster: boolean): SortedParameters {
  const own: Record<string, string> = {};
  const target: Partial<Record<TargetParameter, string>> = {};
  const faults: Fault[] = [];
  const faulty = new Set<string>();
  const aliases = info.parameterAliases ?? {};
  const known = [...Object.keys(info.parameterHelp), ...Object.keys(aliases), ...(takesCluster ? TARGET_PARAMETERS : [])];

  const values = Map.groupBy(typed, ({ key }) => (Object.hasOwn(aliases, key) ? (aliases[key] ?? key) : key));
  for (const [key, entries] of values) {
    const [first, ...others] = Array.from(new Set(entries.map(({ value }) => value)));
    if (first === undefined) continue;
    if (key === '') {
      faults.push({ problem: problem('nameless_value', { given: shorten(first) }), fix: null });
    } else if (!known.includes(key)) {
      const nearest = suggest(key, known);
      const facts = { given: shorten(key), nearest, known };
      faults.push({ problem: problem('unknown_key', facts), fix: nearest === null ? null : renameKey(key, nearest) });
      if (nearest !== null) faulty.add(aliases[nearest] ?? nearest);
    } else if (others.length > 0) {
      faults.push({ problem: problem('repeated_key', { key, values: [first, ...others].map(shorten) }), fix: null });
      faulty.add(key);
    } else if (Object.hasOwn(info.parameterHelp, key)) {
      own[key] = first;
    } else {
      target[key as TargetParameter] = first;
    }
  }
  return { own, target, faults, faulty };
}

/** What the command's schema says about its own parameters: one fault per parameter, none for those that sorting has found faults with. */
export function checkParameters({ own, faulty }: SortedParameters, info: CommandInfo): Fault[] {
  const parsed = info.params.safeParse(own);
  if (parsed.success) return [];
  const faults = new Map<string, Fault>();
  for (const issue of parsed.error.issues) {
    const parameter = String(issue.path[0] ?? '');
    if (faults.has(parameter) || faulty.has(parameter) || (parameter === '' && faulty.size > 0)) continue;
    const given = Object.hasOwn(own, parameter) ? own[parameter] : undefined;
    const accepted = acceptedBy(issue, parameter, info);
    const what =
      parameter === ''
        ? problem('invalid_combination', { rule: issue.message })
        : given === undefined
          ? problem('missing_value', { parameter, accepted: info.parameterHelp[parameter] ?? accepted, command: info.name })
          : problem('invalid_value', { parameter, given: shorten(given), accepted });
    faults.set(parameter, { problem: what, fix: null });
  }
  return Array.from(faults.values());
}

/** How zod begins the messages that nobody wrote for people (zod 4, locale en). */
const BUILT_IN = /^(?:Invalid|Too (?:big|small)|Unrecognized)/;

function acceptedBy(issue: z.core.$ZodIssue, parameter: string, { params, parameterHelp }: ParameterInfo): string {
  if (!BUILT_IN.test(issue.message)) return issue.message;
  const field: unknown = params instanceof z.ZodObject ? params.shape[parameter] : undefined;
  const described = field instanceof z.ZodType ? field.description : undefined;
  return described ?? rangeOf(issue) ?? parameterHelp[parameter] ?? issue.message;
}

function rangeOf(issue: z.core.$ZodIssue): string | null {
  if (issue.code === 'invalid_value') return issue.values.map(String).join(', ');
  const unit = 'origin' in issue && issue.origin === 'string' ? ' characters' : '';
  if (issue.code === 'too_small') return `${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}${unit}`;
  if (issue.code === 'too_big') return `${issue.inclusive === false ? 'less than' : 'at most'} ${issue.maximum}${unit}`;
  return null;
}

const renameKey =
  (from: string, to: string): Fault['fix'] =>
  ({ words, parameters }: CommandLine) => ({
    words,
    parameters: parameters.map((parameter) => (parameter.key === from ? { ...parameter, key: to } : parameter)),
  });
