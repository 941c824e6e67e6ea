import { base64 } from './redact/base64.ts';
import { type Known, knownSecrets, literals, NONE_KNOWN } from './redact/literals.ts';
import { type Secrecy, secrecyOf } from './redact/names.ts';
import { pairs } from './redact/pairs.ts';
import { shapes, tokens } from './redact/shapes.ts';
import { HIDDEN, isSecret } from './redact/value.ts';
import { plainView, type Span, squeezed, unescaped, unwrapped, type View } from './redact/view.ts';

/** The same text without its secrets. */
export type Redact = (text: string) => string;

/** How many layers of escapes (`\"`, `%22`, `&quot;`) are looked through. */
const LAYERS = 3;
/** How deep base64 within base64 is looked into. */
const DEPTH = 2;

/**
 * Takes secrets out of a text from anywhere, for every place that a text can leave the program: headers, tokens, keys, passwords,
 * certificates, signed addresses, by their form or by the name in front of them; plain, escaped, URL-encoded, in base64, across lines.
 * Ids, UUIDs, digests and fingerprints stay readable. What is hidden becomes `[hidden]`; nothing else changes, and doing it twice changes
 * nothing more. Takes time in proportion to the text, whatever it holds.
 */
export const redact: Redact = (text) => hide(text, NONE_KNOWN);

/** `redact`, and these secrets too, in any usual spelling: those that the program holds itself. */
export function redactor(secrets: readonly string[]): Redact {
  const known = knownSecrets(secrets);
  return (text) => hide(text, known);
}

/**
 * A JSON value without the secrets in its texts, and without what stands under a name that announces one. For answers and log lines;
 * never for what must be read back unchanged.
 */
export function redactJson<T>(value: T, clean: Redact = redact): T {
  return walk(value, { clean, fields: new Map() }, 0) as T;
}

const DEEPEST = 100;

/** A field's name as it may be shown, and what it says of its value: the same few names come thousands of times. */
interface Field {
  readonly shown: string;
  readonly secrecy: Secrecy | null;
}

interface Walk {
  readonly clean: Redact;
  readonly fields: Map<string, Field>;
}

function walk(value: unknown, about: Walk, depth: number): unknown {
  if (typeof value === 'string') return about.clean(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === DEEPEST) return HIDDEN;
  if (Array.isArray(value)) return value.map((each) => walk(each, about, depth + 1));
  // An environment variable: `{"name": "DB_PASSWORD", "value": "..."}`.
  const variable = 'name' in value && typeof value.name === 'string' ? value.name : null;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => {
      const { shown, secrecy: own } = fieldOf(name, about);
      const secrecy = name === 'value' && variable !== null ? secrecyOf(variable) : own;
      const isHidden = secrecy !== null && typeof each === 'string' && isSecret(each, secrecy);
      return [shown, isHidden ? HIDDEN : walk(each, about, depth + 1)];
    }),
  );
}

function fieldOf(name: string, { clean, fields }: Walk): Field {
  const known = fields.get(name);
  if (known) return known;
  const field = { shown: clean(name), secrecy: secrecyOf(name) };
  fields.set(name, field);
  return field;
}

/** Names, ids and addresses, of which there may be tens of thousands in one answer; not if they begin as a token does. */
const NAME = /^(?!.*(?:xox|xapp|xwfp|glpat|eyJ|hooks))(?:[a-z0-9./-]*|[A-Za-z0-9./-]{0,15})$/;
/** What every secret has, by its form: a separator or an escape, an element, a flag, a beginning, or length. */
const MARK = /[=:%\\]|<\/|&[a-z#]/;
const TRACE = /xox|xapp|xwfp|eyJ|glpat|[Tt]oken|[Bb]earer|[Bb]asic|BEARER|BASIC|TOKEN|hooks|(?:^|\s)-|[A-Za-z0-9+/_-]{16}/;
/** The shortest beginning of a token, or flag. */
const WORD = /[A-Za-z0-9+/_-]{4}/;

function hide(text: string, known: Known): string {
  const mayHold = !NAME.test(text) && (MARK.test(text) || (WORD.test(text) && TRACE.test(text)));
  if (!mayHold && (text.length < known.shortest || secretsOfOurs(plainView(text), known).length === 0)) return text;
  const spans = secretsIn(text, known, 0).toSorted((a, b) => a.start - b.start);
  if (spans.length === 0) return text;
  const parts: string[] = [];
  let done = 0;
  for (const { start, end } of merged(spans)) {
    parts.push(text.slice(done, start), HIDDEN);
    done = end;
  }
  parts.push(text.slice(done));
  return parts.join('');
}

function secretsIn(text: string, known: Known, depth: number): readonly Span[] {
  const found: Span[] = [];
  const look = (view: View, spans: readonly Span[]): void => {
    for (const span of spans) if (span.end > span.start) found.push(view.origin(span));
  };
  const within = (inner: string): boolean => secretsIn(inner, known, depth + 1).length > 0;
  let view: View | null = plainView(text);
  for (let layer = 0; view !== null && layer <= LAYERS; layer += 1) {
    found.push(...secretsOfOurs(view, known));
    look(view, [...pairs(view.text), ...shapes(view.text)]);
    if (depth < DEPTH) look(view, base64(view.text, within));
    const joined = unwrapped(view);
    if (joined) {
      look(joined, tokens(joined.text));
      if (depth < DEPTH) look(joined, base64(joined.text, within));
    }
    view = unescaped(view);
  }
  return found;
}

/** Those that are known, also broken into lines. */
function secretsOfOurs(view: View, { spelled, tight }: Known): readonly Span[] {
  const found = literals(view.text, spelled).map(view.origin);
  const narrow = tight.length > 0 ? squeezed(view) : null;
  return narrow ? [...found, ...literals(narrow.text, tight).map(narrow.origin)] : found;
}

function merged(spans: readonly Span[]): readonly Span[] {
  const all: Span[] = [];
  for (const span of spans) {
    const last = all.at(-1);
    if (last && span.start <= last.end) all[all.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    else all.push(span);
  }
  return all;
}
