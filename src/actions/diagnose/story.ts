import type { Diagnosis, DiagnosisCode, Severity, Symptom } from '../../core/diagnosis.ts';
import type { Evidence } from '../../core/evidence.ts';

const ADDON_STATUS = [
  'addon-status-install-failed',
  'addon-status-upgrade-failed',
  'addon-status-rollback-failed',
  'addon-status-delete-failed',
  'addon-status-abnormal',
  'addon-status-unknown',
] as const satisfies readonly DiagnosisCode[];
const NODES = ['virtual-node-missing', 'virtual-node-notready'] as const satisfies readonly DiagnosisCode[];
/** What shows when the virtual node cannot work, whatever the reason. */
const NO_DOOR = [...NODES, 'pod-unschedulable'] as const satisfies readonly DiagnosisCode[];
/** What shows when the add-on's own program cannot work. */
const DOWN = [...ADDON_STATUS, 'addon-crashloop', ...NO_DOOR] as const satisfies readonly DiagnosisCode[];
/** What shows when the add-on's pods do not even start. */
const NOT_STARTED = [...ADDON_STATUS, 'addon-pods-pending', ...NO_DOOR] as const satisfies readonly DiagnosisCode[];

/**
 * What to mend first, and what of the rest goes away with it. Causes in the order in which they are worth mending: what makes everything
 * else pointless first, then what the add-on was told, then where it runs, then itself, then the way of images, then single workloads.
 */
const CAUSES: readonly (readonly [DiagnosisCode, readonly DiagnosisCode[]])[] = [
  ['cluster-not-supported', []],
  ['cluster-not-available', [...DOWN, 'addon-pods-pending']],
  ['addon-missing', [...NO_DOOR, 'bursting-node-disabled', 'multiple-active-addon-replicasets']],
  ['addon-status-changing', [...NO_DOOR, 'addon-pods-pending', 'addon-crashloop', 'multiple-active-addon-replicasets']],
  ['cidr-overlap', []],
  ['addon-version-too-old', [...DOWN]],
  ['arm-unsupported', [...DOWN, 'addon-pods-pending', 'resource-pressure']],
  ['addon-swapped-subnet', [...DOWN, 'subnet-or-network']],
  ['addon-foreign-subnet', [...DOWN, 'subnet-or-network']],
  ['project-id-or-iam', [...DOWN]],
  ['region-mismatch', [...DOWN]],
  ['subnet-or-network', [...DOWN]],
  ['resource-pressure', [...NOT_STARTED, 'multiple-active-addon-replicasets']],
  ['bursting-node-disabled', [...NO_DOOR]],
  ['addon-pods-pending', [...ADDON_STATUS, ...NO_DOOR, 'multiple-active-addon-replicasets']],
  ['addon-crashloop', [...ADDON_STATUS, ...NO_DOOR, 'multiple-active-addon-replicasets']],
  ...ADDON_STATUS.map((code) => [code, [...NO_DOOR, 'multiple-active-addon-replicasets']] as const),
  ['az-fault', [...NO_DOOR]],
  ['virtual-node-notready', ['pod-unschedulable']],
  ['virtual-node-cordoned', ['pod-unschedulable']],
  ['virtual-node-missing', ['pod-unschedulable']],
  ['endpoint-missing', ['image-pull-network']],
  ['endpoint-failed', ['image-pull-network']],
  ['endpoint-frozen', ['image-pull-network']],
  ['endpoint-unusable', ['image-pull-network']],
  ['endpoint-route-table-miss', ['image-pull-network']],
  ['endpoint-pending', ['image-pull-network']],
  ['subnet-dns-foreign', ['image-pull-network']],
  ['subnet-ip-exhausted', ['pod-unschedulable']],
  ['image-docker-hub', []],
  ['image-not-found', []],
  ['image-pull-auth', []],
  ['image-pull-network', []],
  ['pod-untolerated-taint', []],
  ['pod-size-unsupported', ['pod-unschedulable']],
  ['burst-label-missing', []],
  ['pod-unschedulable', []],
  ['workload-crashloop', []],
  ['multiple-active-addon-replicasets', []],
];
const RANK: ReadonlyMap<DiagnosisCode, number> = new Map(CAUSES.map(([code], i) => [code, i]));
const EXPLAINS: ReadonlyMap<DiagnosisCode, readonly DiagnosisCode[]> = new Map(CAUSES);

const SEVERITIES: readonly Severity[] = ['critical', 'warning', 'info'];
const worse = (a: Severity, b: Severity): Severity => (SEVERITIES.indexOf(a) <= SEVERITIES.indexOf(b) ? a : b);

/** Seen in two ways, by the add-on's values or its pods and by its logs: still one finding, with the evidence of both. */
const SEEN_TWICE: ReadonlySet<DiagnosisCode> = new Set<DiagnosisCode>(['project-id-or-iam', 'resource-pressure']);

function merged(symptoms: readonly Symptom[]): readonly Symptom[] {
  const once = new Map<string, Symptom>();
  for (const each of symptoms) {
    const { code } = each.found;
    const key = SEEN_TWICE.has(code) ? code : JSON.stringify(each.found);
    const known = once.get(key);
    once.set(
      key,
      known === undefined
        ? each
        : {
            ...known,
            severity: worse(known.severity, each.severity),
            evidence: [...known.evidence, ...each.evidence],
            next: known.next ?? each.next,
          },
    );
  }
  return [...once.values()];
}

/** What shows by itself first, then what shows by what follows from it. */
const MOST_EVIDENCE = 8;

const distinct = (evidence: readonly Evidence[]): readonly Evidence[] => [
  ...new Map(evidence.map((each) => [JSON.stringify(each), each])).values(),
];

/** As bad as the worst of what follows; what settles by itself takes along what follows from it. */
const worstOf = (severity: Severity, consequences: readonly Symptom[]): Severity =>
  severity === 'info' ? 'info' : consequences.reduce<Severity>((worst, one) => worse(worst, one.severity), severity);

/**
 * Symptoms as stories: each cause once, first things first, with what follows from it inside. Pure; the order of the symptoms does not
 * matter but among equals.
 */
export function tell(symptoms: readonly Symptom[]): readonly Diagnosis[] {
  const sorted = merged(symptoms).toSorted((a, b) => (RANK.get(a.found.code) ?? 0) - (RANK.get(b.found.code) ?? 0));
  // Nothing makes such a cluster burst, so nothing else in it is worth mending.
  if (sorted[0]?.found.code === 'cluster-not-supported') sorted.splice(1);
  const told: { cause: Symptom; consequences: Symptom[] }[] = [];
  for (const each of sorted) {
    const because = told.find(({ cause }) => EXPLAINS.get(cause.found.code)?.includes(each.found.code));
    if (because) because.consequences.push(each);
    else told.push({ cause: each, consequences: [] });
  }
  return told.map(({ cause: { found, severity, evidence, next }, consequences }) => ({
    code: found.code,
    facts: found.facts,
    severity: worstOf(severity, consequences),
    evidence: distinct([...evidence, ...consequences.flatMap((one) => one.evidence)]).slice(0, MOST_EVIDENCE),
    next,
    consequences: consequences.map((one) => one.found),
  }));
}
