import type { ClusterState, EndpointState, VpcState, World } from '../world.ts';

/** What becomes of pulling an image to CCI: null if it works, else what the kubelet would say. */
export function pullProblem(world: World, cluster: ClusterState, image: string, secrets: readonly string[]): string | null {
  const { host, path, tag } = partsOf(image);
  const failed = `rpc error: code = Unknown desc = failed to pull and unpack image "${host}/${path}:${tag}"`;
  const resolving = (why: string): string => `${failed}: failed to resolve reference: ${why}`;
  const manifest = `https://${host}/v2/${path}/manifests/${tag}`;
  const timeout = (address: string): string => resolving(`failed to do request: Head "${manifest}": dial tcp ${address}:443: i/o timeout`);
  if (host === 'docker.io') return timeout('44.208.254.194');
  if (host !== `swr.${world.region}.myhuaweicloud.com`) return timeout(/^swr\./.test(host) ? '100.125.61.7' : '203.0.113.80');

  const vpc = world.vpcs.find(({ id }) => id === cluster.vpcId);
  const reaches = (name: string): boolean =>
    world.endpoints.some((each) => each.vpcId === cluster.vpcId && each.serviceName === name && isUp(each));
  const service = `com.myhuaweicloud.${world.region}.swr`;
  if (!reaches(service) || !reaches(`${service}-api`)) return timeout('100.125.40.98');
  const refusal = refusalOf(world, path, tag, secrets);
  if (refusal !== null) return resolving(`unexpected status from HEAD request to ${manifest}: ${refusal}`);
  if (!world.endpoints.some((each) => each.vpcId === cluster.vpcId && opensObs(each) && isUp(each) && isBound(each, vpc, cluster))) {
    const bucket = `https://obs.${world.region}.myhuaweicloud.com/swr/${path}`;
    return `${failed}: failed to copy: httpReadSeeker: failed open: failed to do request: Get "${bucket}": dial tcp 100.125.80.12:443: i/o timeout`;
  }
  return null;
}

/** What comes first is a host only if it looks like one; else the image is of Docker Hub. */
function partsOf(image: string): { readonly host: string; readonly path: string; readonly tag: string } {
  const [name = '', digest] = image.split('@');
  const [, rest = '', tag = 'latest'] = /^(.*?)(?::([^/:]+))?$/.exec(name) ?? [];
  const [first = '', ...others] = rest.split('/');
  const named = others.length > 0 && /[.:]/.test(first);
  const path = named ? others.join('/') : rest;
  return { host: named ? first : 'docker.io', path: named || path.includes('/') ? path : `library/${path}`, tag: digest ?? tag };
}

const isUp = ({ status, frozen, enabled }: EndpointState): boolean => status === 'accepted' && !frozen && enabled;
const opensObs = ({ serviceType, policy }: EndpointState): boolean =>
  serviceType.endsWith('gateway') &&
  (policy ?? []).some(({ effect, actions }) => effect === 'Allow' && actions.some((action) => action.startsWith('obs:')));
const isBound = ({ routeTableIds }: EndpointState, vpc: VpcState | undefined, { podSubnetIds }: ClusterState): boolean => {
  const subnets = (vpc?.subnets ?? []).filter(({ neutronId }) => podSubnetIds.includes(neutronId)).map(({ id }) => id);
  const tables = (vpc?.routeTables ?? []).filter(({ subnetIds }) => subnets.some((id) => subnetIds.includes(id)));
  return tables.every(({ id }) => routeTableIds.includes(id));
};

/** Whom SWR lets pull: anybody what is public, those with its secret what is this account's, and nobody what is another's. */
function refusalOf({ registry }: World, path: string, tag: string, secrets: readonly string[]): string | null {
  const [first = '', ...rest] = path.split('/');
  if (['library', 'hwofficial', 'paas-perf'].includes(first)) return null;
  const repository = registry.find(({ name }) => name === first)?.repositories.find(({ name }) => name === rest.join('/'));
  const allowed =
    repository?.isPublic === true || (repository !== undefined && secrets.some((name) => /^(default|imagepull)-secret$/.test(name)));
  if (!allowed) return '401 Unauthorized';
  return tag.startsWith('sha256:') || repository?.tags.some(({ name }) => name === tag) ? null : '404 Not Found';
}
