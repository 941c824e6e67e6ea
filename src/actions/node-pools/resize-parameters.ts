import { z } from 'zod';
import { ACCEPTED } from '../../core/accepted.ts';
import { nodeCount } from './parameters.ts';

export const params = z
  .object({
    nodepool_id: z
      .string({ error: ACCEPTED.poolId })
      .trim()
      .min(1, { error: ACCEPTED.poolId })
      .max(64, { error: ACCEPTED.poolId })
      .optional(),
    nodepool_name: z
      .string({ error: ACCEPTED.poolName })
      .trim()
      .min(1, { error: ACCEPTED.poolName })
      .max(64, { error: ACCEPTED.poolName })
      .optional(),
    node_count: nodeCount,
  })
  .refine(({ nodepool_id, nodepool_name }) => (nodepool_id === undefined) !== (nodepool_name === undefined), { error: ACCEPTED.onePool });

export type ResizeParams = z.infer<typeof params>;
