import { type AddonFault, type Finding, finding } from '../../core/finding.ts';
import type { Addon, AddonVersion, Cluster } from '../../ports/cloud.ts';
import { issue, type Judgement, join, NOTHING, warning } from './network.ts';
import { lookUp, type SubnetIndex } from './subnets.ts';

export const ADDON_TEMPLATE = 'virtual-kubelet';
/** The first version that knows CCI 2.0. */
const FIRST_CCI2_VERSION = '1.5.2';
/** Older versions do not run on Arm clusters and skip Arm nodes (usermanual-cci2, constraints). */
const FIRST_ARM_VERSION = '1.5.37';

/** The add-on as results show it. */
export interface AddonRow {
  readonly uid: string;
  readonly version: string;
  /** As the API says it. */
  readonly status: string;
  readonly healthy: boolean;
  readonly reason: string;
  readonly message: string;
}

const BUSY = ['installing', 'upgrading', 'rollbacking', 'deleting'];
/** `available` is what a live, working add-on reports beside the documented `running`. */
const HEALTHY = ['running', 'available'];

type AddonHealth = 'healthy' | 'busy' | 'unhealthy';
/** A status nobody has documented is never taken for healthy. */
export const healthOf = (status: string): AddonHealth =>
  HEALTHY.includes(status) ? 'healthy' : BUSY.includes(status) ? 'busy' : 'unhealthy';

/** The installed add-on; null: not installed, or just deleted. */
export const findAddon = (addons: readonly Addon[]): Addon | null =>
  addons.find((addon) => (addon.templateName === ADDON_TEMPLATE || addon.name === ADDON_TEMPLATE) && addon.status !== 'deleteSuccess') ??
  null;

export const rowOf = ({ uid, version, status, reason, message }: Addon): AddonRow => ({
  uid,
  version,
  status,
  healthy: healthOf(status) === 'healthy',
  reason,
  message,
});

/** Compares dotted versions by number; what is no number counts as 0, a leading `v` and a suffix are ignored. */
const compareVersions = (one: string, other: string): number => {
  const parts = (version: string): readonly number[] =>
    version
      .replace(/^v/i, '')
      .split(/[.\-+]/)
      .map((part) => Number.parseInt(part, 10) || 0);
  const [x, y] = [parts(one), parts(other)];
  for (let i = 0; i < Math.max(x.length, y.length); i++) {
    const difference = (x[i] ?? 0) - (y[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
};

const group = (addon: Addon, name: string): Readonly<Record<string, unknown>> => {
  const value = addon.values?.[name];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
};
const text = (value: unknown): string | null => (typeof value === 'string' && value.trim() !== '' ? value.trim() : null);

interface Field {
  readonly field: string;
  readonly value: string;
}

/** The add-on's fields that name a pod subnet, by path, those that are set: every spelling that versions of it use. */
export function subnetFields(addon: Addon): readonly Field[] {
  const [basic, custom] = [group(addon, 'basic'), group(addon, 'custom')];
  const list = Array.isArray(custom.subnets) ? custom.subnets : [];
  const fields: readonly (readonly [string, unknown])[] = [
    ['basic.network_id', basic.network_id],
    ['basic.networkID', basic.networkID],
    ['basic.subnet_id', basic.subnet_id],
    ['custom.subnet_id', custom.subnet_id],
    ...list.map((item: unknown, i) => [`custom.subnets[${i}].subnetID`, (item as { subnetID?: unknown } | null)?.subnetID] as const),
  ];
  return fields.flatMap(([field, value]) => {
    const shown = text(value);
    return shown === null ? [] : { field, value: shown };
  });
}

const fault = (facts: AddonFault): Finding => finding('addon_misconfigured', facts);

const projectFaults = (addon: Addon, projectId: string): readonly Finding[] => {
  const basic = group(addon, 'basic');
  const given = (['project_id', 'projectID'] as const).flatMap((key) => {
    const value = text(basic[key]);
    return value === null ? [] : { field: `basic.${key}`, value };
  });
  if (given.length === 0) return [fault({ field: 'basic.project_id', problem: 'missing', value: null, expected: projectId })];
  return given
    .filter(({ value }) => value.toLowerCase() !== projectId.toLowerCase())
    .map(({ field, value }) => fault({ field, problem: 'foreign', value, expected: projectId }));
};

const subnetFaults = (addon: Addon, index: SubnetIndex, podSubnetIds: readonly string[]): readonly Finding[] =>
  subnetFields(addon).flatMap(({ field, value }) => {
    const found = lookUp(index, 'cci_subnet_id', value);
    if (found.verdict === 'ok') return [];
    if (found.verdict === 'swapped') return fault({ field, problem: 'swapped', value, expected: found.expected });
    return fault({ field, problem: 'foreign', value, expected: podSubnetIds[0] ?? null });
  });

const judgeStatus = ({ status, message, reason }: Addon): Judgement => {
  const health = healthOf(status);
  if (health === 'healthy') return NOTHING;
  if (health === 'busy') return warning(finding('addon_busy', { status }));
  return warning(finding('addon_unhealthy', { status, detail: [reason, message].filter(Boolean).join(': ') }));
};

/**
 * The installed add-on's status and values. The add-on accepts the wrong kind of subnet id silently, and then its virtual node never
 * becomes Ready. `index` is null where the subnets could not be read: then they are not judged.
 */
export const judgeAddon = (
  addon: Addon,
  known: { readonly projectId: string; readonly index: SubnetIndex | null; readonly podSubnetIds: readonly string[] },
): Judgement =>
  join(
    issue(...projectFaults(addon, known.projectId), ...(known.index ? subnetFaults(addon, known.index, known.podSubnetIds) : [])),
    judgeStatus(addon),
  );

const matches = (pattern: string, version: string): boolean => {
  try {
    return new RegExp(`^(?:${pattern})$`).test(version);
  } catch {
    return pattern === version;
  }
};

/** The newest version with CCI 2.0 that is listed for this cluster; null: none. */
export const newestFor = (cluster: Cluster, versions: readonly AddonVersion[]): string | null => {
  const fits = ({ version, supports }: AddonVersion): boolean =>
    compareVersions(version, FIRST_CCI2_VERSION) >= 0 &&
    supports.some(
      (support) =>
        (cluster.type === null || support.clusterType === cluster.type) &&
        (cluster.category === null || support.categories.length === 0 || support.categories.includes(cluster.category)) &&
        support.clusterVersions.some((pattern) => matches(pattern, cluster.version)),
    );
  return (
    versions
      .filter(fits)
      .map(({ version }) => version)
      .toSorted(compareVersions)
      .at(-1) ?? null
  );
};

/** `version`: what is installed, or else what setup could install at best (null: nothing). `nodes`: how many Arm nodes, if known. */
export const judgeArm = (version: string | null, nodes: number | null): Judgement =>
  version !== null && compareVersions(version, FIRST_ARM_VERSION) >= 0
    ? NOTHING
    : warning(finding('arm_nodes', { addon_version: version, first_supported: FIRST_ARM_VERSION, nodes }));
