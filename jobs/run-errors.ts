import type { Logger } from 'pino';
import { isBotError } from '../src/core/errors.ts';
import { finding } from '../src/core/finding.ts';
import type { Run, RunError } from '../src/runs/run.ts';
import { StoreUnavailable } from '../src/runs/store.ts';

/** The one place where a thrown thing becomes what the person reads. */
export function toRunError(error: unknown, run: Run, log: Logger): RunError {
  if (isBotError(error)) {
    log.info({ error: error.code, detail: error.message, requestId: error.requestId }, 'run stopped');
    return { finding: error.finding, requestId: error.requestId, retryable: error.retryable };
  }
  log.error({ err: error }, 'run stopped by a bug');
  return { finding: finding('internal', { reference: run.id }), requestId: null, retryable: false };
}

const RETRY_MS = 250;

/**
 * Writes to a Redis that may be away: what is known is in memory, so it waits. A shutdown gives up; the work is still due, and another
 * worker looks again.
 */
export async function persist<T>(write: () => Promise<T>, shutdown: AbortSignal): Promise<T> {
  for (;;) {
    try {
      return await write();
    } catch (error) {
      if (!(error instanceof StoreUnavailable) || shutdown.aborted) throw error;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}
