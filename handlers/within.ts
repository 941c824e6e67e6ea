/**
 * What `work` comes to, or after `ms` what is said otherwise; the work goes on. `excusedMs`: how long, at most, this process may have
 * stood still itself without that being counted.
 */
export async function within<T>(ms: number, work: Promise<T>, otherwise: () => T, excusedMs = 0): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const due = performance.now() + ms;
  const late = new Promise<T>((resolve) => {
    timer = setTimeout(() => {
      const stoodStillMs = Math.max(0, Math.min(performance.now() - due, excusedMs));
      timer = setTimeout(() => resolve(otherwise()), stoodStillMs);
    }, ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
