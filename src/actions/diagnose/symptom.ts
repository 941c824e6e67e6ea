import type { DiagnosisCode, Evidence, Severity, Symptom } from '../../core/diagnosis.ts';
import { type Facts, finding } from '../../core/finding.ts';

interface About {
  readonly severity?: Severity;
  readonly evidence?: readonly (Evidence | null)[];
  /** A command, or one with parameters. */
  readonly next?: string | NonNullable<Symptom['next']>;
}

/** As much of a line as is shown. */
const LONGEST_LINE = 600;
/** Of one finding. */
const MOST_EVIDENCE = 6;

export function symptom<C extends DiagnosisCode>(
  code: C,
  facts: Facts[C],
  { severity = 'critical', evidence = [], next }: About = {},
): Symptom {
  const lines = evidence.filter((each) => each !== null).map(({ source, line }) => ({ source, line: line.slice(0, LONGEST_LINE) }));
  return {
    found: finding(code, facts) as Symptom['found'],
    severity,
    evidence: lines.slice(0, MOST_EVIDENCE),
    next: next === undefined ? null : typeof next === 'string' ? { command: next, params: {} } : next,
  };
}

/** Names of pods that a finding mentions; the others are counted by whoever shows them. */
export const namesOf = (pods: readonly { readonly name: string }[]): readonly string[] => pods.map(({ name }) => name);
