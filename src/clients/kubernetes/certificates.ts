/** Something that was made with a certificate, and until when it may be used, in milliseconds since 1970. */
interface Held<T> {
  readonly value: T;
  readonly until: number;
}

interface Coming<T> {
  readonly value: Promise<T>;
  readonly stop: AbortController;
  waiting: number;
}

/** A certificate is asked for this long ... */
const VALID_MS = 75 * 60_000;
/** ... and used this long: what has begun with it can end with it. */
const USED_MS = 60 * 60_000;

/**
 * Keeps one certificate for its hour, in memory only. Callers who come while it is being issued share it; one who leaves does not stop
 * it for the others, the last one does. A failure is everyone's who waited, and is forgotten.
 */
export class Certificates<T> {
  readonly #issue: (validForMs: number, now: Date, signal: AbortSignal) => Promise<T>;
  readonly #now: () => Date;
  #held: Held<T> | null = null;
  #coming: Coming<T> | null = null;

  constructor(issue: (validForMs: number, now: Date, signal: AbortSignal) => Promise<T>, now: () => Date) {
    this.#issue = issue;
    this.#now = now;
  }

  /** Throws what issuing throws, or the signal's reason. */
  async get(signal: AbortSignal): Promise<T> {
    signal.throwIfAborted();
    if (this.#held !== null && this.#now().getTime() < this.#held.until) return this.#held.value;
    this.#held = null;
    this.#coming ??= this.#start();
    return this.#wait(this.#coming, signal);
  }

  /** The next caller gets a new one, unless that has already happened. */
  drop(value: T): void {
    if (this.#held?.value === value) this.#held = null;
  }

  #start(): Coming<T> {
    const stop = new AbortController();
    const now = this.#now();
    const coming: Coming<T> = { value: this.#issue(VALID_MS, now, stop.signal), stop, waiting: 0 };
    const settle = (held: Held<T> | null): void => {
      if (this.#coming !== coming) return;
      this.#coming = null;
      this.#held = held;
    };
    coming.value.then(
      (value) => settle({ value, until: now.getTime() + USED_MS }),
      () => settle(null),
    );
    return coming;
  }

  async #wait(coming: Coming<T>, signal: AbortSignal): Promise<T> {
    const aborted = Promise.withResolvers<never>();
    const leave = (): void => aborted.reject(signal.reason);
    signal.addEventListener('abort', leave, { once: true });
    coming.waiting += 1;
    try {
      return await Promise.race([coming.value, aborted.promise]);
    } finally {
      signal.removeEventListener('abort', leave);
      coming.waiting -= 1;
      if (coming.waiting === 0 && this.#coming === coming) {
        this.#coming = null;
        coming.stop.abort();
      }
    }
  }
}
