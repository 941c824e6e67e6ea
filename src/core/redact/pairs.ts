import { type Secrecy, secrecyOf } from './names.ts';
import { type Place, valueAt } from './value.ts';
import type { Span } from './view.ts';

const SEPARATOR = /[=:]/g;
const LONGEST_NAME = 64;
const LONGEST_GAP = 8;

/** The value of an environment variable in a manifest, whose name is a value itself. */
const VARIABLE =
  /\bname\\*["']?\s{0,4}[:=]\s{0,4}\\*["']?([\w.-]{2,64})\\*["']?,?\s{0,40}(?:-\s{1,4})?\\*["']?value\\*["']?\s{0,4}(?=[:=])/gi;
/** `--secret-key abc` */
const FLAG = /(?<![\w-])--?([A-Za-z][\w-]{1,63})(?=[ \t]+(?:[^\s-]|-[^\s-]\S{6}))/g;
const ELEMENT = /<([A-Za-z][\w:.-]{0,63})>([^<]{1,8192})(?:<\/|$)/g;

const ANYWHERE: Place = { hasSpaces: false, within: null, isProse: false };

/** Values behind names that announce a secret, however name and value are written. */
export function pairs(text: string): readonly Span[] {
  const found: Span[] = [];
  /** Where to read on. */
  const read = (at: number, secrecy: Secrecy | null, place: Place): number => {
    if (secrecy === null) return at;
    const { secret, end } = valueAt(text, at, secrecy, place);
    if (secret !== null) found.push(secret);
    return end;
  };
  SEPARATOR.lastIndex = 0;
  for (let match = SEPARATOR.exec(text); match !== null; match = SEPARATOR.exec(text)) {
    const { name, isQuery, place } = nameBefore(text, match.index);
    const secrecy = name === '' ? null : secrecyOf(name);
    SEPARATOR.lastIndex = read(match.index + 1, secrecy === 'long' && isQuery ? 'value' : secrecy, place);
  }
  for (const { 0: whole, 1: name = '', index } of text.matchAll(VARIABLE)) read(index + whole.length + 1, secrecyOf(name), ANYWHERE);
  for (const { 0: whole, 1: name = '', index } of text.matchAll(FLAG)) read(index + whole.length, secrecyOf(name), ANYWHERE);
  for (const { 1: name = '', 2: value = '', index } of text.matchAll(ELEMENT)) {
    const start = index + name.length + 2;
    if (secrecyOf(name) !== null) found.push({ start, end: start + value.length });
  }
  return found;
}

/** The name that ends at a separator, and where it stands. Looks back a bounded way. */
function nameBefore(text: string, separator: number): { readonly name: string; readonly isQuery: boolean; readonly place: Place } {
  const back = (from: number, atMost: number, is: RegExp): number => {
    let at = from;
    while (at > 0 && from - at < atMost && is.test(text.charAt(at - 1))) at -= 1;
    return at;
  };
  const end = back(separator, LONGEST_GAP, /[ \t"'`\\\]]/);
  const start = back(end, LONGEST_NAME, /[\w.-]/);
  const before = back(start, LONGEST_NAME, /[ \t"'-]/);
  const name = text.slice(start, end);
  const previous = text.charAt(start - 1);
  const isQuoted = /["'`]/.test(text.slice(end, separator));
  return {
    name,
    isQuery: text[separator] === '=' && /[?&;]/.test(previous),
    place: {
      hasSpaces: text[separator] === ':' && /pass(?:word|phrase|wd)?$/i.test(name) && (before === 0 || text[before - 1] === '\n'),
      within: isQuoted ? null : (/(?:\\{0,7}["'`]|&(?:quot|apos|#34|#39);)$/.exec(text.slice(Math.max(0, start - 8), start))?.[0] ?? null),
      isProse:
        /^(?:token|secret)$/i.test(name) && /\w $/.test(text.slice(Math.max(0, start - 2), start)) && text.startsWith(': ', separator),
    },
  };
}
