import type { Evidence } from '../../src/core/evidence.ts';
import { count, howEnded, waitDetail } from './phrases.ts';
import { ENDPOINT_PROBLEM, PURPOSE } from './terms.ts';

/** Where something was seen, and what: plain text, one or more lines. What others said is quoted as they said it. */
export interface EvidenceWords {
  readonly source: string;
  readonly line: string;
}

type Kind = Evidence['kind'];
const NOT_SET = '(not set)';

/** What a finding was seen by. */
export const evidence: { readonly [K in Kind]: (seen: Extract<Evidence, { readonly kind: K }>) => EvidenceWords } = {
  log: ({ namespace, pod, container, previous, text }) => ({
    source: `log ${namespace}/${pod}/${container}${previous ? ' (before its restart)' : ''}`,
    line: text,
  }),
  event: ({ object, message }) => ({ source: `event ${object}`, line: message }),
  waiting: ({ pod, waits }) => ({
    source: `pod ${pod}`,
    line: waits.map((wait) => [wait.reason, waitDetail(wait)].filter(Boolean).join(': ')).join('; '),
  }),
  pull: ({ pod, message }) => ({ source: `pod ${pod}`, line: message }),
  crash: ({ pod, container, restarts, ended }) => ({
    source: `pod ${pod}`,
    line: `container ${container}: ${count(restarts, 'restart')}, ${howEnded(ended, '') || 'how it last ended is not known'}`,
  }),
  pod_size: ({ pod, cpu, memory }) => ({ source: `pod ${pod}`, line: `CPU ${cpu || NOT_SET}, memory ${memory || NOT_SET}` }),
  pod_label: ({ pod, label, value }) => ({ source: `pod ${pod}`, line: `${label}: ${value ?? NOT_SET}` }),
  template_label: ({ deployment, label, value }) => ({
    source: `deployment ${deployment}, pod template`,
    line: `${label}: ${value ?? NOT_SET}`,
  }),
  replica_set: ({ replica_set, revision, ready, wanted }) => ({
    source: `replica set ${replica_set}`,
    line: `revision ${revision ?? 'not known'}: ${ready} of ${count(wanted, 'pod')} ready`,
  }),
  no_addon: () => ({ source: 'add-ons', line: 'virtual-kubelet is not among them' }),
  addon_status: ({ status, detail }) => ({ source: 'add-on status', line: [status || '(empty)', detail].filter(Boolean).join(': ') }),
  addon_version: ({ version }) => ({ source: 'add-on version', line: version }),
  addon_value: ({ field, value }) => ({ source: 'add-on values', line: `${field}: ${value ?? NOT_SET}` }),
  cluster: ({ phase, mode }) => ({ source: 'cluster', line: `phase: ${phase || '(empty)'}, network mode: ${mode || '(empty)'}` }),
  subnet: ({ subnet, field, value }) => ({ source: `subnet ${subnet}`, line: `${field}: ${value}` }),
  no_endpoint: ({ purpose, service_name }) => ({ source: `endpoint ${service_name ?? purpose}`, line: `none for ${PURPOSE[purpose]}` }),
  endpoint: ({ endpoint_id, status, problem, detail }) => {
    const says = problem === 'unknown' ? '' : ENDPOINT_PROBLEM[problem].says(status, detail);
    const parts = [`status: ${status || '(empty)'}`, says, says.includes(detail) ? '' : detail];
    return { source: `endpoint ${endpoint_id}`, line: parts.filter(Boolean).join(', ') };
  },
  config_map: ({ config_map, field, value }) => ({ source: `config map ${config_map}`, line: `${field}: ${value}` }),
  no_virtual_node: () => ({ source: 'nodes', line: 'none is called bursting-node or has its labels' }),
  node_condition: ({ node, status, reason, message }) => ({
    source: `node ${node}`,
    line: `Ready is ${[status ?? 'not said', reason].filter(Boolean).join(', ')}${message === '' ? '' : `: ${message}`}`,
  }),
  node_cordoned: ({ node, fault, zone }) => ({
    source: `node ${node}`,
    line: ['cordoned', fault === null ? '' : `condition ${fault}`, zone === null ? '' : `zone ${zone}`].filter(Boolean).join(', '),
  }),
};
