import type { Run } from '../../src/runs/run.ts';

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;

/** What the cloud calls the cluster, if the plan's own look at it said so: a plan's result is or holds a precheck (contract, section 5). */
export function clusterName({ result }: Run): string | null {
  for (const about of [result, result?.precheck]) {
    const network = isRecord(about) ? about.network : null;
    const name = isRecord(network) ? network.cluster_name : null;
    if (typeof name === 'string' && name !== '') return name;
  }
  return null;
}
