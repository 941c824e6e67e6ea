import { AuditTrail } from '../jobs/audit-trail.ts';
import { parseDuration } from '../src/config/duration.ts';
import { redactJson } from '../src/core/redact.ts';
import { FailedError, SetupError } from './expected-errors.ts';
import { withRedis } from './open-redis.ts';
import { storeSettings } from './settings.ts';
import { signingKeysOf } from './signing-keys.ts';

/** `bursting audit [--since <time>] [--verify]`: the trail as JSON lines. Resolves with the exit code: 1 if it was tampered with. */
export async function audit(values: Readonly<Record<string, unknown>>): Promise<number> {
  const since = values.since === undefined ? '-' : momentOf(String(values.since));
  const config = storeSettings();
  return withRedis(config.redis, async (redis) => {
    const trail = new AuditTrail(redis);
    for await (const { id, at, record, hash } of trail.entries(since)) {
      process.stdout.write(`${JSON.stringify({ id, at: new Date(at).toISOString(), ...redactJson(record), hash })}\n`);
    }
    if (!values.verify) return 0;
    const signingKeys = signingKeysOf(config, false);
    if (signingKeys.length === 0) throw new SetupError('--verify needs BURSTING_SIGNING_KEY');
    const { entries, head, faults } = await trail.verify(signingKeys);
    if (faults.length > 0) {
      throw new FailedError(
        `the audit is not what was written: ${faults
          .slice(0, 20)
          .map(({ id, problem }) => `${problem} at ${id}`)
          .join(', ')}${faults.length > 20 ? `, and ${faults.length - 20} more` : ''}`,
      );
    }
    process.stderr.write(`verified: ${entries} entries, unbroken and signed${head ? `; head ${head.slice(0, 12)}` : ''}\n`);
    return 0;
  });
}

/** A time (ISO 8601) or how long ago (`2h`, `7d`). */
function momentOf(text: string): number {
  const ago = parseDuration(text);
  const at = ago === null ? Date.parse(text) : Date.now() - ago;
  if (Number.isNaN(at)) throw new SetupError(`--since takes a time like 2026-11-23T10:00:00Z, or how long ago: 2h, 7d; not ${text}`);
  return at;
}
