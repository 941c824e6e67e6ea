import { randomUUID } from 'node:crypto';
import type { ClusterState, NodePoolState, World } from '../world.ts';
import { errorAnswer } from './errors.ts';
import type { Answer } from './traffic.ts';

type Json = Readonly<Record<string, unknown>>;

const record = (value: unknown): Json => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {});
const at = (value: unknown, ...path: readonly string[]): unknown => path.reduce<unknown>((of, name) => record(of)[name], value);
const text = (value: unknown, ...path: readonly string[]): string => {
  const found = at(value, ...path);
  return typeof found === 'string' ? found : '';
};
const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isInteger(value) && value >= 0;

/** What CCE answers to a body that it does not take: the useful part is in `message`. */
export const refused = (message: string, code?: string): Answer =>
  errorAnswer('CCE', 400, code === undefined ? { message } : { code, message });

const VOLUME_TYPES = ['SATA', 'SAS', 'SSD', 'GPSSD', 'ESSD', 'GPSSD2'];

function volume(value: unknown, smallest: number): { type: string; size: number } | null {
  const [size, type] = [at(value, 'size'), text(value, 'volumetype')];
  return isCount(size) && size >= smallest && VOLUME_TYPES.includes(type) ? { type, size } : null;
}

/** Checks a body of CreateNodePool as the API does (mandatory fields as observed in cn-north-4), and makes the pool without its nodes. */
export function newNodePool(body: unknown, world: World, cluster: ClusterState): { pool: NodePoolState; count: number } | Answer {
  if (at(body, 'kind') !== 'NodePool' || at(body, 'apiVersion') !== 'v3') return refused('kind or apiVersion is invalid');
  const name = text(body, 'metadata', 'name');
  if (!/^[a-z](?:[a-z0-9-]{0,48}[a-z0-9])?$/.test(name)) return refused('metadata.name is invalid');
  if (cluster.nodePools.some((pool) => pool.name === name)) return errorAnswer('CCE', 409, { message: `nodepool ${name} already exists` });
  const count = at(body, 'spec', 'initialNodeCount');
  if (!isCount(count)) return refused('spec.initialNodeCount is invalid');
  const template = at(body, 'spec', 'nodeTemplate');
  const flavor = world.flavors.find((each) => each.name === text(template, 'flavor'));
  if (!flavor) return refused(`flavor [${text(template, 'flavor')}] not found`);
  const zone = text(template, 'az');
  if (!world.zones.includes(zone)) return refused(`Az [${zone}] is not in available az list`);
  const os = text(template, 'os');
  if (os === '') return refused('OS:should not be empty');
  const root = volume(at(template, 'rootVolume'), 40);
  if (!root) return refused('rootVolume is invalid');
  const given = at(template, 'dataVolumes');
  const data = Array.isArray(given) ? given.map((each) => volume(each, 100)) : [];
  const volumes = data.filter((each) => each !== null);
  if (data.length === 0) return refused('Data volume needed for non-local-disk flavor or non-system diskType');
  if (volumes.length < data.length) return refused('dataVolumes is invalid');
  const sshKey = text(template, 'login', 'sshKey');
  if (!world.keyPairs.includes(sshKey)) return refused(sshKey === '' ? 'login is required' : `key pair ${sshKey} not found`);
  const subnetId = text(template, 'nodeNicSpec', 'primaryNic', 'subnetId') || cluster.hostSubnetId;
  const vpc = world.vpcs.find((each) => each.id === cluster.vpcId);
  // The VPC subnet id: a neutron id is none of these.
  if (!vpc?.subnets.some(({ id }) => id === subnetId))
    return errorAnswer('CCE', 400, { code: 'CCE.01400002', message: 'subnet is not in cluster vpc' });
  if (cluster.networkMode === 'eni' && flavor.subEni === 0) return refused('subeni quota is 0', 'CCE.01400025');
  const billing = at(template, 'billingMode') ?? 0;
  if (billing !== 0) return refused('billingMode is not supported');
  return {
    count,
    pool: {
      id: randomUUID(),
      name,
      flavor: flavor.name,
      zone,
      os,
      sshKey,
      subnetId,
      root,
      data: volumes,
      prepaid: false,
      autoscaling: { enable: false, min: 0, max: 0 },
      extensionGroups: 0,
      desired: 0,
      active: 0,
      joining: [],
      phase: null,
      conditions: [],
    },
  };
}
