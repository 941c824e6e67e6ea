import type { Context } from '../../core/action.ts';
import type { Addon, Cluster, Endpoint } from '../../ports/cloud.ts';
import { readCapacity } from '../capacity.ts';
import { isNotFound, type Reading, readSource, SOURCES } from '../sources.ts';
import { ADDON_TEMPLATE, findAddon } from './addon.ts';
import { undecided } from './endpoints.ts';
import { know, type Subject, type VpcReadings } from './known.ts';
import { hasArm, type Readings } from './result.ts';

/** What a gateway's own page says of it, policy included. One that is gone by now is left out. */
const showGateways = async ({ ports, signal }: Context, gateways: readonly Endpoint[]) => {
  const show = (gateway: Endpoint): Promise<Reading<Endpoint>> =>
    readSource(SOURCES.endpoint, signal, () => ports.endpoints.show(gateway.id, signal));
  const readings = await Promise.all(gateways.map(show));
  return {
    shown: readings.flatMap((reading) => (reading.ok ? reading.value : [])),
    unread: readings.flatMap((reading) => (reading.ok || isNotFound(reading) ? [] : reading.finding)),
  };
};

/** The list of a VPC's endpoints under way, which some things follow from alone. */
interface Listing {
  readonly vpcId: string;
  readonly endpoints: Promise<Reading<readonly Endpoint[]>>;
}

/** Null: nobody knows the cluster's VPC. */
export function listEndpoints({ ports, signal }: Context, cluster: Reading<Cluster>): Listing | null {
  if (!cluster.ok || cluster.value.vpcId === null) return null;
  const { vpcId } = cluster.value;
  return { vpcId, endpoints: readSource(SOURCES.endpoints, signal, () => ports.endpoints.list(vpcId, signal)) };
}

/** Subnets, route tables and endpoints of a VPC, with the pages of those gateways that decide whether there is OBS. */
export async function readVpc(
  context: Context,
  subject: Subject,
  cluster: Reading<Cluster>,
  listing: Listing | null,
  reading: Promise<Reading<Addon | null>>,
): Promise<VpcReadings | null> {
  if (!cluster.ok || listing === null) return null;
  const { ports, signal } = context;
  const { vpcId } = listing;
  const [addon, subnets, routeTables, endpoints] = await Promise.all([
    reading,
    readSource(SOURCES.subnets, signal, () => ports.subnets.list(vpcId, signal)),
    readSource(SOURCES.routeTables, signal, () => ports.routeTables.list(vpcId, signal)),
    listing.endpoints,
  ]);
  const lists = { vpcId, subnets, routeTables };
  if (!endpoints.ok) return { ...lists, endpoints, unread: [] };
  const { rules } = know(subject, cluster.value, addon.ok ? addon.value : null, lists);
  const gateways = undecided(endpoints.value, rules);
  const { shown, unread } = await showGateways(context, gateways);
  const details = new Map(shown.map((endpoint) => [endpoint.id, endpoint]));
  // The page is newer than the list, but only the list says reliably whose VPC it is.
  const merged = endpoints.value.map((endpoint) => ({ ...(details.get(endpoint.id) ?? endpoint), vpcId: endpoint.vpcId }));
  return { ...lists, endpoints: { ok: true, value: merged }, unread };
}

/** The readings under way. `listing` is there before `all`, for what follows from it alone. */
interface Reads {
  readonly listing: Promise<Listing | null>;
  readonly all: Promise<Readings>;
}

/**
 * As few rounds as the facts allow: the VPC's lists follow the cluster, gateways' pages the lists; all else starts at once.
 * `needsVersions`: whether, with this add-on installed (null: none), it matters which versions are offered.
 */
export function beginReading(context: Context, subject: Subject, needsVersions: (installed: Addon | null) => boolean = () => false): Reads {
  const { ports, signal, target } = context;
  const cluster = readSource(SOURCES.cluster, signal, () => ports.clusters.show(target.clusterId, signal));
  const addon = readSource(SOURCES.addons, signal, () => ports.addons.list(target.clusterId, signal).then(findAddon));
  const listing = cluster.then((read) => listEndpoints(context, read));
  const vpc = Promise.all([cluster, listing]).then(([of, begun]) => readVpc(context, subject, of, begun, addon));
  const capacity = readSource(SOURCES.nodes, signal, () => readCapacity(context));
  const versions = Promise.all([cluster, addon]).then(async ([of, installed]) => {
    if (!of.ok || !installed.ok) return null;
    // Precheck itself asks only with Arm nodes, and only before the first install.
    if (!needsVersions(installed.value) && (installed.value !== null || !hasArm(of.value, await capacity))) return null;
    return readSource(SOURCES.templates, signal, () => ports.addons.versions(ADDON_TEMPLATE, signal));
  });
  const all = Promise.all([cluster, addon, capacity, vpc, versions]).then(
    (read): Readings => ({ cluster: read[0], addon: read[1], capacity: read[2], vpc: read[3], versions: read[4] }),
  );
  return { listing, all };
}
