import { definePlanAction } from '../core/action.ts';
import { finding } from '../core/finding.ts';
import { differencesTo } from './node-pools/compare.ts';
import { type CreateParams, params } from './node-pools/create-parameters.ts';
import { type CreateState, planCreate } from './node-pools/create-plan.ts';
import { newPoolOf } from './node-pools/create-step.ts';
import { poolKeys, readPools, reportPools } from './node-pools/read.ts';
import { sightOf } from './node-pools/standing.ts';
import { subnetChoices } from './precheck/subnet-choices.ts';
import { readSource, SOURCES } from './sources.ts';

/** A new node pool: nodes charged on demand, with containerd, reached by key pair. */
export const createNodepool = definePlanAction<CreateParams, CreateState>({
  kind: 'plan',
  summary: 'Make a node pool, for add-on pods that find no room',
  skillAction: 'huawei_create_cce_nodepool',
  examples: ['create-nodepool prod nodepool_name=burst-pool flavor=c7.xlarge.2 availability_zone=cn-north-4a'],
  params,
  parameterHelp: {
    nodepool_name: 'Name of the new pool: lower-case letters, digits and "-"',
    flavor: 'Flavor of its nodes, as ECS calls it: c7.xlarge.2',
    availability_zone: 'Where its nodes are: cn-north-4a',
    root_volume_size: 'Size of the system disk in GiB (40)',
    root_volume_type: 'Type of the system disk: SATA, SAS, SSD, GPSSD, ESSD or GPSSD2, as the region has them (SSD)',
    data_volume_size: 'Size of the data disk in GiB (100)',
    data_volume_type: 'Type of the data disk (SSD)',
    ssh_key: "Key pair to log in with; passwords are not taken (default: the cluster's sshKey)",
    node_count: 'How many nodes to begin with (1)',
    os: 'Operating system as CCE writes it (Huawei Cloud EulerOS 2.0)',
    subnet_id: "VPC subnet of the nodes (default: the cluster's host subnet)",
  },
  parameterAliases: { initial_node_count: 'node_count', os_type: 'os' },
  form: [
    { heading: 'nodePool', parameters: ['nodepool_name', 'node_count'] },
    { heading: 'nodes', parameters: ['flavor', 'availability_zone', 'ssh_key', 'subnet_id', 'os'] },
    { heading: 'disks', parameters: ['root_volume_type', 'root_volume_size', 'data_volume_type', 'data_volume_size'] },
  ],
  options: { subnet_id: subnetChoices },
  needs: ['cce:cluster:get', 'cce:nodepool:list', 'vpc:subnets:get'],
  writeNeeds: ['cce:nodepool:create'],
  timeoutMs: 60_000,
  settleMs: 20 * 60_000,

  async read(given, context) {
    const { ports, signal } = context;
    const readings = await readPools(context);
    const vpcId = readings.cluster.ok ? readings.cluster.value.vpcId : null;
    const subnets = vpcId === null ? null : await readSource(SOURCES.subnets, signal, () => ports.subnets.list(vpcId, signal));
    return { ...readings, name: given.nodepool_name, subnets };
  },

  report: reportPools,

  plan: planCreate,

  writes: ({ name }, context) => poolKeys(name, context),

  /** The name is all that a pool which is being made can be known by; one of that name that differs is somebody else's. */
  async look(step, { ports, target, signal, progress }) {
    const wanted = newPoolOf(step);
    const pool = (await ports.nodePools.list(target.clusterId, signal)).find(({ name }) => name === wanted.name);
    if (!pool) return { is: 'undone' };
    const different = differencesTo(wanted, pool);
    if (different.length > 0) {
      const why = finding('nodepool_name_taken', { name: pool.name, id: pool.id, different });
      return { is: 'broken', resourceId: pool.id, why };
    }
    const { sight, note } = sightOf(pool, wanted.nodeCount);
    if (note) progress(note);
    return sight;
  },

  async write(step, { ports, target, signal }) {
    await ports.nodePools.create(target.clusterId, newPoolOf(step), signal);
  },

  next: () => [{ command: 'capacity', params: {}, how: 'itself' }],
});
