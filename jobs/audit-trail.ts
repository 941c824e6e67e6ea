import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { AuditRecord } from '../src/runs/audit.ts';
import { signText, verifyText } from '../src/runs/signature.ts';
import { ANCHOR_MS, Anchors } from './audit-anchors.ts';
import { key, type RedisClient } from './redis.ts';
import { AUDIT, HEAD } from './run-keys.ts';
import { APPEND, NOW } from './scripts.ts';

const CHECKPOINT = key('audit', 'checkpoint');
const ANCHOR = key('audit', 'anchor');
const ANCHORING = key('audit', 'anchoring');
const PAGE = 500;

/**
 * Trims the audit up to and including an entry, and leaves a checkpoint, in one; not if another process has trimmed further meanwhile.
 * KEYS audit, checkpoint. ARGV id, checkpoint.
 */
const TRIM = `
local milliseconds, sequence = string.match(ARGV[1], '^(%d+)-(%d+)$')
redis.call('SET', KEYS[2], ARGV[2])
return redis.call('XTRIM', KEYS[1], 'MINID', '=', milliseconds .. '-' .. string.format('%.0f', tonumber(sequence) + 1))
`;

/** Signs where the chain stands, unless another has since. KEYS audit, head, anchor. ARGV record, mac, the anchor before ('': none). */
const SIGN = `${NOW}${APPEND}
if (redis.call('GET', KEYS[3]) or '') ~= ARGV[3] then return 0 end
audit(KEYS[1], KEYS[2], ARGV[1], ARGV[2])
redis.call('SET', KEYS[3], redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)[1][1])
return 1
`;

export interface AuditEntry {
  /** The stream's id. */
  readonly id: string;
  /** Milliseconds since 1970, by Redis's clock. */
  readonly at: number;
  readonly record: AuditRecord;
  readonly hash: string;
}

/** Why the trail is not what was written. */
export interface AuditFault {
  readonly id: string;
  readonly problem: 'chain' | 'signature' | 'checkpoint' | 'head' | 'anchor';
}

/** Signs one record the way `verify` expects it. */
export const signRecord = (keys: readonly string[], record: string): string => signText(keys, 'audit-record', record);

const checkpoint = z.object({ hash: z.string(), upTo: z.string(), signature: z.string() });

interface Scripts {
  burstingTrim(...args: string[]): Promise<number>;
  burstingAnchor(...args: string[]): Promise<number>;
}

/** The append-only record of everything that was decided, on Redis: written by `scripts.ts`, read, verified and trimmed here. */
export class AuditTrail {
  readonly #redis: RedisClient & Scripts;

  constructor(redis: RedisClient) {
    redis.defineCommand('burstingTrim', { numberOfKeys: 2, lua: TRIM });
    redis.defineCommand('burstingAnchor', { numberOfKeys: 3, lua: SIGN });
    this.#redis = redis as RedisClient & Scripts;
  }

