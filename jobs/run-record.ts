import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { Run, RunState } from '../src/runs/run.ts';

/** How a run is written down in Redis: a hash whose `doc` is JSON, and a result that is inline or, when large, compressed elsewhere. */

const zip = promisify(gzip);
const unzip = promisify(gunzip);

/** Larger results live under their own key, compressed, for `retention.details`. */
const INLINE_BYTES = 16_384;
const DETAILS_BYTES = 262_144;

export type Fields = Partial<Record<string, string>>;
export type Doc = Omit<Run, 'id' | 'rev' | 'state' | 'createdAt' | 'updatedAt' | 'attempt' | 'result'>;
export const LISTED = ['doc', 'rev', 'state', 'attempt', 'created', 'updated'] as const;
/** Stands in `result` when the result is under its own key. */
export const OWN_KEY = 'details';

export function toRun(id: string, fields: Fields, result: Run['result']): Run {
  const doc = JSON.parse(fields.doc ?? '{}') as Doc;
  return {
    ...doc,
    id,
    rev: Number(fields.rev),
    state: fields.state as RunState,
    attempt: Number(fields.attempt),
    createdAt: Number(fields.created),
    updatedAt: Number(fields.updated),
    result,
  };
}

export async function pack(result: Run['result']): Promise<{ inline: string; details: Buffer | '' }> {
  if (!result) return { inline: '', details: '' };
  const json = JSON.stringify(result);
  if (json.length <= INLINE_BYTES) return { inline: json, details: '' };
  const packed = await zip(json);
  if (packed.length <= DETAILS_BYTES) return { inline: OWN_KEY, details: packed };
  return { inline: JSON.stringify({ success: result.success, omitted: 'the result is larger than 256 KiB compressed' }), details: '' };
}

export const unpack = async (details: Buffer): Promise<Run['result']> => JSON.parse((await unzip(details)).toString()) as Run['result'];
