import type { Secrecy } from './names.ts';
import type { Span } from './view.ts';

/** What stands for a secret that was taken out. */
export const HIDDEN = '[hidden]';

/** From the separator to the value: brackets that open it, a line break if nothing else is on the line. */
const OPENING =
  /[=>:]*[ \t]*(?:[|>][-+]?[ \t]*(?=\s))?(?:\r?\n[ \t]*(?![\w.-]+["']?[ \t]*:(?:\s|$)|- ))?(?:(?!\[(?:hidden|redacted)\])[[(])*[ \t]*/iy;
const QUOTE = /\\*["'`]/y;
/**
 * A value without quotes: up to white space or a quote. `,`, `;` and `&` belong to it unless another name follows; a backslash does unless
 * it escapes a quote or a line break; `<` and `>` unless they look like markup.
 */
const BARE =
  /(?:[^\s"'`&,;\\<>]|[,;&](?=[^\s"'`])(?![\w.-]{0,64}(?:[=:]|%3[AaDd])|(?:amp|lt|gt|quot|#x?\d+);)|\\+(?!["'`nr\\]|u00)|<(?![/!])|>(?=[^\s<"'`,.)\]}]))+/y;
const TO_LINE_END = /[^\r\n]*/y;
/** Values that hide nothing: nothing at all, what was hidden before, references to variables. */
const NOTHING =
  /^(?:null|nil|none|true|false|undefined|[^A-Za-z0-9]*|\[?(?:hidden|redacted|masked|omitted)\]?|<[\w .-]+>?|\$\{[^}]*\}|\$\([^)]*\)|\$[A-Z_]+|%!?[sdvq])$/i;
