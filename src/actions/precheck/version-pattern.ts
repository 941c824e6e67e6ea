/**
 * The patterns of cluster versions that an add-on template supports come from outside and are regular expressions. They are matched here, and not
 * by `RegExp`: a pattern may be broken, and one that tries all ways (`(a+)+$`) must not stop the program. What it can do: `.`, `*`, `+`,
 * `?`, groups, `|`, classes like `[0-9a-z]` and `[^x]`, `\d`, `\w`, escaped signs. The time is bounded by pattern times text.
 */
const LONGEST_PATTERN = 300;
const LONGEST_TEXT = 64;
const DEEPEST = 8;

/** From the places where a match may begin to all where it may end. */
type Matcher = (text: string, from: ReadonlySet<number>) => ReadonlySet<number>;

/** Whether the pattern matches the whole text; one that is broken, too long, or of another kind matches only itself. */
export function matchesPattern(pattern: string, text: string): boolean {
  if (pattern.length > LONGEST_PATTERN || text.length > LONGEST_TEXT) return pattern === text;
  const matcher = new Parser(pattern.replace(/^\^/, '').replace(/(?<!\\)\$$/, '')).all();
  return matcher === null ? pattern === text : matcher(text, new Set([0])).has(text.length);
}

const letter =
  (fits: (char: string) => boolean): Matcher =>
  (text, from) =>
    new Set([...from].filter((at) => at < text.length && fits(text.charAt(at))).map((at) => at + 1));

const sequence =
  (parts: readonly Matcher[]): Matcher =>
  (text, from) =>
    parts.reduce((ends, part) => part(text, ends), from);

const either =
  (options: readonly Matcher[]): Matcher =>
  (text, from) =>
    new Set(options.flatMap((option) => [...option(text, from)]));

/** Any number of times: until no new end is found, of which there are no more than letters. */
const repeated =
  (part: Matcher): Matcher =>
  (text, from) => {
    const ends = new Set(from);
    for (let fresh: ReadonlySet<number> = from; fresh.size > 0; ) {
      fresh = new Set([...part(text, fresh)].filter((at) => !ends.has(at)));
      for (const at of fresh) ends.add(at);
    }
    return ends;
  };

const NOTHING: Matcher = (_, from) => from;
const isDigit = (char: string): boolean => /^\d$/.test(char);
const isWord = (char: string): boolean => /^\w$/.test(char);
/** Signs that mean something here or in a real expression: alone they are no letters. */
const SPECIAL = /[\\^$.*+?()[\]{}|]/;

/** Recursive descent; null wherever the pattern is not one of these. */
class Parser {
  readonly #pattern: string;
  #at = 0;
  #depth = 0;

  constructor(pattern: string) {
    this.#pattern = pattern;
  }

  all(): Matcher | null {
    const matcher = this.#options();
    return this.#at === this.#pattern.length ? matcher : null;
  }

  #options(): Matcher | null {
    const options: Matcher[] = [];
    do {
      const option = this.#sequence();
      if (option === null) return null;
      options.push(option);
    } while (this.#take('|'));
    return either(options);
  }

  #sequence(): Matcher | null {
    const parts: Matcher[] = [];
    while (this.#at < this.#pattern.length && !'|)'.includes(this.#pattern.charAt(this.#at))) {
      const part = this.#one();
      if (part === null) return null;
      parts.push(this.#quantified(part));
    }
    return sequence(parts);
  }

  #quantified(part: Matcher): Matcher {
    if (this.#take('*')) return repeated(part);
    if (this.#take('+')) return sequence([part, repeated(part)]);
    return this.#take('?') ? either([NOTHING, part]) : part;
  }

  #one(): Matcher | null {
    if (this.#take('(')) return this.#group();
    if (this.#take('[')) return this.#class();
    if (this.#take('.')) return letter(() => true);
    if (this.#take('\\')) return this.#escaped();
    const char = this.#next();
    return SPECIAL.test(char) ? null : letter((each) => each === char);
  }

  #group(): Matcher | null {
    this.#take('?:');
    this.#depth += 1;
    const inner = this.#depth > DEEPEST ? null : this.#options();
    this.#depth -= 1;
    return inner !== null && this.#take(')') ? inner : null;
  }

  #escaped(): Matcher | null {
    const char = this.#next();
    if (char === 'd') return letter(isDigit);
    if (char === 'w') return letter(isWord);
    return char === '' || isWord(char) ? null : letter((each) => each === char);
  }

  #class(): Matcher | null {
    const inverted = this.#take('^');
    const members: ((char: string) => boolean)[] = [];
    while (!this.#take(']')) {
      const first = this.#next();
      if (first === '' || first === '\\' || first === '[') return null;
      if (this.#pattern.charAt(this.#at) === '-' && this.#pattern.charAt(this.#at + 1) !== ']') {
        this.#at += 1;
        const last = this.#next();
        if (last < first) return null;
        members.push((char) => char >= first && char <= last);
      } else members.push((char) => char === first);
    }
    return members.length === 0 ? null : letter((char) => members.some((fits) => fits(char)) !== inverted);
  }

  #take(expected: string): boolean {
    if (!this.#pattern.startsWith(expected, this.#at)) return false;
    this.#at += expected.length;
    return true;
  }

  #next(): string {
    const char = this.#pattern.charAt(this.#at);
    this.#at += 1;
    return char;
  }
}
