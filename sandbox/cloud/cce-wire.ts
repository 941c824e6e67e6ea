import type { KubernetesObject, Objects } from '../cluster/state.ts';
import type { AddonState, AddonTemplateState, ClusterState } from '../world.ts';

const CREATED = '2026-10-12 06:41:07.512338 +0000 UTC';
const UPDATED = '2026-11-20 02:15:33.104921 +0000 UTC';
const RELEASED = '2026-03-18T08:00:00Z';
const ZONES = ['cn-north-4a', 'cn-north-4b', 'cn-north-4c'];

/** A cluster as ShowCluster and ListClusters answer it; `server` is its API server's address. */
export function clusterWire(cluster: ClusterState, server: string, subnetCidr: string) {
  const turbo = cluster.networkMode === 'eni';
  const serviceCidr = turbo ? '10.96.0.0/16' : '10.247.0.0/16';
  const [firstPodSubnet] = cluster.podSubnetIds;
  const running = !cluster.phase.startsWith('Hibernat');
  return {
    kind: 'Cluster',
    apiVersion: 'v3',
    metadata: {
      name: cluster.name,
      alias: cluster.name,
      uid: cluster.id,
      creationTimestamp: CREATED,
      updateTimestamp: UPDATED,
      timezone: 'Asia/Shanghai',
      annotations: {},
      labels: { FeatureGates: 'elbv3,xGPU' },
    },
    spec: {
      category: cluster.category,
      type: cluster.type,
      flavor: 'cce.s2.small',
      version: cluster.version,
      platformVersion: 'cce.7.0',
      az: 'multi_az',
      supportIstio: true,
      ipv6enable: false,
      hostNetwork: { vpc: cluster.vpcId, subnet: cluster.hostSubnetId, SecurityGroup: 'b02d7f9c-41e8-4653-9ad7-3ce5f816b0d2' },
      containerNetwork: turbo ? { mode: 'eni' } : { mode: cluster.networkMode, cidr: '172.16.0.0/16', cidrs: [{ cidr: '172.16.0.0/16' }] },
      serviceNetwork: { IPv4CIDR: serviceCidr },
      kubernetesSvcIpRange: serviceCidr,
      authentication: { mode: 'rbac', authenticatingProxy: {} },
      billingMode: 0,
      kubeProxyMode: 'ipvs',
      deletionProtection: false,
      masters: ZONES.map((availabilityZone) => ({ availabilityZone })),
      extendParam: { enterpriseProjectId: '0', kubeProxyMode: 'ipvs', upgradefrom: '' },
      eniNetwork: firstPodSubnet
        ? {
            eniSubnetId: firstPodSubnet,
            eniSubnetCIDR: subnetCidr,
            subnets: cluster.podSubnetIds.map((subnetID) => ({ subnetID })),
          }
        : {},
    },
    status: {
      phase: cluster.phase,
      endpoints: running ? [{ url: server, type: 'Internal' }, ...(cluster.publicAddress ? [{ url: server, type: 'External' }] : [])] : [],
    },
  };
}

const versionWire = (version: string, supports: AddonTemplateState['versions'][number]['supports'], stable: boolean) => ({
  version,
  input: {},
  stable,
  translate: {},
  supportVersions: supports.map(({ clusterType, clusterVersions, categories }) => ({
    clusterType,
    clusterVersion: clusterVersions,
    category: categories,
  })),
  creationTimestamp: RELEASED,
  updateTimestamp: RELEASED,
});

/** An add-on instance. `status.Reason` is capitalised on the wire. */
export function addonWire(cluster: ClusterState, addon: AddonState, template: AddonTemplateState | undefined) {
  const release = template?.versions.find((each) => each.version === addon.version);
  return {
    kind: 'Addon',
    apiVersion: 'v3',
    metadata: {
      uid: addon.uid,
      name: addon.templateName,
      alias: addon.templateName,
      labels: {},
      annotations: {},
      creationTimestamp: '2026-11-21T03:10:44Z',
      updateTimestamp: '2026-11-21T03:14:09Z',
    },
    spec: {
      clusterID: cluster.id,
      version: addon.version,
      addonTemplateName: addon.templateName,
      addonTemplateType: 'helm',
      addonTemplateLogo: '',
      addonTemplateLabels: [],
      description: '',
      values: addon.values,
    },
    status: {
      status: addon.status,
      Reason: addon.reason,
      message: addon.message,
      targetVersions: null,
      isRollbackable: false,
      currentVersion: versionWire(addon.version, release?.supports ?? [], release?.stable ?? true),
    },
  };
}

export const templateWire = (template: AddonTemplateState) => ({
  kind: 'Addon',
  apiVersion: 'v3',
  metadata: {
    uid: template.name,
    name: template.name,
    creationTimestamp: '2019-06-24T11:01:48Z',
    updateTimestamp: RELEASED,
  },
  spec: {
    type: 'helm',
    require: false,
    labels: ['ElasticScaling'],
    logoURL: '',
    readmeURL: '',
    description: '',
    versions: template.versions.map(({ version, supports, stable }) => versionWire(version, supports, stable)),
  },
});

/** The machines behind the cluster's nodes, as ListNodes answers them; virtual nodes have none. */
export const machines = (nodes: Objects): KubernetesObject[] =>
  Array.from({ length: nodes.length }, (_, index) => nodes.at(index)).filter(
    (node): node is KubernetesObject => node !== undefined && node.metadata.labels?.type !== 'virtual-kubelet',
  );

export const nodeWire = (cluster: ClusterState, { metadata }: KubernetesObject) => ({
  kind: 'Node',
  apiVersion: 'v3',
  metadata: {
    name: `${cluster.name}-worker-${metadata.name.replaceAll('.', '-')}`,
    uid: String(metadata.uid),
    labels: {},
    annotations: {},
    creationTimestamp: CREATED,
    updateTimestamp: UPDATED,
  },
  spec: {
    flavor: metadata.labels?.['node.kubernetes.io/instance-type'] ?? '',
    az: metadata.labels?.['topology.kubernetes.io/zone'] ?? '',
    os: 'Huawei Cloud EulerOS 2.0',
    login: { sshKey: 'ops-keypair' },
    rootVolume: { volumetype: 'GPSSD', size: 50 },
    dataVolumes: [{ volumetype: 'GPSSD', size: 100 }],
    nodeNicSpec: { primaryNic: { subnetId: cluster.hostSubnetId, fixedIps: [metadata.name] } },
    billingMode: 0,
    runtime: { name: 'containerd' },
    extendParam: { maxPods: 110 },
  },
  status: { phase: 'Active', serverId: String(metadata.uid), privateIP: metadata.name, publicIP: '', jobID: '' },
});
