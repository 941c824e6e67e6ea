/** How a view puts together what is no sentence: a name and its value, the members of a list. All of it ready markup. */
export const marks = {
  /** `a: b` */
  of: (what: string, value: string): string => `${what}: ${value}`,
  /** `a, b and 3 more`; `more` is what `plan.moreValues` says, if there is more. */
  list: (items: readonly string[], more = ''): string => [items.join(', '), more].filter(Boolean).join(' '),
  /** `a, b`, of which each says something else about the same. */
  facts: (items: readonly string[]): string => items.join(', '),
  /** `a; b` */
  clauses: (items: readonly string[]): string => items.join('; '),
  /** `a (b)`; without the brackets if there is nothing in them. */
  aside: (what: string, aside: string): string => (aside === '' ? what : `${what} (${aside})`),
  /** Whole sentences, one after the other. */
  sentences: (all: readonly string[]): string => all.join(' '),
};
