/** A part of a text: from `start` up to, not including, `end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A text made from another one, in which each character knows which part of the first it stands for. */
export interface View {
  readonly text: string;
  /** The part of the first text that a part of this one stands for. */
  origin(span: Span): Span;
}

export const plainView = (text: string): View => ({ text, origin: (span) => span });

/** `%2F`, what JSON escapes, and what HTML and Slack escape. */
const ESCAPED = /%[0-9A-Fa-f]{2}|\\(?:u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|["'`\\/nrt])|&(?:amp|lt|gt|quot|apos|#34|#39|#x22|#x27);/g;
const NAMED: Readonly<Record<string, string>> = {
  '\\n': '\n',
  '\\r': '\r',
  '\\t': '\t',
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
  '&#34;': '"',
  '&#39;': "'",
  '&#x22;': '"',
  '&#x27;': "'",
};

function meaningOf(escaped: string): string {
  const named = NAMED[escaped];
  if (named !== undefined) return named;
  if (escaped.startsWith('%')) return String.fromCharCode(Number.parseInt(escaped.slice(1), 16));
  return /^\\[ux]/.test(escaped) ? String.fromCharCode(Number.parseInt(escaped.slice(2), 16)) : escaped.slice(1);
}

/** The text with one layer of escapes taken off; null if there is none. */
export const unescaped = (view: View): View | null => (/[%\\&]/.test(view.text) ? replaced(view, ESCAPED, meaningOf) : null);

/** A line break in the middle of a word: what follows is a line of one piece that is no ordinary word. Or a blank where base64 was broken. */
const WRAPPED =
  /(?<=[A-Za-z0-9+/=_.~-]{12})\r?\n[ \t]*(?=(?![a-z]+[ \t]*(?:\r?\n|$))[A-Za-z0-9+/_.~-]+={0,2}[ \t]*(?:\r?\n|["'\\]|$))|(?<=[A-Za-z0-9+/_-]{60}) (?=[A-Za-z0-9+/_-]{60}|[A-Za-z0-9+/_-]+={1,2}(?:[\s"']|$))/g;

/** The text with words that were broken across lines in one piece; null if there is none. */
export const unwrapped = (view: View): View | null => (/[\n ]/.test(view.text) ? replaced(view, WRAPPED, () => '') : null);

/** The text without any white space; null if it is one line. */
export const squeezed = (view: View): View | null => (/[\r\n]/.test(view.text) ? replaced(view, /\s+/g, () => '') : null);

function replaced(view: View, pattern: RegExp, meaning: (found: string) => string): View | null {
  const { text } = view;
  if (text.search(pattern) === -1) return null;
  const parts: string[] = [];
  const starts = new Int32Array(text.length + 1);
  const ends = new Int32Array(text.length + 1);
  let made = 0;
  let done = 0;
  const keep = (until: number): void => {
    parts.push(text.slice(done, until));
    for (let at = done; at < until; at += 1, made += 1) {
      starts[made] = at;
      ends[made] = at + 1;
    }
  };
  for (const { 0: found, index } of text.matchAll(pattern)) {
    keep(index);
    done = index + found.length;
    const meant = meaning(found);
    parts.push(meant);
    if (meant !== '') {
      starts[made] = index;
      ends[made] = done;
      made += 1;
    }
  }
  keep(text.length);
  const origin = ({ start, end }: Span): Span => view.origin({ start: starts[start] ?? 0, end: ends[end - 1] ?? 0 });
  return { text: parts.join(''), origin };
}
