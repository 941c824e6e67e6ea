import type { Service } from '../../src/core/finding.ts';

/** What goes wrong with a call. */
export type Trouble =
  /** An answer of that status; without a `body`, in the service's own error shape. */
  | { readonly kind: 'status'; readonly status: number; readonly retryAfterSeconds?: number; readonly body?: unknown }
  /** A web page where JSON was promised. */
  | { readonly kind: 'html'; readonly status: 200 | 502 }
  /** The true answer, but for what somebody changes in it: its body, parsed. */
  | { readonly kind: 'changed'; change(body: unknown): unknown }
  /** The true answer, cut off in the middle. */
  | { readonly kind: 'broken-json' }
  /** Nothing, until the sandbox closes. */
  | { readonly kind: 'hang' }
  /** The connection is reset. */
  | { readonly kind: 'reset' }
  /** The call is carried out, its answer is never sent. */
  | { readonly kind: 'commit-then-hang' }
  /** The call is carried out, then the connection is reset. */
  | { readonly kind: 'commit-then-reset' }
  /** The call is carried out, and answered with an error of that status all the same. */
  | { readonly kind: 'commit-then-status'; readonly status: number }
  /** The true answer, later. */
  | { readonly kind: 'slow'; readonly ms: number };

/** A trouble and the calls that meet it; an absent condition matches every call. The first fault that matches plays. */
export interface Fault {
  readonly service?: Service;
  /** As the service names it: `ShowCluster`; of a cluster: `ListNodes`. */
  readonly operation?: string;
  readonly trouble: Trouble;
  /** How many matching calls pass unharmed first. Counted down here. */
  skip?: number;
  /** How many matching calls it still hits; absent: all. Counted down here. */
  times?: number;
}

/** The trouble this call meets, or null. Takes one off the counts. */
export function takeTrouble(faults: readonly Fault[], service: Service, operation: string): Trouble | null {
  for (const fault of faults) {
    if (fault.service !== undefined && fault.service !== service) continue;
    if (fault.operation !== undefined && fault.operation !== operation) continue;
    if (fault.times === 0) continue;
    if (fault.skip !== undefined && fault.skip > 0) {
      fault.skip -= 1;
      continue;
    }
    if (fault.times !== undefined) fault.times -= 1;
    return fault.trouble;
  }
  return null;
}
