import type { ReadOperation } from '../../src/clients/huawei/operations.ts';
import type { Context } from '../../src/core/action.ts';
import type { Addon, Cluster, Endpoint } from '../../src/ports/cloud.ts';
import type { NodePool } from '../../src/ports/node-pools.ts';
import type { ImageNamespace, Repository } from '../../src/ports/registry.ts';

/** There is nothing to try it with. */
export class NothingToTry extends Error {
  override readonly name = 'NothingToTry';
}

/** What the first probes find and others begin with: each is asked for once. */
export class Survey {
  readonly context: Context;
  readonly #asked = new Map<string, Promise<unknown>>();

  constructor(context: Context) {
    this.context = context;
  }

  cluster(): Promise<Cluster> {
    const { ports, target, signal } = this.context;
    return this.#once('cluster', () => ports.clusters.show(target.clusterId, signal));
  }

  addons(): Promise<readonly Addon[]> {
    const { ports, target, signal } = this.context;
    return this.#once('addons', () => ports.addons.list(target.clusterId, signal));
  }

  nodePools(): Promise<readonly NodePool[]> {
    const { ports, target, signal } = this.context;
    return this.#once('node pools', () => ports.nodePools.list(target.clusterId, signal));
  }

  async vpc(): Promise<string> {
    return (await this.cluster()).vpcId ?? nothing('CCE names no VPC');
  }

  endpoints(): Promise<readonly Endpoint[]> {
    const { ports, signal } = this.context;
    return this.#once('endpoints', async () => ports.endpoints.list(await this.vpc(), signal));
  }

  namespaces(): Promise<readonly ImageNamespace[]> {
    const { ports, signal } = this.context;
    return this.#once('namespaces', () => ports.registry.namespaces(signal));
  }

  repositories(): Promise<readonly Repository[]> {
    const { ports, signal } = this.context;
    return this.#once('repositories', async () => {
      const [first] = await this.namespaces();
      return firstPage(ports.registry.repositoryPages(first?.name ?? nothing('there is no organisation in SWR'), signal));
    });
  }

  #once<T>(what: string, ask: () => Promise<T>): Promise<T> {
    const known = this.#asked.get(what) as Promise<T> | undefined;
    if (known) return known;
    const asked = ask();
    this.#asked.set(what, asked);
    asked.catch(() => {});
    return asked;
  }
}

type Probe = (survey: Survey, context: Context) => Promise<unknown>;

/** The name of a thing that no cluster has: what is refused is refused before it is looked for. */
const NOBODY = 'bursting-doctor';

/**
 * How each operation that looks is tried, with as little as it takes. A new one does not compile without its probe. Null: it is tried by
 * another line (the certificate by the cluster's own API, the rest by the lines about the key and its project).
 */
export const CLOUD_PROBES: Readonly<Record<ReadOperation, Probe | null>> = {
  ShowCluster: (survey) => survey.cluster(),
  ListAddonInstances: (survey) => survey.addons(),
  async ShowAddonInstance(survey, { ports, target, signal }) {
    const [addon] = await survey.addons();
    return ports.addons.show(addon?.uid ?? nothing('no add-on is installed'), target.clusterId, signal);
  },
  ListAddonTemplates: (_, { ports, signal }) => ports.addons.versions('virtual-kubelet', signal),
  CreateKubernetesClusterCert: null,
  ListNodePools: (survey) => survey.nodePools(),
  async ShowNodePool(survey, { ports, target, signal }) {
    // The nodes that are in no pool are listed as one that cannot be shown.
    const pool = (await survey.nodePools()).find(({ id }) => /^[0-9a-f-]{36}$/.test(id));
    return ports.nodePools.show(target.clusterId, pool?.id ?? nothing('there is no node pool'), signal);
  },
  ListSubnets: async (survey, { ports, signal }) => ports.subnets.list(await survey.vpc(), signal),
  ListRouteTables: async (survey, { ports, signal }) => ports.routeTables.list(await survey.vpc(), signal),
  ListEndpoints: (survey) => survey.endpoints(),
  async ListEndpointInfoDetails(survey, { ports, signal }) {
    const [endpoint] = await survey.endpoints();
    return ports.endpoints.show(endpoint?.id ?? nothing('there is no endpoint in the VPC'), signal);
  },
  ListServiceDescribeDetails: (_, { ports, target, signal }) =>
    ports.endpoints.describeService(`com.myhuaweicloud.${target.region}.swr`, signal),
  ListNamespaces: (survey) => survey.namespaces(),
  ListReposDetails: (survey) => survey.repositories(),
  async ListRepositoryTags(survey, { ports, signal }) {
    const [repository] = await survey.repositories();
    return firstPage(ports.registry.tagPages(repository ?? nothing('the first organisation in SWR has no images'), signal));
  },
  KeystoneListProjects: null,
  KeystoneListAuthProjects: null,
  ShowPermanentAccessKey: null,
  ShowUser: null,
};

/** What the bot reads in a cluster, by verb and resource, tried in this order. */
export const CLUSTER_PROBES: readonly (readonly [permission: string, Probe])[] = [
  ['list nodes', (_, { ports, signal }) => firstPage(ports.nodes.pages(signal))],
  ['list pods', (_, { ports, signal }) => firstPage(ports.pods.runningPages(signal))],
  ['get namespaces', (_, { ports, signal }) => ports.namespaces.get('default', signal)],
  ['get deployments', (_, { ports, signal }) => ports.workloads.deployment('default', NOBODY, signal)],
  ['list replicasets', (_, { ports, signal }) => firstPage(ports.workloads.replicaSets('default', {}, signal))],
  [
    'list events',
    (_, { ports, signal }) => ports.events.latest('default', { fields: { 'involvedObject.name': NOBODY } }, () => false, 1, signal),
  ],
  ['get configmaps', (_, { ports, signal }) => ports.configMaps.get('kube-system', NOBODY, signal)],
  [
    'get pods/log',
    (_, { ports, signal }) =>
      ports.logs.tail({ namespace: 'default', pod: NOBODY, container: NOBODY, previous: false, tailLines: 1 }, signal),
  ],
];

async function firstPage<T>(pages: AsyncIterable<readonly T[]>): Promise<readonly T[]> {
  for await (const page of pages) return page;
  return [];
}

function nothing(why: string): never {
  throw new NothingToTry(why);
}
