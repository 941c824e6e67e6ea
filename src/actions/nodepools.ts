import { z } from 'zod';
import { defineAction, type Outcome } from '../core/action.ts';
import { BotError, isBotError } from '../core/errors.ts';
import type { Finding } from '../core/finding.ts';
import { type NodePoolRow, rowsOf } from './node-pools/rows.ts';
import { troublesOf } from './node-pools/standing.ts';

/** The node pools of a cluster; it succeeds if they could be read, whatever is wrong with one of them. */
export interface NodePoolsResult extends Outcome {
  readonly nodepools: readonly NodePoolRow[];
  readonly warnings: readonly Finding[];
}

export const nodepools = defineAction<Record<string, never>, NodePoolsResult>({
  kind: 'read',
  summary: 'List the node pools of a cluster: sizes, flavors, and whether they can grow',
  skillAction: 'huawei_list_cce_nodepools',
  examples: ['nodepools prod'],
  params: z.strictObject({}),
  parameterHelp: {},
  needs: ['cce:nodepool:list'],
  timeoutMs: 60_000,
  async read(_, { ports, target, signal }) {
    try {
      const pools = await ports.nodePools.list(target.clusterId, signal);
      return { success: true, nodepools: rowsOf(pools), warnings: pools.flatMap(troublesOf) };
    } catch (error) {
      if (!isBotError(error) || error.code !== 'not_found') throw error;
      const { clusterId: cluster_id, region, projectId: project_id } = target;
      throw new BotError('cluster_not_found', { cluster_id, region, project_id }, { requestId: error.requestId, cause: error });
    }
  },
});
