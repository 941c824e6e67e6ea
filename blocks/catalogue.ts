import type { Evidence } from '../src/core/evidence.ts';
import type { Finding } from '../src/core/finding.ts';
import type { Progress } from '../src/core/progress.ts';
import type { EvidenceWords } from './en/evidence.ts';
import type { Words } from './en/findings.ts';
import type { en } from './en/index.ts';

/** Everything views say, in one language. */
export type Catalogue = typeof en;

/** The sentence for how far something is, as plain text; null for a code of another version. */
export const progressText = ({ code, facts }: Progress, say: Catalogue): string | null => {
  const inWords = say.progress[code] as ((facts: Progress['facts']) => string) | undefined;
  return inWords?.(facts) ?? null;
};

/** The sentences for one finding, as plain text. */
export const explain = ({ code, facts }: Finding, say: Catalogue): Words => {
  // The compiler cannot see that a code and the facts beside it belong together.
  const inWords = say.findings[code] as (facts: Finding['facts']) => Words;
  return inWords(facts);
};

/** The lines for what was seen, as plain text; what another version has kept in another form is left out. */
export const evidenceLines = (seen: readonly Evidence[], say: Catalogue): readonly EvidenceWords[] =>
  seen.flatMap((one) =>
    Object.hasOwn(say.evidence, String(one.kind)) ? (say.evidence[one.kind] as (seen: Evidence) => EvidenceWords)(one) : [],
  );

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;

/** Whether something that was kept as JSON is a finding that has words. */
export const isFinding = (value: unknown, say: Catalogue): value is Finding =>
  isRecord(value) && typeof value.code === 'string' && Object.hasOwn(say.findings, value.code) && isRecord(value.facts);

/** The findings in a list that was kept as JSON; none if it is no list. */
export const findingsIn = (value: unknown, say: Catalogue): readonly Finding[] =>
  Array.isArray(value) ? value.filter((one) => isFinding(one, say)) : [];
