import type { Handoff } from '../../../src/actions/diagnose/handoff.ts';
import type { DiagnosisCode } from '../../../src/core/diagnosis.ts';
import { rollOut } from '../../cluster/addon-controller.ts';
import { ADDON_NAMESPACE, ADDON_PREFIX } from '../../cluster/addon-objects.ts';
import type { KubernetesObject, KubernetesState } from '../../cluster/state.ts';
import { addWarning, addWorkload, type WorkloadSpec, workloadPod } from '../../cluster/workload.ts';
import { type Site, siteOf } from '../../site.ts';
import type { World } from '../../world.ts';
import type { Scenario } from '../scenario.ts';

/** When it all happened: the same each time. */
const THEN = Date.UTC(2026, 10, 22, 7, 0);

/** `diagnose prod`, and what it must find; with `workload`, the smoke workload is named, too. */
export const diagnoseScenario = (
  name: string,
  summary: string,
  { arrange, expect, workload = false }: { arrange(world: World): void; expect: Partial<Scenario['expect']>; workload?: boolean | string },
): Scenario => ({
  name,
  summary,
  command: `diagnose prod${workload === false ? '' : ` ${workload === true ? `workload_name=${SMOKE.name}` : workload}`}`,
  arrange,
  expect: { success: false, issues: [], warnings: [], findings: [], ...expect },
});

/** What it must find, first things first. */
export const finds = (...findings: readonly DiagnosisCode[]): { findings: readonly DiagnosisCode[] } => ({ findings });
export const handsOver = (handoff: Handoff): { handoff: Handoff } => ({ handoff });

/** Changes the add-on of `prod`, and lets the cluster follow as the real one would: pods, logs, virtual node, status. */
export function settle(world: World, change: (site: Site) => void = () => {}): Site {
  const site = siteOf(world, 'prod');
  change(site);
  const { cluster, addon } = site;
  const wasWell = addon.status === 'running' || addon.status === 'available';
  // A new story: nobody has seen the virtual node yet.
  cluster.kubernetes.nodes = objects(cluster.kubernetes.nodes).filter(({ metadata }) => metadata.name !== 'bursting-node');
  const unwell = rollOut(world, cluster, addon, THEN);
  if (unwell !== null && wasWell) Object.assign(addon, { status: 'abnormal', message: unwell });
  return site;
}

export const objects = (some: KubernetesState['pods']): readonly KubernetesObject[] =>
  Array.from({ length: some.length }, (_, i) => some.at(i)).filter((object) => object !== undefined);

/** The pod of the add-on that keeps the virtual node. */
export function kubeletPod({ cluster }: Site): KubernetesObject {
  const found = objects(cluster.kubernetes.pods).find(({ metadata }) => metadata.name.startsWith(`${ADDON_PREFIX}-virtual-kubelet`));
  if (!found) throw new Error('the add-on has no pod');
  return found;
}

/** What that pod prints, instead of what it would: lines without their time, a second apart. */
export function prints(site: Site, lines: readonly string[]): void {
  const { metadata } = kubeletPod(site);
  const current = lines.map((line, i) => `${new Date(THEN + i * 1_000).toISOString()} ${line}`);
  site.cluster.kubernetes.logs = { [`${ADDON_NAMESPACE}/${metadata.name}/${ADDON_PREFIX}-virtual-kubelet`]: { current } };
}

export const SMOKE = { namespace: 'cci2-burst-lab', name: 'cci2-burst-demo' } as const;

/** Puts the smoke workload into the cluster, two pods that stand like that. */
export function smoke(world: World, standing: WorkloadSpec['standing'], more: Partial<WorkloadSpec> = {}): void {
  addWorkload(siteOf(world, 'prod').cluster.kubernetes, { ...SMOKE, replicas: 2, standing, ...more });
}

/** What its pods printed before they ended. */
export function workloadPrints(world: World, lines: readonly string[]): void {
  const { kubernetes } = siteOf(world, 'prod').cluster;
  const previous = lines.map((line, i) => `${new Date(THEN + i * 1_000).toISOString()} ${line}`);
  const names = [0, 1].map((index) => workloadPod({ ...SMOKE, replicas: 2, standing: { is: 'ready', nodeName: '' } }, index));
  kubernetes.logs = {
    ...kubernetes.logs,
    ...Object.fromEntries(names.map((pod) => [`${SMOKE.namespace}/${pod}/${SMOKE.name}`, { current: [], previous }])),
  };
}

/** The smoke workload is on CCI, and its image does not arrive; Kubernetes says so in an event, too. */
export function pullFails(world: World, message: string, image?: string): void {
  const standing = { is: 'waiting', nodeName: 'bursting-node', reason: 'ImagePullBackOff', message } as const;
  const spec = { ...SMOKE, replicas: 2, standing, ...(image === undefined ? {} : { image }) };
  smoke(world, standing, spec);
  addWarning(siteOf(world, 'prod').cluster.kubernetes, {
    namespace: SMOKE.namespace,
    object: `Pod/${workloadPod(spec, 0)}`,
    reason: 'Failed',
    message: `Failed to pull image: ${message}`,
    at: new Date(THEN).toISOString(),
  });
}

export const TIMES_OUT =
  'failed to pull and unpack image "swr.cn-north-4.myhuaweicloud.com/team-payments/nginx:stable": failed to resolve reference: failed to do request: Head "https://swr.cn-north-4.myhuaweicloud.com/v2/team-payments/nginx/manifests/stable": dial tcp 100.125.40.98:443: i/o timeout';
