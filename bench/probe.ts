import { monitorEventLoopDelay } from 'node:perf_hooks';

/**
 * Loaded into a process that is measured, before anything else: tells its parent, when asked, what the process has used. Asking also
 * starts the next period of `longestBlockMs`.
 */
export interface Usage {
  /** User and system time since the start. */
  readonly cpuMs: number;
  readonly rssMiB: number;
  /** The longest that the event loop was held since the last question. */
  readonly longestBlockMs: number;
  /** The greatest RSS since the last question, looked at every 20 ms. */
  readonly peakRssMiB: number;
}

const MIB = 1_048_576;
const loop = monitorEventLoopDelay({ resolution: 1 });
loop.enable();
let peak = 0;
setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss());
}, 20).unref();

process.on('message', (asked) => {
  if (asked !== 'usage') return;
  const { user, system } = process.cpuUsage();
  const rss = process.memoryUsage.rss();
  const usage: Usage = {
    cpuMs: (user + system) / 1_000,
    rssMiB: rss / MIB,
    longestBlockMs: loop.max / 1e6,
    peakRssMiB: Math.max(peak, rss) / MIB,
  };
  loop.reset();
  peak = 0;
  process.send?.(usage);
});
process.channel?.unref();
