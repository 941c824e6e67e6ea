import { setTimeout as delay } from 'node:timers/promises';

/** Time and chance, so that tests can have their own. */
export interface Pace {
  /** Monotonic, in milliseconds. */
  now(): number;
  /** Rejects with the signal's reason as soon as it aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** 0 up to, but not including, 1. */
  random(): number;
  /** How long one request may take, from sending it to the last byte of the answer. */
  readonly requestTimeoutMs: number;
}

export const systemPace: Pace = {
  now: () => performance.now(),
  sleep: async (ms, signal) => {
    try {
      await delay(ms, undefined, { signal });
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    }
  },
  random: Math.random,
  requestTimeoutMs: 10_000,
};

/** All waits of one call together, for retries and for a throttled service. */
export const PATIENCE_MS = 8_000;
export const MAX_ATTEMPTS = 3;
/**
 * How long a write waits for its turn. Not longer: who writes has looked whether it still may, for the time of one request and little
 * more (design, 5: 12 s of lease for a write of 10 s), and must look again after a longer wait.
 */
export const WRITE_PATIENCE_MS = 2_000;

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 4_000;

/** How long to wait before attempt `next` (2, 3, ...): anything up to a bound that doubles, but never less than the service asked for. */
export function backoffMs(next: number, retryAfterMs: number | null, random: () => number): number {
  const bound = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (next - 2));
  return (retryAfterMs ?? 0) + random() * bound;
}

/** `Retry-After` in milliseconds: seconds or an HTTP date. Null where there is none to understand. `now` is wall clock time. */
export function retryAfterMs(header: string | null, now: number): number | null {
  if (header === null) return null;
  const text = header.trim();
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const date = /^[A-Za-z]{3},/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
