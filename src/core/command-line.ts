import { holdsKey } from './key-shapes.ts';
import { type Refusal, refusal, shorten } from './refusal.ts';
import { asTyped } from './typed-text.ts';

/** A line of `/bursting`, before anything is known about its words. */
export interface CommandLine {
  readonly words: readonly string[];
  /** In the order they were typed, repetitions included. */
  readonly parameters: readonly Parameter[];
}

export interface Parameter {
  /** Lower case with `_`; empty for a `=` that has nothing before it. */
  readonly key: string;
  readonly value: string;
}

/** In characters. Slack allows more, but no command needs it. */
const LONGEST_LINE = 2000;

/**
 * Reads words and `key=value` from what Slack sends. `"` keeps blanks together, around a value, a whole `key=value` or a word; a value
 * may hold `=`. A line that holds a cloud key is refused before anything else is looked at. Never throws.
 */
export function parseCommandLine(text: string): { readonly line: CommandLine } | { readonly refused: Refusal } {
  const typed = asTyped(text);
  if (holdsKey(typed)) return { refused: refusal('looks_like_key', {}) };
  const length = [...typed].length;
  if (length > LONGEST_LINE) return { refused: refusal('too_long', { length, limit: LONGEST_LINE }) };

  const words: string[] = [];
  const parameters: Parameter[] = [];
  for (const [raw] of typed.matchAll(/(?:[^ "]|"[^"]*"?)+/g)) {
    const quotes = raw.split('"').length - 1;
    if (quotes % 2 === 1) return { refused: refusal('open_quote', { near: shorten(raw) }) };
    const word = raw.replaceAll('"', '');
    const equals = word.indexOf('=');
    if (equals < 0) words.push(word);
    else parameters.push({ key: normaliseKey(word.slice(0, equals)), value: word.slice(equals + 1) });
  }
  return { line: { words, parameters } };
}

/** The whole command to type: `parseCommandLine` reads its text back as the same words and parameters (none of them can hold a `"`). */
export const asCommand = ({ words, parameters }: CommandLine): string =>
  ['/bursting', ...words.map(quote), ...parameters.map(({ key, value }) => `${key}=${quote(value)}`)].join(' ');

const quote = (value: string): string => (value === '' || value.includes(' ') ? `"${value}"` : value);

/** Only ASCII is folded: a look-alike such as the Kelvin sign must not become a letter of a name. */
export const lowerAscii = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

const normaliseKey = (key: string): string => lowerAscii(key.trim()).replace(/-/g, '_');
