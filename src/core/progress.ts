/**
 * How far a read, or a look at a step, is while it goes on: a code with the values of its sentence (`blocks/en/progress.ts`), as a
 * finding is one. Shown while the run goes on, at most every 5 s, and gone with the next thing that happens to it.
 */
export interface ProgressFacts {
  /** An endpoint that exists and is not ready yet; `status` as the cloud says it. */
  endpoint_settling: { service_name: string; status: string };
  /** What `verify` waits for. Null: not known, or nobody asked for pods. */
  verify_waiting: {
    addon: string | null;
    nodes_ready: number | null;
    pods_ready: number | null;
    pods_wanted: number | null;
    waited_seconds: number;
    wait_seconds: number;
  };
  /** A node pool gets its nodes one after another: so many of those wanted take pods. */
  nodes_joining: { name: string; active: number; wanted: number; creating: number };
  /** The add-on is being changed as planned, or does not work yet; `status` and `detail` as CCE says it. */
  addon_settling: { status: string; detail: string };
}

export type ProgressCode = keyof ProgressFacts;
export type Progress<C extends ProgressCode = ProgressCode> = {
  [K in C]: { readonly code: K; readonly facts: ProgressFacts[K] };
}[C];

export const progress = <C extends ProgressCode>(code: C, facts: ProgressFacts[C]): Progress<C> => ({ code, facts }) as Progress<C>;
