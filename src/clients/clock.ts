import { setTimeout } from 'node:timers/promises';
import type { Clock } from '../ports/clock.ts';

/** The system's own. */
export const systemClock: Clock = {
  async after(ms, signal) {
    try {
      await setTimeout(ms, undefined, { signal });
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    }
    return new Date();
  },
};
