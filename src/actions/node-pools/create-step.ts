import type { Json } from '../../core/json.ts';
import { type FieldChange, numberAfter, type Step, textAfter } from '../../core/plan.ts';
import type { NewNodePool, NodePool } from '../../ports/node-pools.ts';

const set = (field: string, value: Json): FieldChange => ({ field, before: null, after: value });

/** One node pool to be made: all that CreateNodePool is asked for, what matters most first. */
export const createStep = (pool: NewNodePool): Step => ({
  id: 'nodepool',
  verb: 'create',
  resource: `node-pool ${pool.name}`,
  changes: [
    set('nodepool_name', pool.name),
    set('flavor', pool.flavor),
    set('availability_zone', pool.availabilityZone),
    set('node_count', pool.nodeCount),
    set('os', pool.os),
    set('ssh_key', pool.sshKey),
    set('subnet_id', pool.subnetId),
    set('root_volume_size', pool.rootVolume.sizeGiB),
    set('root_volume_type', pool.rootVolume.type),
    set('data_volume_size', pool.dataVolume.sizeGiB),
    set('data_volume_type', pool.dataVolume.type),
  ],
  resourceId: null,
  since: null,
});

/** The pool that the step would make is there, or coming. */
export const unchangedStep = ({ name, id }: NodePool): Step => ({
  id: 'nodepool',
  verb: 'unchanged',
  resource: `node-pool ${name}`,
  changes: [],
  resourceId: id,
  since: null,
});

/** What a step makes. Throws for one that was not made here: a plan of another version. */
export function newPoolOf(step: Step): NewNodePool {
  const text = (field: string): string => textAfter(step, field);
  const number = (field: string): number => numberAfter(step, field);
  return {
    name: text('nodepool_name'),
    flavor: text('flavor'),
    availabilityZone: text('availability_zone'),
    os: text('os'),
    sshKey: text('ssh_key'),
    subnetId: text('subnet_id'),
    rootVolume: { type: text('root_volume_type'), sizeGiB: number('root_volume_size') },
    dataVolume: { type: text('data_volume_type'), sizeGiB: number('data_volume_size') },
    nodeCount: number('node_count'),
  };
}
