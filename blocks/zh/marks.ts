import type * as english from '../en/marks.ts';

/** Two parts with a full-width mark between them. Slack sets code and bold apart only where blanks do: such a mark is none. */
const join = (before: string, mark: string, after: string): string =>
  `${before}${/[`*~]$/.test(before) ? ' ' : ''}${mark}${/^[`*~]/.test(after) ? ' ' : ''}${after}`;
const all = (items: readonly string[], mark: string): string =>
  items.length === 0 ? '' : items.reduce((said, item) => join(said, mark, item));

export const marks: typeof english.marks = {
  of: (what, value) => join(what, '：', value),
  list: (items, more = '') => [all(items, '、'), more].filter(Boolean).join(' '),
  facts: (items) => all(items, '，'),
  clauses: (items) => all(items, '；'),
  aside: (what, aside) => (aside === '' ? what : join(join(what, '（', aside), '）', '')),
  sentences: (said) => said.join(''),
};
