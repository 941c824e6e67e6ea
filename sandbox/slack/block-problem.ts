/** What is wrong with a message, and where: `blocks[3].elements[0].text`. */
export interface Problem {
  readonly at: string;
  readonly rule: string;
}

export type Obj = Readonly<Record<string, unknown>>;

export const isObj = (value: unknown): value is Obj => typeof value === 'object' && value !== null && !Array.isArray(value);
export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
/** In code points; anything but a string has none. */
export const lengthOf = (value: unknown): number => (typeof value === 'string' ? [...value].length : 0);

/** A spot in a message, and the list its problems go to. */
export class Place {
  readonly path: string;
  readonly #found: Problem[];

  constructor(found: Problem[], path = '') {
    this.#found = found;
    this.path = path;
  }

  at(key: string | number): Place {
    if (typeof key === 'number') return new Place(this.#found, `${this.path}[${key}]`);
    return new Place(this.#found, this.path ? `${this.path}.${key}` : key);
  }

  bad(rule: string): void {
    this.#found.push({ at: this.path, rule });
  }

  atMost(value: unknown, limit: number): void {
    const length = lengthOf(value);
    if (length > limit) this.bad(`${length} characters, at most ${limit}`);
  }

  /** Present and not empty, and not longer than the limit. */
  text(value: unknown, limit: number): void {
    if (lengthOf(value) === 0) this.bad('missing or empty');
    this.atMost(value, limit);
  }

  /** How many there are of something. */
  count(items: readonly unknown[], least: number, most: number, what: string): void {
    if (items.length < least || items.length > most) this.bad(`${items.length} ${what}, allowed ${least} to ${most}`);
  }
}
