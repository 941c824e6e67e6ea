import type { ProgressCode, ProgressFacts } from '../../src/core/progress.ts';
import { count } from './phrases.ts';

const duration = (seconds: number): string =>
  seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min${seconds % 60 === 0 ? '' : ` ${seconds % 60} s`}`;

import { because } from './phrases.ts';

/** One plain sentence for each way to be under way. */
export const progress: { readonly [Code in ProgressCode]: (facts: ProgressFacts[Code]) => string } = {
  endpoint_settling: ({ service_name, status }) =>
    status === 'pendingAcceptance'
      ? `The endpoint for ${service_name} is there and waits until the owner of the service accepts it.`
      : `The endpoint for ${service_name} is there and not ready yet (${status}).`,
  verify_waiting: ({ addon, nodes_ready, pods_ready, pods_wanted, waited_seconds, wait_seconds }) => {
    const parts = [
      addon === null ? 'no add-on yet' : `add-on ${addon}`,
      nodes_ready === null ? 'virtual nodes not known' : `${count(nodes_ready, 'virtual node')} Ready`,
      ...(pods_wanted === null ? [] : [`${pods_ready ?? 0} of ${count(pods_wanted, 'pod')} ready`]),
    ];
    return `Not ready yet: ${parts.join(', ')}. Watching for ${duration(wait_seconds)}, ${duration(waited_seconds)} of it so far.`;
  },
  nodes_joining: ({ name, active, wanted, creating }) =>
    `${active} of ${count(wanted, 'node')} of ${name} active${creating > 0 ? `, ${creating} being made` : ''}; a node takes some minutes.`,
  addon_settling: ({ status, detail }) => `The add-on is ${status}${because(detail)}.`,
};
