import type { Symptom } from '../../../core/diagnosis.ts';
import type { Evidence } from '../../../core/evidence.ts';
import type { AddonFault } from '../../../core/finding.ts';
import type { Addon } from '../../../ports/cloud.ts';
import { detailOf, FIRST_ARM_VERSION, healthOf, projectFaults, subnetFaults } from '../../precheck/addon.ts';
import { compareVersions, FIRST_CCI2_VERSION, knowsCci2 } from '../../precheck/addon-versions.ts';
import type { Snapshot } from '../snapshot.ts';
import { symptom } from '../symptom.ts';

const STATUS_CODES = {
  abnormal: 'addon-status-abnormal',
  installFailed: 'addon-status-install-failed',
  upgradeFailed: 'addon-status-upgrade-failed',
  rollbackFailed: 'addon-status-rollback-failed',
  deleteFailed: 'addon-status-delete-failed',
} as const;

const codeOf = (status: string) =>
  Object.hasOwn(STATUS_CODES, status) ? STATUS_CODES[status as keyof typeof STATUS_CODES] : ('addon-status-unknown' as const);

function aboutStatus(addon: Addon): readonly Symptom[] {
  const { status } = addon;
  const health = healthOf(status);
  if (health === 'healthy') return [];
  const facts = { status, detail: detailOf(addon) };
  const evidence: readonly Evidence[] = [{ kind: 'addon_status', ...facts }];
  if (health === 'busy') {
    const next = { command: 'verify', params: { wait: '5m' } };
    return [symptom('addon-status-changing', facts, { severity: 'info', evidence, next })];
  }
  return [symptom(codeOf(status), facts, { evidence, next: 'setup' })];
}

const given = ({ field, value }: AddonFault): Evidence => ({ kind: 'addon_value', field, value });

function aboutSubnetValues(addon: Addon, { known }: Snapshot): readonly Symptom[] {
  if (!known?.index) return [];
  const podSubnetIds = known.podSubnets.map(({ neutronSubnetId }) => neutronSubnetId);
  const faults = subnetFaults(addon, known.index, podSubnetIds);
  const [swapped, foreign] = [faults.filter(({ problem }) => problem === 'swapped'), faults.filter(({ problem }) => problem === 'foreign')];
  return [
    ...(swapped.length > 0 ? [symptom('addon-swapped-subnet', { faults: swapped }, { evidence: swapped.map(given), next: 'setup' })] : []),
    ...(foreign.length > 0 ? [symptom('addon-foreign-subnet', { faults: foreign }, { evidence: foreign.map(given), next: 'setup' })] : []),
  ];
}

function aboutVersion(addon: Addon, { cluster, nodes }: Snapshot): readonly Symptom[] {
  const { version } = addon;
  const evidence: readonly Evidence[] = [{ kind: 'addon_version', version }];
  if (!knowsCci2(version)) {
    return [symptom('addon-version-too-old', { version, first_supported: FIRST_CCI2_VERSION }, { evidence, next: 'setup' })];
  }
  if (compareVersions(version, FIRST_ARM_VERSION) >= 0) return [];
  const isArm = cluster.ok && cluster.value.type === 'ARM64';
  const [arm, physical] = nodes.ok ? [nodes.value.arm, nodes.value.physical] : [0, 0];
  if (!isArm && arm === 0) return [];
  const severity = isArm || arm === physical ? 'critical' : 'warning';
  const facts = { version, first_supported: FIRST_ARM_VERSION, nodes: isArm ? null : arm };
  return [symptom('arm-unsupported', facts, { severity, evidence, next: 'setup' })];
}

/** What the add-on is, and what it was told: most of it is accepted silently and fails later. */
export function aboutAddon(snapshot: Snapshot): readonly Symptom[] {
  const { addon: reading, target } = snapshot;
  if (!reading.ok) return [];
  const addon = reading.value;
  if (addon === null) return [symptom('addon-missing', {}, { evidence: [{ kind: 'no_addon' }], next: 'setup' })];
  const [fault] = projectFaults(addon, target.projectId);
  return [
    ...aboutVersion(addon, snapshot),
    ...aboutSubnetValues(addon, snapshot),
    ...(fault ? [symptom('project-id-or-iam', { fault, project_id: target.projectId }, { evidence: [given(fault)], next: 'setup' })] : []),
    ...aboutStatus(addon),
  ];
}
