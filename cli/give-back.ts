import { Session } from 'node:inspector/promises';
import { setTimeout } from 'node:timers/promises';

/** After what memory is given back, and how much later: nothing more is loaded then, and most first runs have ended. */
const LATER_MS = { start: 300, 'first run': 1_000 };

const loaded = new Set<keyof typeof LATER_MS>();

/**
 * Gives back, once, the memory that loading took and left behind: a third of what a new process holds. V8 does so itself after some 15 idle
 * seconds, which a busy process never has. Nothing else runs meanwhile, for 0.1 s: only after something that took as long itself. One more
 * bot in the process, as in tests, finds all loaded.
 */
export async function giveBackMemory(after: keyof typeof LATER_MS): Promise<void> {
  if (loaded.has(after)) return;
  loaded.add(after);
  await setTimeout(LATER_MS[after], undefined, { ref: false });
  const session = new Session();
  session.connect();
  try {
    await session.post('HeapProfiler.collectGarbage');
  } finally {
    session.disconnect();
  }
}
