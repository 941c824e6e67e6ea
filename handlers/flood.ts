import { performance } from 'node:perf_hooks';

const MINUTE_MS = 60_000;

/**
 * So many commands per person and minute, counted by this gateway alone: it guards people and Redis from a loop or a stuck key, and a
 * limit that needed Redis would be gone just when Redis is slow. Clicks are never limited.
 */
export class FloodGuard {
  readonly #limit: number;
  readonly #recent = new Map<string, number[]>();

  constructor(commandsPerUserPerMinute: number) {
    this.#limit = commandsPerUserPerMinute;
  }

  /** Seconds to wait; 0: go on. */
  admit(user: string, now: number = performance.now()): number {
    const recent = (this.#recent.get(user) ?? []).filter((at) => now - at < MINUTE_MS);
    const [oldest] = recent;
    if (recent.length >= this.#limit && oldest !== undefined) return Math.max(1, Math.ceil((MINUTE_MS - (now - oldest)) / 1_000));
    recent.push(now);
    this.#recent.set(user, recent);
    if (this.#recent.size > 10_000) this.#forget(now);
    return 0;
  }

  #forget(now: number): void {
    for (const [user, recent] of this.#recent) if (recent.every((at) => now - at >= MINUTE_MS)) this.#recent.delete(user);
  }
}
