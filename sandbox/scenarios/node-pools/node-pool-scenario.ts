import { errorAnswer } from '../../cloud/errors.ts';
import type { Fault } from '../../cloud/faults.ts';

export const RESIZE = 'resize-nodepool prod nodepool_name=worker-pool node_count=3';
export const CREATE = 'create-nodepool prod nodepool_name=burst-pool flavor=c7.2xlarge.2 availability_zone=cn-north-4a ssh_key=ops-keypair';
/** Waits for approval with one thing to do. */
export const GROW = { state: 'awaiting_approval', steps: { nodepool: 'update' }, issues: [], warnings: [] } as const;
export const MAKE = { state: 'awaiting_approval', steps: { nodepool: 'create' }, issues: [], warnings: [] } as const;
export const NO_PLAN = { steps: {}, warnings: [] } as const;

/** CCE refuses a write with one of its own codes. */
export const refuses = (operation: 'ScaleNodePool' | 'CreateNodePool', status: number, code: string, message: string): Fault => ({
  service: 'CCE',
  operation,
  trouble: { kind: 'status', status, body: errorAnswer('CCE', status, { code, message }).body },
});
