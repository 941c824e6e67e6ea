/**
 * The one way to write a value down before it is hashed or signed (RFC 8785, JSON Canonicalization Scheme): keys by UTF-16 code units,
 * no blanks, numbers and strings as ECMAScript writes them. What JSON cannot hold, or what would be lost on the way, is refused by a
 * `TypeError` that names the place and never the value: a hash of half a value would be a hash of many.
 */
export const canonical = (value: unknown): string => write(value, '$');

function write(value: unknown, place: string): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return Number.isFinite(value) ? JSON.stringify(value) : refuse(place, 'a number that is not finite');
  if (typeof value === 'string') return text(value, place);
  // Not `map`: it passes over holes.
  if (Array.isArray(value)) return `[${Array.from(value, (item, i) => write(item, `${place}[${i}]`)).join(',')}]`;
  if (!isPlain(value)) return refuse(place, typeof value === 'object' ? 'no plain object' : typeof value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, member]) => `${text(key, place)}:${write(member, `${place}.${key}`)}`).join(',')}}`;
}

/** A lone surrogate is no Unicode: it becomes U+FFFD as soon as it is written as UTF-8, and then it equals another value. */
const text = (value: string, place: string): string =>
  value.isWellFormed() ? JSON.stringify(value) : refuse(place, 'text that is not Unicode');

/** Anything else has state that its keys do not show: a Date, a Map, a class. */
function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function refuse(place: string, what: string): never {
  throw new TypeError(`canonical JSON: ${place} is ${what}`);
}
