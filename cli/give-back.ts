import { Session } from 'node:inspector/promises';
import { setTimeout } from 'node:timers/promises';

/**
 * Gives back, once, the memory that loading took and left behind: a third of what a new process holds. V8 does so itself after some 15 idle
 * seconds, which a busy process never has. Nothing else runs meanwhile, for 0.1 s: only after something that took as long itself.
 */
export async function giveBackMemory(afterMs: number): Promise<void> {
  await setTimeout(afterMs, undefined, { ref: false });
  const session = new Session();
  session.connect();
  try {
    await session.post('HeapProfiler.collectGarbage');
  } finally {
    session.disconnect();
  }
}
