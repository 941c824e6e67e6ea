import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { StoreConfig } from '../src/config/config.ts';

/** The configured keys; with the bot's own Redis one is made and kept beside it, readable by its user alone. */
export function signingKeysOf({ signingKeys, redis }: Pick<StoreConfig, 'signingKeys' | 'redis'>, make: boolean): readonly string[] {
  if (signingKeys.length > 0 || redis.kind !== 'own') return signingKeys;
  const file = path.join(redis.dataDir, 'signing.key');
  if (!existsSync(file)) {
    if (!make) return [];
    mkdirSync(redis.dataDir, { recursive: true, mode: 0o700 });
    writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' });
  }
  return [readFileSync(file, 'utf8').trim()];
}
