import type { DiagnosisCode, Severity, Symptom } from '../../core/diagnosis.ts';
import type { Evidence } from '../../core/evidence.ts';
import { type Facts, finding } from '../../core/finding.ts';

interface About {
  readonly severity?: Severity;
  readonly evidence?: readonly (Evidence | null)[];
  /** A command, or one with parameters. */
  readonly next?: string | NonNullable<Symptom['next']>;
}

/** As much of what somebody said as is kept. */
const LONGEST = 600;
/** Of one finding. */
const MOST_EVIDENCE = 6;

/** The same with every text in it cut. */
function cut<T>(value: T): T;
function cut(value: unknown): unknown {
  if (typeof value === 'string') return value.slice(0, LONGEST);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(cut);
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, cut(each)]));
}

export function symptom<C extends DiagnosisCode>(
  code: C,
  facts: Facts[C],
  { severity = 'critical', evidence = [], next }: About = {},
): Symptom {
  return {
    found: finding(code, facts) as Symptom['found'],
    severity,
    evidence: cut(evidence.filter((each) => each !== null).slice(0, MOST_EVIDENCE)),
    next: next === undefined ? null : typeof next === 'string' ? { command: next, params: {} } : next,
  };
}

/** Names of pods that a finding mentions; the others are counted by whoever shows them. */
export const namesOf = (pods: readonly { readonly name: string }[]): readonly string[] => pods.map(({ name }) => name);
