import { settleAddons } from '../cluster/addon-controller.ts';
import type { AddonState, ClusterState, World } from '../world.ts';
import { addonOrderOf, changeAddon, installAddon } from './addon-order.ts';
import { addonWire, clusterWire, machines, nodeWire, templateWire } from './cce-wire.ts';
import { answerCertificate } from './cluster-certificate.ts';
import { errorAnswer } from './errors.ts';
import { type Account, afterMarker, type CloudRequest, type Operation, ok, wholeNumber } from './operation.ts';
import type { Answer } from './traffic.ts';

const CLUSTERS = '/api/v3/projects/{project_id}/clusters';
const notFound = (what: string): Answer => errorAnswer('CCE', 404, { message: `${what} not found` });

const clusterOf = (world: World, projectId: string, id: string | null | undefined): ClusterState | undefined =>
  world.clusters.find((cluster) => cluster.projectId === projectId && cluster.id === id);

function wireOf(cluster: ClusterState, { world, apiServers }: Account) {
  const subnets = world.vpcs.flatMap((vpc) => vpc.subnets);
  const cidr = subnets.find((subnet) => subnet.neutronId === cluster.podSubnetIds[0])?.cidr ?? '';
  return clusterWire(cluster, apiServers.get(cluster.id)?.url ?? '', cidr);
}

const addonOf = (world: World, cluster: ClusterState, addon: AddonState) =>
  addonWire(
    cluster,
    addon,
    world.addonTemplates.find((template) => template.name === addon.templateName),
  );

/** The cluster that an add-on call names in its query, its add-ons as they are by now; or the refusal. Add-on paths carry no project: the header does. */
function addonCluster({ query, projectId }: CloudRequest, { world }: Account): ClusterState | Answer {
  settleAddons(world, Date.now());
  const id = query.get('cluster_id');
  if (!id) return errorAnswer('CCE', 400, { message: 'cluster_id is required' });
  return clusterOf(world, projectId, id) ?? notFound('cluster');
}

export const cceOperations: readonly Operation[] = [
  {
    service: 'CCE',
    name: 'ListClusters',
    method: 'GET',
    path: CLUSTERS,
    iamAction: 'cce:cluster:list',
    answer({ projectId }, account) {
      const own = account.world.clusters.filter((cluster) => cluster.projectId === projectId);
      return ok({ kind: 'Cluster', apiVersion: 'v3', items: own.map((cluster) => wireOf(cluster, account)) });
    },
  },
  {
    service: 'CCE',
    name: 'ShowCluster',
    method: 'GET',
    path: `${CLUSTERS}/{cluster_id}`,
    iamAction: 'cce:cluster:get',
    answer({ projectId, params }, account) {
      const cluster = clusterOf(account.world, projectId, params.cluster_id);
      return cluster ? ok(wireOf(cluster, account)) : notFound('cluster');
    },
  },
  {
    service: 'CCE',
    name: 'ListNodes',
    method: 'GET',
    path: `${CLUSTERS}/{cluster_id}/nodes`,
    iamAction: 'cce:node:list',
    answer({ projectId, params, query }, { world }) {
      const cluster = clusterOf(world, projectId, params.cluster_id);
      if (!cluster) return notFound('cluster');
      const limit = wholeNumber(query, 'limit', { fallback: 2_000, min: 1, max: 2_000 });
      if (limit === null) return errorAnswer('CCE', 400, { message: 'limit is invalid' });
      const nodes = machines(cluster.kubernetes.nodes);
      const idOf = (node: (typeof nodes)[number]): string => String(node.metadata.uid);
      const page = afterMarker(nodes, idOf, query.get('marker'), limit);
      if (page === null) return errorAnswer('CCE', 400, { message: 'marker is invalid' });
      const last = page.at(-1);
      const more = last !== undefined && last !== nodes.at(-1);
      return ok({
        kind: 'List',
        apiVersion: 'v3',
        items: page.map((node) => nodeWire(cluster, node)),
        pageInfo: { currentCount: page.length, nextMarker: more ? idOf(last) : '' },
      });
    },
  },
  {
    service: 'CCE',
    name: 'CreateKubernetesClusterCert',
    method: 'POST',
    path: `${CLUSTERS}/{cluster_id}/clustercert`,
    iamAction: 'cce:cluster:get',
    answer({ projectId, params, body }, { world, apiServers }) {
      const cluster = clusterOf(world, projectId, params.cluster_id);
      const server = cluster && apiServers.get(cluster.id);
      return server ? answerCertificate(cluster, server, body) : notFound('cluster');
    },
  },
  {
    service: 'CCE',
    name: 'ListAddonInstances',
    method: 'GET',
    path: '/api/v3/addons',
    iamAction: 'cce:addonInstance:list',
    answer(request, account) {
      const cluster = addonCluster(request, account);
      if ('body' in cluster) return cluster;
      const items = cluster.addons.map((addon) => addonOf(account.world, cluster, addon));
      return ok({ kind: 'Addon', apiVersion: 'v3', items });
    },
  },
  {
    service: 'CCE',
    name: 'ShowAddonInstance',
    method: 'GET',
    path: '/api/v3/addons/{id}',
    iamAction: 'cce:addonInstance:get',
    answer(request, account) {
      const cluster = addonCluster(request, account);
      if ('body' in cluster) return cluster;
      const addon = cluster.addons.find((each) => each.uid === request.params.id);
      return addon ? ok(addonOf(account.world, cluster, addon)) : notFound('addon');
    },
  },
  {
    service: 'CCE',
    name: 'CreateAddonInstance',
    method: 'POST',
    path: '/api/v3/addons',
    iamAction: 'cce:addonInstance:create',
    write: true,
    answer({ body, projectId }, { world }) {
      settleAddons(world, Date.now());
      const order = addonOrderOf(body, world, projectId, 'install');
      if ('body' in order) return order;
      const addon = installAddon(world, order, Date.now());
      return 'body' in addon ? addon : { status: 201, body: addonOf(world, order.cluster, addon) };
    },
  },
  {
    service: 'CCE',
    name: 'UpdateAddonInstance',
    method: 'PUT',
    path: '/api/v3/addons/{id}',
    iamAction: 'cce:addonInstance:update',
    write: true,
    answer({ body, params, projectId }, { world }) {
      settleAddons(world, Date.now());
      const order = addonOrderOf(body, world, projectId, 'upgrade');
      if ('body' in order) return order;
      const addon = changeAddon(world, params.id, order, Date.now());
      return 'body' in addon ? addon : ok(addonOf(world, order.cluster, addon));
    },
  },
  {
    service: 'CCE',
    name: 'ListAddonTemplates',
    method: 'GET',
    path: '/api/v3/addontemplates',
    iamAction: 'cce:addonTemplate:list',
    answer({ query }, { world }) {
      const name = query.get('addon_template_name');
      const templates = world.addonTemplates.filter((template) => name === null || template.name === name);
      return ok({ kind: 'Addon', apiVersion: 'v3', items: templates.map(templateWire) });
    },
  },
];
