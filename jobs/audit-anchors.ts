import type { AuditRecord } from '../src/runs/audit.ts';

/** How often the chain is signed while a process runs. */
export const ANCHOR_MS = 3_600_000;

/** An entry of the trail, and whether one of our processes wrote it. */
interface Entry {
  readonly id: string;
  readonly at: string;
  readonly hash: string;
  readonly record: AuditRecord | null;
  readonly proven: boolean;
}

/** Longer than this no entry goes without an anchor after it, while somebody is there to write entries. */
const LONGEST_MS = 2 * ANCHOR_MS;

/** Whether a trail is what its anchors signed, entry by entry. */
export class Anchors {
  /** Up to where entries were taken out by trimming. */
  readonly #trimmed: string | null;
  /** The hashes since the last anchor, by entry. */
  #hashes = new Map<string, string>();
  #previous: string | null = null;
  /** When the oldest entry was written that no anchor vouches for yet. */
  #since: number | null = null;

  constructor(trimmed: string | null) {
    this.#trimmed = trimmed;
  }

  /** False: an anchor says something else, one is missing, or the last one is too long ago. Then it is counted from here anew. */
  hold({ id, at, hash, record, proven }: Entry): boolean {
    const anchor = proven && record?.kind === 'anchor' ? record : null;
    const late = !anchor && this.#since !== null && Number(at) - this.#since > LONGEST_MS;
    const held = !late && (!anchor || (this.#follows(anchor.previous) && this.#sees(anchor.after, anchor.hash)));
    if (anchor || late) {
      this.#hashes.clear();
      this.#since = null;
    }
    if (anchor) this.#previous = id;
    else this.#since ??= Number(at);
    this.#hashes.set(id, hash);
    return held;
  }

  #follows(previous: string | null): boolean {
    return previous === this.#previous || (this.#previous === null && previous !== null && this.#isTrimmed(previous));
  }

  #sees(after: string, hash: string): boolean {
    return this.#hashes.get(after) === hash || (!this.#hashes.has(after) && this.#isTrimmed(after));
  }

  #isTrimmed(id: string): boolean {
    return this.#trimmed !== null && order(id) <= order(this.#trimmed);
  }
}

/** Stream ids in their order: milliseconds, then a number. */
const order = (id: string): bigint => {
  const [ms = '0', sequence = '0'] = id.split('-');
  return (BigInt(ms) << 64n) + BigInt(sequence);
};

/**
 * Signs the trail now and every hour. Resolves after the first try, so that nothing is written before it where Redis is there; one that
 * failed is made up for within a minute.
 */
export async function keepAnchors(
  trail: { anchor(keys: readonly string[]): Promise<void> },
  keys: readonly string[],
  onError: (error: Error) => void,
): Promise<{ stop(): void }> {
  const sign = (): Promise<void> => trail.anchor(keys).catch(onError);
  await sign();
  const timer = setInterval(() => void sign(), MINUTE_MS);
  return { stop: () => clearInterval(timer) };
}

const MINUTE_MS = 60_000;
