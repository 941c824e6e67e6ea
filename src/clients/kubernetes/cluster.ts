import type { ProxyConfig } from '../../config/config.ts';
import { isBotError } from '../../core/errors.ts';
import type { Node, Nodes, Pod, Pods } from '../../ports/cluster.ts';
import type { Deployments, Namespaces } from '../../ports/deployments.ts';
import type { ConfigMaps, Events, Logs, Workloads } from '../../ports/workloads.ts';
import { Certificates } from './certificates.ts';
import { openDeployments, openNamespaces } from './deployments.ts';
import { openEvents } from './events.ts';
import { readKubeconfig } from './kubeconfig.ts';
import { listPages, type Resource } from './list.ts';
import { openLogs } from './logs.ts';
import { NODE_SHAPE, POD_SHAPE, readNode, readPod } from './objects.ts';
import { type Call, Session } from './session.ts';
import { openConfigMaps, openWorkloads } from './workloads.ts';

export interface ClusterOptions {
  /** CCE's CreateKubernetesClusterCert: its answer as it is. */
  issue(validForMs: number, now: Date, signal: AbortSignal): Promise<unknown>;
  readonly proxy: ProxyConfig;
  readonly onCall?: (call: Call) => void;
  /** For one request to the API server; 10 s. */
  readonly timeoutMs?: number;
  /** The system's clock. */
  readonly now?: () => Date;
}

/** One cluster's API. */
export interface OpenCluster {
  readonly nodes: Nodes;
  readonly pods: Pods;
  readonly namespaces: Namespaces;
  readonly deployments: Deployments;
  readonly workloads: Workloads;
  readonly events: Events;
  readonly configMaps: ConfigMaps;
  readonly logs: Logs;
  /** Breaks off what is under way. */
  close(): Promise<void>;
}

const NODES: Resource<Node> = {
  path: '/api/v1/nodes',
  operation: 'list nodes',
  shape: NODE_SHAPE,
  read: readNode,
  key: ({ name }) => name,
};
const PODS: Resource<Pod> = {
  path: '/api/v1/pods',
  operation: 'list pods',
  fieldSelector: 'status.phase!=Succeeded,status.phase!=Failed',
  shape: POD_SHAPE,
  read: readPod,
  key: ({ namespace, name }) => `${namespace}/${name}`,
};

/**
 * The API of one cluster, for as long as the worker lives: open each cluster once and share it, because it holds the hour's certificate
 * and the connections. Nothing is asked for, loaded or connected before the first call.
 */
export function openCluster(options: ClusterOptions): OpenCluster {
  const { issue, proxy, onCall = () => {}, timeoutMs = 10_000, now = () => new Date() } = options;
  const sessions = new Set<Session>();
  const certificates = new Certificates(async (validForMs, issuedAt, signal) => {
    const session = new Session(readKubeconfig(await issue(validForMs, issuedAt, signal)), { proxy, timeoutMs, onCall });
    for (const old of sessions) old.retire();
    sessions.clear();
    sessions.add(session);
    return session;
  }, now);

  const inSession = async <T>(work: (session: Session) => Promise<T>, signal: AbortSignal): Promise<T> => {
    const session = await certificates.get(signal);
    try {
      return await work(session);
    } catch (error) {
      if (isBotError(error) && error.code === 'credentials_rejected') certificates.drop(session);
      throw error;
    }
  };
  const get: Session['get'] = (operation, path, read, signal) => inSession((session) => session.get(operation, path, read, signal), signal);
  const send: Session['send'] = (request, signal) => inSession((session) => session.send(request, signal), signal);

  return {
    nodes: { pages: (signal) => listPages(NODES, get, signal) },
    pods: { runningPages: (signal) => listPages(PODS, get, signal) },
    namespaces: openNamespaces({ get, send }),
    deployments: openDeployments({ get, send }),
    workloads: openWorkloads(get),
    events: openEvents(get),
    configMaps: openConfigMaps(get),
    logs: openLogs(get),
    close: async () => {
      await Promise.all([...sessions].map((session) => session.destroy()));
      sessions.clear();
    },
  };
}
