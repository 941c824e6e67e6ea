import type { Symptom } from '../../../core/diagnosis.ts';
import type { Evidence } from '../../../core/evidence.ts';
import { formatBytes, formatCpu, parseBytes, parseCpuMillis } from '../../../core/quantity.ts';
import type { ContainerDetail, PodDetail } from '../../../ports/workloads.ts';
import { waitingOf, waitOf } from '../../verify/pod-state.ts';
import { match } from '../../verify/workload.ts';
import type { Snapshot } from '../snapshot.ts';
import { namesOf, symptom } from '../symptom.ts';

const LABEL = 'bursting.cci.io/burst-to-cci';
/** Values that let a pod go to CCI (usermanual-cci2, scheduling). */
const SENDS = new Set(['enforce', 'localPrefer', 'auto']);

const isSent = (labels: Readonly<Record<string, string>>): boolean => SENDS.has(labels[LABEL] ?? '');

/** What the scheduler says of the taints that keep pods without the label away. */
const TAINT = /\btaint\W+(?:virtual-kubelet\.io|bursting\.cci\.io)\//i;

/** The largest pod on CCI: 64 vCPU and 512 GiB (usermanual-cci2, cci_01_0040). */
const LARGEST = { cpuMillis: 64_000, memoryBytes: 512 * 1024 ** 3 };
/** The provider's words for a size that it does not have. */
const NO_SIZE =
  /\b(?:flavor|pod size|specification|size spec\w*)\b.{0,80}\b(?:not supported|unsupported|invalid|not found|no matching)\b|\b(?:unsupported|invalid)\b.{0,40}\b(?:flavor|pod size|specification)\b/i;

const total = (containers: readonly ContainerDetail[], resource: 'cpu' | 'memory'): number | null => {
  const parse = resource === 'cpu' ? parseCpuMillis : parseBytes;
  const amounts = containers
    .filter(({ kind }) => kind === 'container')
    .map(({ limits, requests }) => {
      const text = limits[resource] ?? requests[resource];
      return text === null ? null : parse(text);
    });
  const given = amounts.filter((amount) => amount !== null);
  return given.length === 0 ? null : given.reduce((sum, amount) => sum + amount, 0);
};

const sizeOf = ({ containers }: PodDetail): { readonly cpu: number | null; readonly memory: number | null } => ({
  cpu: total(containers, 'cpu'),
  memory: total(containers, 'memory'),
});

/** Has found its place on CCI, and waits for its image. */
const isPulling = (pod: PodDetail): boolean => pod.containers.some(({ waiting }) => /Image|Pull/.test(waiting?.reason ?? ''));

function sizeProblem(pod: PodDetail, said: string): 'too_large' | 'no_size' | 'refused' | null {
  if (pod.sizeSpecs !== null || !isSent(pod.labels)) return null;
  const { cpu, memory } = sizeOf(pod);
  if ((cpu ?? 0) > LARGEST.cpuMillis || (memory ?? 0) > LARGEST.memoryBytes) return 'too_large';
  if (NO_SIZE.test(said)) return 'refused';
  return cpu === null && memory === null && !isPulling(pod) ? 'no_size' : null;
}

/** Pods of the workload that no node takes, or that CCI has no size for; and those that nothing sends to CCI. */
export function aboutScheduling(snapshot: Snapshot): readonly Symptom[] {
  const { workload, workloadEvents, nodes } = snapshot;
  const matched = workload && match(workload);
  if (!workload || !matched) return [];
  const events = workloadEvents?.ok ? workloadEvents.value : [];
  const seen = matched.tally.unready.map((pod) => {
    const waiting = waitingOf(pod);
    const told = events.find(({ object, message }) => object.name === pod.name && NO_SIZE.test(message));
    return {
      pod,
      name: pod.name,
      waiting,
      size: sizeProblem(pod, [...waiting.map(({ message }) => message), told?.message ?? ''].join('\n')),
    };
  });
  const sized = seen.filter(({ size }) => size !== null);
  const pending = seen.filter(({ pod, size }) => pod.nodeName === null && size === null);
  const tainted = pending.filter(({ pod, waiting }) => !isSent(pod.labels) && waiting.some(({ message }) => TAINT.test(message)));
  const rest = pending.filter((each) => !tainted.includes(each));
  const evidence = (of: typeof seen): readonly Evidence[] =>
    of.map(({ name, waiting }) => ({ kind: 'waiting', pod: name, waits: waiting.map(waitOf) }));

  const symptoms: Symptom[] = [];
  const [first] = tainted;
  if (first) {
    const label = first.pod.labels[LABEL] ?? null;
    symptoms.push(
      symptom(
        'pod-untolerated-taint',
        { pods: namesOf(tainted), label },
        { evidence: [...evidence(tainted.slice(0, 3)), { kind: 'pod_label', pod: first.name, label: LABEL, value: label }] },
      ),
    );
  }
  const [large] = sized;
  if (large?.size) {
    const { cpu, memory } = sizeOf(large.pod);
    const facts = {
      pods: namesOf(sized),
      problem: large.size,
      cpu: cpu === null ? '' : formatCpu(cpu),
      memory: memory === null ? '' : formatBytes(memory),
    };
    const asked: Evidence = { kind: 'pod_size', pod: large.name, cpu: facts.cpu, memory: facts.memory };
    symptoms.push(symptom('pod-size-unsupported', facts, { evidence: [asked, ...evidence(sized)] }));
  }
  const [waits] = rest;
  if (waits) {
    const facts = { pods: namesOf(rest), detail: waits.waiting[0]?.message ?? '' };
    symptoms.push(symptom('pod-unschedulable', facts, { evidence: evidence(rest) }));
  }
  const deployment = workload.deployment?.ok ? workload.deployment.value : null;
  const virtual = nodes.ok ? new Set(nodes.value.virtual.map(({ name }) => name)) : null;
  const elsewhere = virtual === null ? [] : [...matched.tally.nodes].filter(([node]) => node !== null && !virtual.has(node));
  const [place] = elsewhere.toSorted((a, b) => b[1] - a[1]);
  if (deployment && place?.[0] && !isSent(deployment.podLabels)) {
    const pods = elsewhere.reduce((sum, [, n]) => sum + n, 0);
    const label = deployment.podLabels[LABEL] ?? null;
    const facts = { workload_name: deployment.name, pods, node: place[0], label };
    const template: Evidence = { kind: 'template_label', deployment: deployment.name, label: LABEL, value: label };
    symptoms.push(symptom('burst-label-missing', facts, { severity: 'warning', evidence: [template] }));
  }
  return symptoms;
}
