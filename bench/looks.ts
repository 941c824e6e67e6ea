/** A watch, in milliseconds of Redis's clock: one time at which it was due, and when its runs were created. */
export interface Looks {
  readonly due: number;
  readonly created: readonly number[];
}

export interface Kept {
  /** Looks that there were. */
  readonly looks: number;
  /** Looks beyond the first for one watch and one of its times. */
  readonly twice: number;
  /** Times at which nobody looked. */
  readonly leftOut: number;
  /** How long after its time each first look came. */
  readonly lateMs: readonly number[];
}

/** How well watches have kept their times from `since` to `until`. What is due already at `since` counts as due then. */
export function kept(watches: readonly Looks[], everyMs: number, since: number, until: number): Kept {
  let [looks, twice, leftOut] = [0, 0, 0];
  const lateMs: number[] = [];
  for (const { due, created } of watches) {
    const times = new Set<number>();
    for (const at of created.filter((look) => look >= since && look <= until).toSorted((a, b) => a - b)) {
      looks += 1;
      const time = Math.floor((at - due) / everyMs);
      // Before its first time there is none to look for.
      if (time < 0 || times.has(time)) twice += 1;
      else lateMs.push(at - Math.max(since, due + time * everyMs));
      times.add(time);
    }
    for (let time = 0; due + time * everyMs <= until; time += 1) {
      if (due + (time + 1) * everyMs > since && !times.has(time)) leftOut += 1;
    }
  }
  return { looks, twice, leftOut, lateMs };
}
