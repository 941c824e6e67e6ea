import { redact } from '../../core/redact.ts';
import type { Logs } from '../../ports/workloads.ts';
import { namespaced } from './get.ts';
import type { Session } from './session.ts';

const KEPT_BYTES = 64 * 1024;
/** What the server sends at most. It cuts at the end, where the newest lines are: far more than so many lines of a container runtime. */
const SENT_BYTES = 8 * 1024 ** 2;
const NEWLINE = 0x0a;

/** The end of a text as it arrives, from the beginning of a line on. */
async function endOf(body: AsyncIterable<Buffer>): Promise<string> {
  let kept: Buffer = Buffer.alloc(0);
  let isCut = false;
  for await (const chunk of body) {
    const all = kept.length === 0 ? chunk : Buffer.concat([kept, chunk]);
    isCut ||= all.length > KEPT_BYTES;
    kept = all.subarray(-KEPT_BYTES);
  }
  // A line longer than all that is kept: its end is better than nothing.
  const from = isCut ? kept.indexOf(NEWLINE) + 1 : 0;
  return kept.subarray(from).toString();
}

/** Nobody gets to see a log with its secrets, and no rule about logs can repeat one. */
const readable = async (body: AsyncIterable<Buffer>): Promise<string> => redact(await endOf(body));

export const openLogs = (get: Session['get']): Logs => ({
  tail({ namespace, pod, container, previous, tailLines }, signal) {
    const query = new URLSearchParams({
      container,
      tailLines: String(tailLines),
      timestamps: 'true',
      limitBytes: String(SENT_BYTES),
      ...(previous ? { previous: 'true' } : {}),
    });
    return get('get pods/log', `${namespaced('/api/v1', namespace, 'pods', pod)}/log?${query}`, readable, signal);
  },
});
