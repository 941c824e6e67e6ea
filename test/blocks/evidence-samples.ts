import type { Evidence } from '../../src/core/evidence.ts';

/** One of each kind, with every text from outside being `x`. */
export const evidenceOf = (x: string): { readonly [K in Evidence['kind']]: Extract<Evidence, { readonly kind: K }> } => ({
  log: { kind: 'log', namespace: x, pod: x, container: x, previous: true, text: x },
  event: { kind: 'event', object: x, message: x },
  waiting: {
    kind: 'waiting',
    pod: x,
    waits: [
      { reason: x, message: x, ended: null },
      { reason: x, message: x, ended: { reason: `${x}!`, exit_code: 137 } },
    ],
  },
  pull: { kind: 'pull', pod: x, message: x },
  crash: { kind: 'crash', pod: x, container: x, restarts: 5, ended: { reason: x, exit_code: 1 } },
  pod_size: { kind: 'pod_size', pod: x, cpu: x, memory: x },
  pod_label: { kind: 'pod_label', pod: x, label: x, value: x },
  template_label: { kind: 'template_label', deployment: x, label: x, value: x },
  replica_set: { kind: 'replica_set', replica_set: x, revision: 4, ready: 0, wanted: 2 },
  no_addon: { kind: 'no_addon' },
  addon_status: { kind: 'addon_status', status: x, detail: x },
  addon_version: { kind: 'addon_version', version: x },
  addon_value: { kind: 'addon_value', field: x, value: x },
  cluster: { kind: 'cluster', phase: x, mode: x },
  subnet: { kind: 'subnet', subnet: x, field: 'cidr', value: x },
  no_endpoint: { kind: 'no_endpoint', purpose: 'obs', service_name: x },
  endpoint: { kind: 'endpoint', endpoint_id: x, status: x, problem: 'frozen', detail: x },
  config_map: { kind: 'config_map', config_map: x, field: x, value: x },
  no_virtual_node: { kind: 'no_virtual_node' },
  node_condition: { kind: 'node_condition', node: x, status: x, reason: x, message: x },
  node_cordoned: { kind: 'node_cordoned', node: x, fault: x, zone: x },
});
