import { inspect } from 'node:util';
import { type Logger, pino, stdSerializers } from 'pino';
import type { LogConfig } from '../src/config/config.ts';

/** Shorter values are no secrets, and replacing them would tear sentences. */
const SHORTEST_SECRET = 8;

/**
 * The program's log, one JSON line per event, or readable lines on a terminal. Callers log fields by name, never whole objects; should a
 * secret of the configuration get into a line all the same, it is taken out here, plain or JSON-escaped.
 */
export function openLog(config: LogConfig, secrets: readonly string[], out: NodeJS.WritableStream): Logger {
  const hidden = secrets
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)]);
  const scrub = (line: string): string => hidden.reduce((rest, secret) => rest.replaceAll(secret, '[hidden]'), line);
  return pino(
    {
      level: config.level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
      serializers: { err: (error: Error) => ({ type: error.name, message: error.message, stack: stdSerializers.err(error).stack }) },
    },
    // Before it is made readable: that quotes in ways of its own.
    { write: (line: string) => void out.write(config.format === 'json' ? scrub(line) : readable(scrub(line))) },
  );
}

function readable(line: string): string {
  const { level, time, msg, ...fields } = JSON.parse(line) as Record<string, unknown>;
  const rest = Object.entries(fields).map(
    ([name, value]) => `${name}=${typeof value === 'string' ? value : inspect(value, { breakLength: Number.POSITIVE_INFINITY })}`,
  );
  return `${String(time).slice(11, 19)} ${String(level).padEnd(5)} ${String(msg ?? '')}${rest.length > 0 ? `  ${rest.join(' ')}` : ''}\n`;
}