/** A line break, as it is or escaped, or a quote with its escapes. */
const HEADER_MARK = /\r?\n|(?<!\\)\\+[nr]|(?<!\\)\\*["'`]|&(?:quot|apos|#34|#39);/g;
const SCHEME_ALONE = /^[ \t]*(?:Basic|Bearer|Digest|Negotiate|Token)?[ \t]*$/i;
/** A word that could be a key: long, and with digits or capitals. */
const KEYLIKE = /^(?=.*[A-Z0-9]).{16,}$/;

const WORD = /^[a-z]+$/;

const matchAt = (pattern: RegExp, text: string, at: number): RegExpExecArray | null => {
  pattern.lastIndex = at;
  return pattern.exec(text);
};

/** Where a name stands. */
export interface Place {
  /** A password in YAML: it goes on to the end of the line. */
  readonly hasSpaces: boolean;
  /** The quote right before it, with its escapes, in which the value ends too: `-H "Authorization: ..."`. */
  readonly within: string | null;
  /** The name may be a word of a sentence: `Slack refuses the token: check it`. */
  readonly isProse: boolean;
}

/** The value that begins behind the separator at `at`. `end` is where to read on; `secret` what is to be hidden, null if that is nothing. */
export function valueAt(text: string, at: number, secrecy: Secrecy, place: Place): { readonly secret: Span | null; readonly end: number } {
  const opened = at + (matchAt(OPENING, text, at)?.[0].length ?? 0);
  const bracket = { '[': ']', '(': ')' }[text.charAt(opened - 1)];
  const quote = bracket === undefined ? matchAt(QUOTE, text, opened)?.[0] : undefined;
  // `ak=` in quotes of its own has no value.
  if (quote !== undefined && quote === place.within && opened === at) return { secret: null, end: at };
  const start = opened + (quote?.length ?? 0);
  const span = { start, end: quote === undefined ? endOfBare(text, start, secrecy, place, bracket) : endOfQuoted(text, start, quote) };
  const value = text.slice(span.start, span.end);
  const isHidden = isSecret(value, secrecy) && !(place.isProse && WORD.test(value));
  return { secret: isHidden ? span : null, end: Math.max(span.end, at) };
}

/** Whether a value whose name says so hides anything. */
export function isSecret(value: string, secrecy: Secrecy): boolean {
  const rest = value.replaceAll(HIDDEN, '').trim();
  if (rest.length < 200 && NOTHING.test(rest)) return false;
  if (secrecy === 'long') return KEYLIKE.test(value.slice(0, 200));
  return secrecy !== 'login' || isLogin(value);
}

/** `user:password` in base64, as in the Basic scheme and in Docker's `auths`. */
export function isLogin(value: string): boolean {
  if (!/^[A-Za-z0-9+/_-]{4,}={0,2}$/.test(value)) return false;
  return /^[\x20-\x7e\u00a0-\u00ff]*:[\x20-\x7e\u00a0-\u00ff]+$/.test(Buffer.from(value, 'base64').toString('latin1'));
}

function endOfBare(text: string, start: number, secrecy: Secrecy, { hasSpaces, within }: Place, bracket: string | undefined): number {
  if (secrecy === 'line') return endOfHeader(text, start, within);
  if (bracket !== undefined) {
    const line = lineAt(text, start);
    const closed = line.indexOf(bracket);
    return start + (closed === -1 ? line.length : closed);
  }
  if (hasSpaces) return start + lineAt(text, start).replace(/,? {0,8}$/, '').length;
  const value = matchAt(BARE, text, start)?.[0] ?? '';
  let length = value.length;
  while (length > 0 && isPunctuation(value, length - 1)) length -= 1;
  return start + length;
}

/** Ends a sentence, or closes a bracket that the value did not open. */
function isPunctuation(value: string, at: number): boolean {
  const opener = { ')': '(', ']': '[', '}': '{' }[value.charAt(at)];
  return opener === undefined ? '.:'.includes(value.charAt(at)) : !value.slice(0, at).includes(opener);
}

/**
 * The rest of the line: also behind a quote that closes a parameter (`Digest username="bob", response="..."`), but not behind the one
 * that closes the string in which the header stands. A scheme alone goes on in the next line.
 */
export function endOfHeader(text: string, start: number, within: string | null): number {
  const end = endOfHeaderLine(text, start, within);
  const rest = text.slice(start, end);
  if (rest.length > 12 || !SCHEME_ALONE.test(rest)) return end;
  const next = matchAt(/\r?\n[ \t]*[^\s"'`]+/y, text, end);
  return next === null ? end : end + next[0].length;
}

function endOfHeaderLine(text: string, start: number, within: string | null): number {
  let quotes = 0;
  HEADER_MARK.lastIndex = start;
  for (let mark = HEADER_MARK.exec(text); mark !== null; mark = HEADER_MARK.exec(text)) {
    const [found] = mark;
    if (/[\nnr]$/.test(found) || found === within) return mark.index;
    if (quotes % 2 === 0 && /^\s*(?:[,}\])]|$)/.test(text.slice(HEADER_MARK.lastIndex, HEADER_MARK.lastIndex + 8))) return mark.index;
    quotes += 1;
  }
  return text.length;
}

/** Up to the quote that closes it, which is escaped as the opening one; else to the end of the line. */
function endOfQuoted(text: string, start: number, quote: string): number {
  const depth = quote.length - 1;
  const pattern = new RegExp(`(?<!\\\\)\\\\*[\n${quote.slice(-1)}]`, 'g');
  pattern.lastIndex = start;
  for (let mark = pattern.exec(text); mark !== null; mark = pattern.exec(text)) {
    const slashes = mark[0].length - 1;
    if (mark[0].endsWith('\n')) return mark.index + slashes;
    const closes = slashes < depth || (slashes - depth) % (2 * (depth + 1)) === 0 || (depth > 0 && slashes % 2 === 0);
    if (closes) return mark.index + slashes - Math.min(slashes, depth);
  }
  return text.length;
}

const lineAt = (text: string, at: number): string => matchAt(TO_LINE_END, text, at)?.[0] ?? '';
