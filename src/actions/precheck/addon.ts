import { type AddonFault, finding } from '../../core/finding.ts';
import { redact } from '../../core/redact.ts';
import type { Addon } from '../../ports/cloud.ts';
import { groupOf, subnetFields, textOf } from './addon-values.ts';
import { compareVersions } from './addon-versions.ts';
import { issue, type Judgement, join, NOTHING, warning } from './network.ts';
import { lookUp, type SubnetIndex } from './subnets.ts';

export const ADDON_TEMPLATE = 'virtual-kubelet';
/** Older versions do not run on Arm clusters and skip Arm nodes (usermanual-cci2, constraints). */
export const FIRST_ARM_VERSION = '1.5.37';

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
  reason: redact(reason),
  message: redact(message),
});

/** The project id in the installed values: missing, or another one. */
export const projectFaults = (addon: Addon, projectId: string): readonly AddonFault[] => {
  const basic = groupOf(addon, 'basic');
  const given = (['project_id', 'projectID'] as const).flatMap((key) => {
    const value = textOf(basic[key]);
    return value === null ? [] : { field: `basic.${key}`, value };
  });
  if (given.length === 0) return [{ field: 'basic.project_id', problem: 'missing', value: null, expected: projectId }];
  return given
    .filter(({ value }) => value.toLowerCase() !== projectId.toLowerCase())
    .map(({ field, value }) => ({ field, problem: 'foreign', value, expected: projectId }));
};

/** The subnets in the installed values: the wrong one of their two ids, or none of this VPC. */
export const subnetFaults = (addon: Addon, index: SubnetIndex, podSubnetIds: readonly string[]): readonly AddonFault[] =>
  subnetFields(addon).flatMap(({ field, value }) => {
    const found = lookUp(index, 'cci_subnet_id', value);
    if (found.verdict === 'ok') return [];
    if (found.verdict === 'swapped') return { field, problem: 'swapped', value, expected: found.expected };
    return { field, problem: 'foreign', value, expected: podSubnetIds[0] ?? null };
  });

/** What CCE says of its status, in one line, without secrets. */
export const detailOf = ({ reason, message }: Pick<Addon, 'reason' | 'message'>): string =>
  redact([reason, message].filter(Boolean).join(': '));

const judgeStatus = (addon: Addon): Judgement => {
  const { status } = addon;
  const health = healthOf(status);
  if (health === 'healthy') return NOTHING;
  if (health === 'busy') return warning(finding('addon_busy', { status }));
  return warning(finding('addon_unhealthy', { status, detail: detailOf(addon) }));
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
    issue(
      ...[...projectFaults(addon, known.projectId), ...(known.index ? subnetFaults(addon, known.index, known.podSubnetIds) : [])].map(
        (fault) => finding('addon_misconfigured', fault),
      ),
    ),
    judgeStatus(addon),
  );

/** `version`: what is installed, or else what setup could install at best (null: nothing). `nodes`: how many Arm nodes, if known. */
export const judgeArm = (version: string | null, nodes: number | null): Judgement =>
  version !== null && compareVersions(version, FIRST_ARM_VERSION) >= 0
    ? NOTHING
    : warning(finding('arm_nodes', { addon_version: version, first_supported: FIRST_ARM_VERSION, nodes }));
