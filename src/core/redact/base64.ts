import type { Span } from './view.ts';

/** Not from within `%2F` on. */
const RUN = /(?<!%)(?<!%[0-9A-Fa-f])[A-Za-z0-9+/_-]{16,}={0,2}/g;
/** Text of any use has capitals and small letters in base64; names, ids and digests have not. */
const LIKELY = /^(?=.*[A-Z])(?=.*[a-z])/;
const READABLE = /[\t\n\r\x20-\x7e]{10,}/g;

/**
 * Runs of base64, usual or for URLs, in whose text `isSecret` finds something. A run may stand behind characters that only look like its
 * beginning (a path), so that it is read from four places. Looks at each character four times, however long the runs are.
 */
export const base64 = (text: string, isSecret: (text: string) => boolean): readonly Span[] =>
  [...text.matchAll(RUN)]
    .filter(([run]) => LIKELY.test(run) && [0, 1, 2, 3].some((offset) => texts(run.slice(offset)).some(isSecret)))
    .map(({ 0: run, index }) => ({ start: index, end: index + run.length }));

const texts = (run: string): readonly string[] =>
  [...Buffer.from(run, 'base64').toString('latin1').matchAll(READABLE)].map(([readable]) => readable);
