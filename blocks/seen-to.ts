import type { Finding } from '../src/core/finding.ts';

/**
 * What sees to a finding, so that nobody has to: `guide`, what comes next in a guided run; `diagnosis`, the one that follows a `verify` in
 * another run's thread. Null: a person has to.
 */
export function seenToBy(one: Finding): 'guide' | 'diagnosis' | null {
  switch (one.code) {
    case 'endpoint_missing':
      return one.facts.purpose === 'obs' && one.facts.service_name === null ? null : 'guide';
    case 'endpoint_not_ready':
      return one.facts.problem === 'creating' ? 'guide' : null;
    case 'addon_misconfigured':
    case 'addon_not_installed':
    case 'low_headroom':
      return 'guide';
    case 'virtual_node_missing':
    case 'virtual_node_not_ready':
    case 'pods_not_ready':
      return 'diagnosis';
    default:
      return null;
  }
}
