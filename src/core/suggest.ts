/** Letters of other scripts that look like a Latin one (Unicode, confusables): enough to name what a pasted look-alike was meant to be. */
const LOOKALIKES: Readonly<Record<string, string>> = Object.fromEntries(
  ['аa', 'вb', 'еe', 'һh', 'іi', 'јj', 'кk', 'мm', 'нh', 'оo', 'рp', 'сc', 'ѕs', 'тt', 'уy', 'хx', 'ԁd', 'ԛq', 'ԝw']
    .concat(['αa', 'εe', 'ιi', 'κk', 'νv', 'οo', 'ρp', 'τt', 'υu', 'χx', 'ıi', 'ɡg', 'ⅼl'])
    .map((pair) => [...pair]),
);

/** Beyond this nothing is a typo of a name any more, and the work stays small whatever was typed. */
const LONGEST_WORD = 80;

/**
 * The candidate that was most likely meant by `word`, or null if none is near: within a third of its letters (at most 3) by
 * Damerau-Levenshtein distance, else the first that begins with it, else the first that holds it. Case, `-` and `_`, accents and
 * look-alike letters count as equal, because a suggestion grants nothing. Never throws.
 */
export function suggest(word: string, candidates: Iterable<string>): string | null {
  const given = fold(word);
  if (given.length < 2 || given.length > LONGEST_WORD) return null;
  const known = Array.from(candidates, (name) => ({ name, folded: fold(name) }));

  const limit = Math.min(3, Math.floor(given.length / 3));
  let best: { name: string; distance: number } | null = null;
  for (const { name, folded } of known) {
    if (Math.abs(folded.length - given.length) > limit) continue;
    const distance = editDistance(given, folded);
    if (distance <= limit && distance < (best?.distance ?? Number.POSITIVE_INFINITY)) best = { name, distance };
  }
  if (best) return best.name;

  const begins = known.find(({ folded }) => folded.startsWith(given));
  const holds = given.length >= 4 ? known.find(({ folded }) => folded.includes(given)) : undefined;
  return (begins ?? holds)?.name ?? null;
}

const fold = (word: string): string =>
  [...word.normalize('NFKD').toLowerCase().replace(/\p{M}/gu, '').replace(/_/g, '-')]
    .map((letter) => LOOKALIKES[letter] ?? letter)
    .join('');

/** Optimal string alignment: insert, delete, replace, or swap two neighbours, each at cost 1. */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = at(last, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? at(beforeLast, j - 2) + 1 : replaced;
      row.push(Math.min(replaced, swapped, at(last, j) + 1, at(row, j - 1) + 1));
    }
    beforeLast = last;
    last = row;
  }
  return at(last, b.length);
}

const at = (row: readonly number[], index: number): number => row[index] ?? Number.POSITIVE_INFINITY;
