import { type Document, isAlias, isMap, isScalar, isSeq, type LineCounter, type Node, Scalar } from 'yaml';
import { suggest } from '../core/suggest.ts';
import type { Kind } from './kinds.ts';
import type { Mistake } from './mistake.ts';

/** The YAML file being read. */
export interface Source {
  readonly path: string;
  readonly document: Document;
  readonly lines: LineCounter;
  readonly mistakes: Mistake[];
}

interface Position {
  readonly path: string;
  /** Where the key is; for a key that is not there, where its parent is. */
  readonly offset: number;
  /** Something above is already a mistake: what is missing below is not another one. */
  readonly excused: boolean;
}

/**
 * One place in the YAML file: a key with its value, or the want of one. Reading never throws: what is wrong becomes a mistake with its
 * place, and reading goes on with a stand-in so that all mistakes are found at once. Only what is asked for is looked at, so that
 * aliases which refer to each other without end cost nothing.
 */
export class Entry {
  /** Whether the key is in the file, be it without a value. */
  readonly given: boolean;
  readonly #source: Source;
  readonly #at: Position;
  readonly #node: Node | null;

  constructor(source: Source, node: Node | null | undefined, at: Position) {
    this.#source = source;
    this.given = node !== undefined;
    const resolved = isAlias(node) ? node.resolve(source.document) : node;
    this.#at = at;
    this.#node = isScalar(resolved) && isNothing(resolved) ? null : (resolved ?? null);
    if (isAlias(node) && resolved === undefined) {
      this.refuse('refers to an anchor that is not in the file');
      this.#at = { ...at, excused: true };
    }
  }

  get name(): string {
    return this.#at.path;
  }

  refuse(problem: string): void {
    if (this.#at.excused) return;
    const { line } = this.#source.lines.linePos(this.#at.offset);
    this.#source.mistakes.push({ place: `${this.#source.path}:${line} ${this.#at.path}`.trimEnd(), problem });
  }

  /** The fixed keys of a mapping; any other key is a mistake. */
  keys<K extends string>(...names: readonly K[]): Readonly<Record<K, Entry>> {
    const found = new Map(this.children());
    for (const [name, entry] of found) {
      if (names.some((known) => known === name)) continue;
      const close = suggest(name, names);
      entry.refuse(`is no key here; ${close ? `did you mean ${close}?` : `known keys: ${names.join(', ')}`}`);
    }
    return Object.fromEntries(names.map((name) => [name, found.get(name) ?? this.#child(name, undefined)])) as Record<K, Entry>;
  }

  /** The keys of a mapping whose keys are names. */
  children(): readonly (readonly [string, Entry])[] {
    if (this.#node === null) return [];
    if (!isMap(this.#node)) return this.#wrong('must be a mapping (key: value)');
    return this.#node.items.flatMap(({ key, value }): [string, Entry][] => {
      if (isScalar(key) && typeof key.value === 'string') {
        return [[key.value, this.#child(key.value, (value ?? null) as Node | null, key.range?.[0])]];
      }
      this.refuse('has a key that is no plain word');
      return [];
    });
  }

  /** Without duplicates. A list without values is an empty one. */
  list<T>(kind: Kind<T>): readonly T[] {
    if (this.#node === null) return [];
    if (!isSeq(this.#node)) return this.#wrong(`must be a list, [a, b]; each of it ${kind.accepts}`);
    const items = this.#node.items.map((item, index) => {
      const node = item as Node;
      const at = { path: `${this.#at.path}[${index}]`, offset: node.range?.[0] ?? this.#at.offset, excused: this.#at.excused };
      return new Entry(this.#source, node, at).optional(kind);
    });
    return Object.freeze([...new Set(items.filter((item) => item !== null))]);
  }

  /** Null if it is not given, or wrong. A key without a value is wrong: it looks like a setting and would be none. */
  optional<T>(kind: Kind<T>): T | null {
    if (!this.given) return null;
    const text = isScalar(this.#node) && typeof this.#node.value === 'string' ? this.#node.value : null;
    const value = text === null ? null : kind.read(text);
    if (value === null)
      this.refuse(this.#node === null ? `has no value: give ${kind.accepts}, or leave it out` : `must be ${kind.accepts}`);
    return value;
  }

  or<T>(kind: Kind<T>, fallback: T): T {
    return this.optional(kind) ?? fallback;
  }

  /** Empty if it is missing or wrong. */
  required(kind: Kind<string>): string {
    if (!this.given) this.refuse(`is missing: ${kind.accepts}`);
    return this.or(kind, '');
  }

  #wrong(problem: string): [] {
    this.refuse(problem);
    return [];
  }

  #child(name: string, node: Node | null | undefined, offset = this.#at.offset): Entry {
    const word = /^[\w.-]{1,80}$/.test(name) ? name : JSON.stringify(name.slice(0, 80));
    const broken = this.#node !== null && !isMap(this.#node);
    const path = this.#at.path ? `${this.#at.path}.${word}` : word;
    return new Entry(this.#source, node, { path, offset, excused: this.#at.excused || broken });
  }
}

/** All scalars are read as text; these are how YAML writes no value. */
const isNothing = (scalar: Scalar): boolean => scalar.type === Scalar.PLAIN && /^(~|null|Null|NULL)?$/.test(String(scalar.value));
