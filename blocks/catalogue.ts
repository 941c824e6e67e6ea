import type { Finding } from '../src/core/finding.ts';
import type { Words } from './en/findings.ts';
import type { en } from './en/index.ts';

/** Everything views say, in one language. */
export type Catalogue = typeof en;

/** The sentences for one finding, as plain text. */
export const explain = ({ code, facts }: Finding, say: Catalogue): Words => {
  // The compiler cannot see that a code and the facts beside it belong together.
  const inWords = say.findings[code] as (facts: Finding['facts']) => Words;
  return inWords(facts);
};
