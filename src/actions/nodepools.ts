import { z } from 'zod';
import { defineAction, type Outcome } from '../core/action.ts';
import type { Finding } from '../core/finding.ts';
import { type NodePoolRow, rowsOf } from './node-pools/rows.ts';
import { troublesOf } from './node-pools/standing.ts';
import { askAbout } from './sources.ts';

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
    const pools = await askAbout(target, () => ports.nodePools.list(target.clusterId, signal));
    return { success: true, nodepools: rowsOf(pools), warnings: pools.flatMap(troublesOf) };
  },
});
