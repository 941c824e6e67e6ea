import type { PlanNames } from '../plan-names.ts';
import { count } from './phrases.ts';
import { KINDS } from './resources.ts';

/** How people call what `resize-nodepool` writes. */
export const resizeNodepool: PlanNames = { kinds: KINDS, fields: { node_count: 'Nodes' } };

/** How people call what `create-nodepool` writes. */
export const createNodepool: PlanNames = {
  kinds: KINDS,
  fields: {
    nodepool_name: 'Name',
    flavor: 'Flavor',
    availability_zone: 'Availability zone',
    node_count: 'Nodes',
    os: 'Operating system',
    ssh_key: 'Key pair',
    subnet_id: 'Subnet (VPC subnet id)',
    root_volume_size: 'System disk (GiB)',
    root_volume_type: 'System disk type',
    data_volume_size: 'Data disk (GiB)',
    data_volume_type: 'Data disk type',
  },
};

/** What the list of node pools says. Values are plain text. */
export const nodepools = {
  some: (cluster: string, pools: number, nodes: number, active: number) => {
    const there = `${cluster} has ${count(pools, 'node pool')} with ${count(nodes, 'node')}`;
    return active === nodes ? `${there}${nodes > 0 ? ', all active' : ''}.` : `${there}, ${active} active.`;
  },
  none: (cluster: string) => `${cluster} has no node pool.`,
  title: 'Node pools',
  nodes: (n: number, wanted: number, active: number, creating: number, deleting: number) =>
    [
      count(n, 'node'),
      ...(wanted > n ? [`${wanted} wanted`] : []),
      ...(active === n ? [] : [`${active} active`]),
      ...(creating > 0 ? [`${creating} being made`] : []),
      ...(deleting > 0 ? [`${deleting} being deleted`] : []),
    ].join(', '),
  template: (flavor: string | null, zone: string | null) => [...(flavor ? [flavor] : []), ...(zone ? [`in ${zone}`] : [])].join(' '),
  autoscaled: (min: number, max: number) => `scales by itself, ${min} to ${max}`,
  byHand: 'nodes added one by one, cannot be scaled',
  more: (n: number, command: string) => `and ${count(n, 'more node pool')}: ${command} prints all`,
  next: 'Next',
  larger: (command: string) => `${command} plans a larger pool`,
  another: (command: string) => `${command} plans a new one`,
};
