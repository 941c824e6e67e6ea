import type { Tempo } from '../../cli/bot.ts';
import { APPLY_TIMING } from '../../jobs/apply-steps.ts';
import { LEASE_TIMING } from '../../jobs/leases.ts';

/** `real` is what operators get; `fast` keeps its proportions, so that a case takes seconds. */
export const TEMPOS = {
  real: { lease: LEASE_TIMING, apply: APPLY_TIMING },
  fast: {
    lease: { leaseMs: 2_000, renewMs: 400, writeMarginMs: 1_000 },
    apply: { unknownMs: 2_000, pollMs: 40, pollMaxMs: 300, throttledMs: 2_000, passingMs: 2_000 },
  },
} as const satisfies Readonly<Record<string, Tempo>>;
