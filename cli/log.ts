import { inspect } from 'node:util';
import { type Logger, pino, stdSerializers } from 'pino';
import type { LogConfig } from '../src/config/config.ts';
import { redactJson, redactor } from '../src/core/redact.ts';

type Fields = Record<string, unknown>;

/**
 * The program's log, one JSON line per event, or readable lines on a terminal. Callers log fields by name, never whole objects; should a
 * secret get into a line all the same, the configuration's or anybody's, it is taken out here.
 */
export function openLog(config: LogConfig, secrets: readonly string[], out: NodeJS.WritableStream): Logger {
  const clean = redactor(secrets);
  const scrub = (line: string): Fields => redactJson(JSON.parse(line) as Fields, clean);
  return pino(
    {
      level: config.level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
      serializers: { err: (error: Error) => ({ type: error.name, message: error.message, stack: stdSerializers.err(error).stack }) },
    },
    // Field by field: a line stays JSON whatever is taken out of it.
    { write: (line: string) => void out.write(config.format === 'json' ? `${JSON.stringify(scrub(line))}\n` : readable(scrub(line))) },
  );
}

function readable({ level, time, msg, ...fields }: Fields): string {
  const rest = Object.entries(fields).map(
    ([name, value]) => `${name}=${typeof value === 'string' ? value : inspect(value, { breakLength: Number.POSITIVE_INFINITY })}`,
  );
  return `${String(time).slice(11, 19)} ${String(level).padEnd(5)} ${String(msg ?? '')}${rest.length > 0 ? `  ${rest.join(' ')}` : ''}\n`;
}
