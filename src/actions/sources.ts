import { BotError, isBotError } from '../core/errors.ts';
import { type FailureCode, type Finding, finding, type Service } from '../core/finding.ts';
import type { Target } from '../core/target.ts';

/** One thing that is asked for: where, and how the API calls the operation. */
interface Source {
  readonly service: Service;
  readonly operation: string;
}

export const SOURCES = {
  cluster: { service: 'CCE', operation: 'ShowCluster' },
  addons: { service: 'CCE', operation: 'ListAddonInstances' },
  nodePools: { service: 'CCE', operation: 'ListNodePools' },
  templates: { service: 'CCE', operation: 'ListAddonTemplates' },
  subnets: { service: 'VPC', operation: 'ListSubnets' },
  routeTables: { service: 'VPC', operation: 'ListRouteTables' },
  endpoints: { service: 'VPCEP', operation: 'ListEndpoints' },
  endpoint: { service: 'VPCEP', operation: 'ListEndpointInfoDetails' },
  endpointService: { service: 'VPCEP', operation: 'ListServiceDescribeDetails' },
  namespaces: { service: 'SWR', operation: 'ListNamespaces' },
  repositories: { service: 'SWR', operation: 'ListReposDetails' },
  tags: { service: 'SWR', operation: 'ListRepositoryTags' },
  namespace: { service: 'Kubernetes', operation: 'get namespaces' },
  deployment: { service: 'Kubernetes', operation: 'get deployments' },
  nodes: { service: 'Kubernetes', operation: 'list nodes and pods' },
} as const satisfies Record<string, Source>;

export type Unreadable = Finding<'permission_denied' | 'source_unreadable'>;

/** What a source said, or why it said nothing. "You may not" is never "there is none". */
export type Reading<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly finding: Unreadable };

const FAILURES: Readonly<Record<FailureCode, true>> = {
  not_found: true,
  credentials_rejected: true,
  credentials_missing: true,
  bad_request: true,
  conflict: true,
  throttled: true,
  upstream_failed: true,
  upstream_unreadable: true,
  upstream_unreachable: true,
  cluster_unreachable: true,
  cluster_untrusted: true,
  project_not_found: true,
  timeout: true,
  internal: true,
};
const isFailure = (code: string): code is FailureCode => Object.hasOwn(FAILURES, code);

/** The part of an error's facts that a reader needs to act. */
const detailOf = (error: BotError): string => {
  const facts: Readonly<Record<string, unknown>> = { ...error.facts };
  const parts = [facts.server, facts.status, facts.variable, facts.detail].filter((part) => part !== undefined && part !== '');
  return parts.map(String).join(': ');
};

const explain = (error: BotError, source: Source): Unreadable | null => {
  const denied = error as BotError<'permission_denied'>;
  if (error.code === 'permission_denied') {
    return finding('permission_denied', { ...source, action: denied.facts.action, detail: denied.facts.detail }) as Unreadable;
  }
  if (!isFailure(error.code)) return null;
  return finding('source_unreadable', { ...source, reason: error.code, detail: detailOf(error) }) as Unreadable;
};

/**
 * Asks one source and keeps its failure apart, so that it hides no other. What is no failure of the source goes on: an abort
 * (as the signal's own reason), a refusal, a bug.
 */
export async function readSource<T>(source: Source, signal: AbortSignal, ask: () => Promise<T>): Promise<Reading<T>> {
  try {
    return { ok: true, value: await ask() };
  } catch (error) {
    signal.throwIfAborted();
    const unreadable = isBotError(error) ? explain(error, source) : null;
    if (!unreadable) throw error;
    return { ok: false, finding: unreadable };
  }
}

/** Whether a source failed because what it is about does not exist. */
export const isNotFound = (reading: Reading<unknown>): boolean =>
  !reading.ok && reading.finding.code === 'source_unreadable' && reading.finding.facts.reason === 'not_found';

type KnownTarget = Target & { readonly projectId: string };

/** What a "not found" about the target's cluster means. */
export const clusterNotFound = ({ clusterId, region, projectId }: KnownTarget): Finding<'cluster_not_found'> =>
  finding('cluster_not_found', { cluster_id: clusterId, region, project_id: projectId });

/** Asks the one source of a command that is nothing without it. Throws as `ask` does; "not found" says that it is the cluster that is not there. */
export async function askAbout<T>(target: KnownTarget, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!isBotError(error) || error.code !== 'not_found') throw error;
    const { code, facts } = clusterNotFound(target);
    throw new BotError(code, facts, { requestId: error.requestId, cause: error });
  }
}
