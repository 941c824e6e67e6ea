import { cceOperations } from '../../sandbox/cloud/cce.ts';
import { cceNodePoolOperations } from '../../sandbox/cloud/cce-node-pools.ts';
import { iamOperations } from '../../sandbox/cloud/iam.ts';
import { matchPath } from '../../sandbox/cloud/operation.ts';
import { swrOperations } from '../../sandbox/cloud/swr.ts';
import { vpcOperations } from '../../sandbox/cloud/vpc.ts';
import { vpcepOperations } from '../../sandbox/cloud/vpcep.ts';
import { parseRequest } from '../../sandbox/cluster/resources.ts';
import { parseWrite } from '../../sandbox/cluster/writes.ts';
import type { HttpRequest } from './http-gate.ts';

const OPERATIONS = [...iamOperations, ...cceOperations, ...cceNodePoolOperations, ...vpcOperations, ...vpcepOperations, ...swrOperations];

/** What changes something in the cloud or in a cluster, by the operation's official name. */
export const CLOUD_WRITES: ReadonlySet<string> = new Set([
  ...OPERATIONS.flatMap(({ name, write }) => (write ? [name] : [])),
  'CreateNamespace',
  'PatchDeployment',
]);

/** The operation's official name: `CreateEndpoint`. */
export function cloudName({ method, path }: HttpRequest): string | null {
  const [at = ''] = path.split('?');
  return OPERATIONS.find((operation) => operation.method === method && matchPath(operation.path, at))?.name ?? null;
}

/** The same of the cluster's API server: `PatchDeployment` is what server-side apply sends. */
export function clusterName({ method, path }: HttpRequest): string | null {
  const url = new URL(path, 'https://cluster');
  return (parseWrite(method, url) ?? parseRequest(method, url))?.operation ?? null;
}

/** `chat.update`, and of what: a plan's message or that of a run in its thread. */
export function slackName({ path }: HttpRequest): string | null {
  return /^\/api\/([\w.]+)/.exec(path)?.[1] ?? null;
}
