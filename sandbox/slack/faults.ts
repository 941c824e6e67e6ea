import type { Args } from './web-arguments.ts';

/** What goes wrong with a call. */
export type Effect =
  /** 429 with `Retry-After`. */
  | { readonly retryAfterS: number }
  /** An HTTP status with a page that is no JSON. */
  | { readonly status: number }
  /** `ok: false` with this error. */
  | { readonly error: string }
  /** Never answered; the caller has to give up. */
  | { readonly hang: true }
  /** The connection breaks. */
  | { readonly reset: true }
  /** 200 with this JSON, whatever it is. */
  | { readonly answer: unknown }
  /** Answered, but late. */
  | { readonly delayMs: number };

export interface FaultOptions {
  /** Slack does what was asked, and only the answer is lost. */
  readonly afterCommit?: boolean;
  /** For so many calls; without it until cleared. */
  readonly times?: number;
  /** Only calls with such arguments. */
  readonly when?: (args: Args) => boolean;
}

export interface Fault extends FaultOptions {
  readonly method: string;
  readonly effect: Effect;
  left: number;
}

/** What is to go wrong, per Web API method. */
export class Faults {
  #planned: Fault[] = [];

  /** `*` means every method. The newest fault that fits a call is played. The returned function takes it back. */
  add(method: string, effect: Effect, options: FaultOptions = {}): () => void {
    const fault: Fault = { ...options, method, effect, left: options.times ?? Number.POSITIVE_INFINITY };
    this.#planned.unshift(fault);
    return () => {
      this.#planned = this.#planned.filter((other) => other !== fault);
    };
  }

  clear(): void {
    this.#planned = [];
  }

  /** The fault this call meets, counted down; null for a healthy one. */
  take(method: string, args: Args): Fault | null {
    const fits = (fault: Fault): boolean =>
      (fault.method === '*' || fault.method === method) && fault.left > 0 && (fault.when?.(args) ?? true);
    const fault = this.#planned.find(fits);
    if (!fault) return null;
    fault.left -= 1;
    return fault;
  }
}