  /**
   * Entries after a stream id or since a time, oldest first, read page by page. What no process of ours wrote is `unproven`: with keys
   * whatever is not signed, without them only what cannot be read.
   */
  async *entries(after: string | number, keys: readonly string[] | null = null): AsyncIterable<AuditEntry> {
    for await (const { id, at, record, hash, proven } of judged(this.#raw(after), keys))
      yield { id, at: Number(at), record: proven && record ? record : { kind: 'unproven', entry: id }, hash };
  }

  /** The last entry's id; null: there is none yet. */
  async last(): Promise<string | null> {
    const [entry] = await this.#redis.xrevrange(AUDIT, '+', '-', 'COUNT', 1);
    return entry?.[0] ?? null;
  }

  /** Signs where the chain stands; once in `ANCHOR_MS`, however many processes try. */
  async anchor(keys: readonly string[]): Promise<void> {
    if ((await this.#redis.set(ANCHORING, '1', 'PX', ANCHOR_MS, 'NX')) !== 'OK') return;
    const [entry] = await this.#redis.xrevrange(AUDIT, '+', '-', 'COUNT', 1);
    if (!entry) return;
    const previous = await this.#redis.get(ANCHOR);
    const record: AuditRecord = { kind: 'anchor', after: entry[0], hash: fieldsOf(entry[1]).hash, previous };
    const text = JSON.stringify(record);
    await this.#redis.burstingAnchor(AUDIT, HEAD, ANCHOR, text, signRecord(keys, text), previous ?? '');
  }

  /**
   * Follows the chain from the checkpoint that trimming left to its head, each signature, and each anchor. No faults: nothing was changed,
   * moved or taken out, unless the whole rest was, or of the last hours; the audit channel shows which heads there were.
   */
  async verify(
    keys: readonly string[],
  ): Promise<{ readonly entries: number; readonly head: string; readonly faults: readonly AuditFault[] }> {
    const faults: AuditFault[] = [];
    const left = await this.#redis.get(CHECKPOINT);
    const known = left === null ? null : readCheckpoint(left, keys);
    if (left !== null && !known) faults.push({ id: '-', problem: 'checkpoint' });
    let [hash, entries, last] = [known?.hash ?? '', 0, '-'];
    const anchors = new Anchors(known?.upTo ?? null);
    for (;;) {
      const before = entries;
      for await (const entry of judged(this.#raw(last), keys)) {
        if (sha1(`${hash}${entry.at}${entry.text}${entry.mac}`) !== entry.hash) faults.push({ id: entry.id, problem: 'chain' });
        if (!entry.proven) faults.push({ id: entry.id, problem: 'signature' });
        if (!anchors.hold(entry)) faults.push({ id: entry.id, problem: 'anchor' });
        [hash, entries, last] = [entry.hash, entries + 1, entry.id];
      }
      const head = (await this.#redis.hget(HEAD, 'hash')) ?? '';
      if (head === hash) return { entries, head, faults };
      // Another entry may have been written meanwhile; if none was, the head is not the trail's.
      if (entries === before) return { entries, head, faults: [...faults, { id: last, problem: 'head' }] };
    }
  }

  /** Takes out what is older than `keepMs`; the hash of the last one taken stays behind, signed, so that the chain still begins somewhere. */
  async trim(keys: readonly string[], keepMs: number, now: number): Promise<void> {
    const [last] = await this.#redis.xrevrange(AUDIT, String(now - keepMs), '-', 'COUNT', 1);
    if (!last) return;
    const hash = fieldsOf(last[1]).hash;
    const text = JSON.stringify({ hash, upTo: last[0], signature: signText(keys, 'audit-checkpoint', `${hash}/${last[0]}`) });
    await this.#redis.burstingTrim(AUDIT, CHECKPOINT, last[0], text);
  }

  async *#raw(after: string | number): AsyncIterable<Raw> {
    for (let from = typeof after === 'number' ? String(after) : after === '-' ? '-' : `(${after}`; ; ) {
      const page = await this.#redis.xrange(AUDIT, from, '+', 'COUNT', PAGE);
      for (const [id, flat] of page) yield { id, ...fieldsOf(flat) };
      const last = page.at(-1)?.[0];
      if (last === undefined || page.length < PAGE) return;
      from = `(${last}`;
    }
  }
}

interface Raw {
  readonly id: string;
  readonly at: string;
  readonly text: string;
  readonly mac: string;
  readonly hash: string;
}

/** An entry with what it says, and whether one of our processes wrote it. */
interface Judged extends Raw {
  readonly record: AuditRecord | null;
  readonly proven: boolean;
}

/**
 * That a newer plan ended a waiting one is written down by Redis itself, which has no key: it is proven by the newer one's own move, which
 * comes next and is signed. Without keys whatever can be read counts as proven.
 */
async function* judged(trail: AsyncIterable<Raw>, keys: readonly string[] | null): AsyncIterable<Judged> {
  let derived: (Raw & { readonly record: AuditRecord })[] = [];
  const held = (by: AuditRecord | null): readonly Judged[] => {
    const settled = derived.map((entry) => ({ ...entry, proven: keys === null || followsFrom(entry.record, by) }));
    derived = [];
    return settled;
  };
  for await (const raw of trail) {
    const record = readRecord(raw.text);
    if (record?.kind === 'superseded' && raw.mac === '') {
      derived.push({ ...raw, record });
      continue;
    }
    const proven = record !== null && (keys === null || verifyText(keys, 'audit-record', raw.text, raw.mac));
    yield* held(proven ? record : null);
    yield { ...raw, record, proven };
  }
  yield* held(null);
}

const followsFrom = (record: AuditRecord, by: AuditRecord | null): boolean =>
  record.kind === 'superseded' && by?.kind === 'move' && by.to === 'awaiting_approval' && by.run === record.by_run;

/** Only signed text is taken at its word; what is not even a record is none. */
function readRecord(text: string): AuditRecord | null {
  const parsed = z.looseObject({ kind: z.string() }).safeParse(parseJson(text));
  return parsed.success ? (parsed.data as unknown as AuditRecord) : null;
}

/** Null: it is not one that was made and signed here. */
function readCheckpoint(text: string, keys: readonly string[]): { readonly hash: string; readonly upTo: string } | null {
  const parsed = checkpoint.safeParse(parseJson(text));
  if (!parsed.success) return null;
  const { hash, upTo, signature } = parsed.data;
  return verifyText(keys, 'audit-checkpoint', `${hash}/${upTo}`, signature) ? { hash, upTo } : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function fieldsOf(flat: readonly string[]): Omit<Raw, 'id'> {
  const value = (name: string): string => {
    const at = flat.indexOf(name);
    return at % 2 === 0 ? (flat[at + 1] ?? '') : '';
  };
  return { at: value('at'), text: value('record'), mac: value('mac'), hash: value('hash') };
}

const sha1 = (text: string): string => createHash('sha1').update(text).digest('hex');
