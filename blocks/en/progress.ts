import type { ProgressCode, ProgressFacts } from '../../src/core/progress.ts';

/** One plain sentence for each way to be under way. */
export const progress: { readonly [Code in ProgressCode]: (facts: ProgressFacts[Code]) => string } = {
  endpoint_settling: ({ service_name, status }) =>
    status === 'pendingAcceptance'
      ? `The endpoint for ${service_name} is there and waits until the owner of the service accepts it.`
      : `The endpoint for ${service_name} is there and not ready yet (${status}).`,
};
