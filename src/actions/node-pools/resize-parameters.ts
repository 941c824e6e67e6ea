import { z } from 'zod';
import { nodeCount } from './parameters.ts';

const WHICH = 'give nodepool_id or nodepool_name, one of them';
const NAME = 'the name of a node pool, at most 64 characters';
const ID = 'the id of a node pool';

export const params = z
  .object({
    nodepool_id: z.string({ error: ID }).trim().min(1, { error: ID }).max(64, { error: ID }).optional(),
    nodepool_name: z.string({ error: NAME }).trim().min(1, { error: NAME }).max(64, { error: NAME }).optional(),
    node_count: nodeCount,
  })
  .refine(({ nodepool_id, nodepool_name }) => (nodepool_id === undefined) !== (nodepool_name === undefined), { error: WHICH });

export type ResizeParams = z.infer<typeof params>;
