import { z } from 'zod';
import { type Context, defineAction } from '../core/action.ts';
import type { Addon, Cluster, Endpoint } from '../ports/cloud.ts';
import { readCapacity } from './capacity.ts';
import { ADDON_TEMPLATE, findAddon, newestFor } from './precheck/addon.ts';
import { undecided } from './precheck/endpoints.ts';
import { know, type Subject, type VpcReadings } from './precheck/known.ts';
import { hasArm, judge, type PrecheckResult, type Readings } from './precheck/result.ts';
import { isNotFound, type Reading, readSource, SOURCES } from './precheck/sources.ts';

const params = z.object({
  vpcep_subnet_id: z
    .guid({ error: 'a VPC subnet id: 8-4-4-4-12 hex digits' })
    .transform((id) => id.toLowerCase())
    .optional(),
});

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

async function readVpc(
  context: Context,
  subject: Subject,
  cluster: Cluster,
  vpcId: string,
  reading: Promise<Reading<Addon | null>>,
): Promise<VpcReadings> {
  const { ports, signal } = context;
  const [addon, subnets, routeTables, endpoints] = await Promise.all([
    reading,
    readSource(SOURCES.subnets, signal, () => ports.subnets.list(vpcId, signal)),
    readSource(SOURCES.routeTables, signal, () => ports.routeTables.list(vpcId, signal)),
    readSource(SOURCES.endpoints, signal, () => ports.endpoints.list(vpcId, signal)),
  ]);
  if (!endpoints.ok) return { subnets, routeTables, endpoints, unread: [] };
  const { rules } = know(subject, cluster, vpcId, addon.ok ? addon.value : null, { subnets, routeTables });
  const gateways = undecided(endpoints.value, rules);
  const { shown, unread } = await showGateways(context, gateways);
  const details = new Map(shown.map((endpoint) => [endpoint.id, endpoint]));
  // The page is newer than the list, but only the list says reliably whose VPC it is.
  const merged = endpoints.value.map((endpoint) => ({ ...(details.get(endpoint.id) ?? endpoint), vpcId: endpoint.vpcId }));
  return { subnets, routeTables, endpoints: { ok: true, value: merged }, unread };
}

/** As few rounds as the facts allow: the VPC's lists follow the cluster, gateways' pages the lists; all else starts at once. */
async function readAll(context: Context, subject: Subject): Promise<Readings> {
  const { ports, signal, target } = context;
  const cluster = readSource(SOURCES.cluster, signal, () => ports.clusters.show(target.clusterId, signal));
  const addon = readSource(SOURCES.addons, signal, () => ports.addons.list(target.clusterId, signal).then(findAddon));
  const vpc = cluster.then((read) =>
    read.ok && read.value.vpcId !== null ? readVpc(context, subject, read.value, read.value.vpcId, addon) : null,
  );
  const capacity = readSource(SOURCES.nodes, signal, () => readCapacity(context));
  // Only with Arm nodes, and only before the first install, does it matter which versions are offered.
  const installable = Promise.all([cluster, addon, capacity]).then(([of, installed, nodes]) => {
    if (!of.ok || !installed.ok || installed.value !== null || !hasArm(of.value, nodes)) return null;
    const newest = () => ports.addons.versions(ADDON_TEMPLATE, signal).then((versions) => newestFor(of.value, versions));
    return readSource(SOURCES.templates, signal, newest);
  });
  const all = await Promise.all([cluster, addon, capacity, vpc, installable]);
  return { cluster: all[0], addon: all[1], capacity: all[2], vpc: all[3], installable: all[4] };
}

/** Whether a cluster is ready to burst, and if not, what is in the way. */
export const precheck = defineAction<z.infer<typeof params>, PrecheckResult>({
  kind: 'read',
  summary: 'Check whether a cluster can burst to CCI 2.0, and what is in the way',
  skillAction: 'huawei_precheck_cce_cci_bursting',
  examples: ['precheck prod', 'precheck prod vpcep_subnet_id=8a1f0c52-6d3e-4b7a-9c14-2e5f7a9b3d60'],
  params,
  parameterHelp: { vpcep_subnet_id: "VPC subnet for the interface endpoints (default: the cluster's host subnet)" },
  needs: [
    'cce:cluster:get',
    'cce:addonInstance:list',
    'cce:addonTemplate:list',
    'vpc:subnets:get',
    'vpc:routeTables:list',
    'vpcep:endpoints:list',
    'vpcep:endpoints:get',
  ],
  timeoutMs: 60_000,
  async read({ vpcep_subnet_id }, context) {
    const { target, settings } = context;
    const subject: Subject = { target, settings, endpointSubnetId: vpcep_subnet_id ?? settings.vpcepSubnetId };
    return judge(subject, await readAll(context, subject));
  },
});
