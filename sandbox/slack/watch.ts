/** Lets tests wait for something to become so, woken by each change instead of looking again and again. */
export class Watch {
  readonly #looks = new Set<() => void>();

  changed(): void {
    for (const look of [...this.#looks]) look();
  }

  /** Resolves with the first thing `look` finds, now or after a change. Rejects after the time with what `otherwise` says then. */
  until<T>(look: () => T | null | undefined, timeoutMs: number, otherwise: () => string): Promise<T> {
    return new Promise((resolve, reject) => {
      const end = (settle: () => void): void => {
        clearTimeout(timer);
        this.#looks.delete(again);
        settle();
      };
      const again = (): void => {
        const found = look();
        if (found !== null && found !== undefined) end(() => resolve(found));
      };
      // Nobody has to stay for what will not come any more.
      const timer = setTimeout(() => end(() => reject(new Error(`${otherwise()} within ${timeoutMs} ms`))), timeoutMs).unref();
      this.#looks.add(again);
      again();
    });
  }
}
