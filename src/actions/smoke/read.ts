import type { Context } from '../../core/action.ts';
import { type Finding, finding } from '../../core/finding.ts';
import type { LiveDeployment, Namespace } from '../../ports/deployments.ts';
import { type Discovery, discoverImages } from '../images/discover.ts';
import { type Architecture, byWorth, choose } from '../images/rank.ts';
import { subjectOf } from '../precheck/known.ts';
import { beginReading } from '../precheck/read.ts';
import { judge, knownFrom, type PrecheckResult } from '../precheck/result.ts';
import { type Reading, readSource, SOURCES, type Unreadable } from '../sources.ts';
import type { SmokeParams } from './parameters.ts';

/** Where the image comes from: the person, the registry, or Huawei's own for the region. */
type ImageSource = 'given' | 'discovered' | 'fallback';

/** The image of the workload, and what led to it; or why there is none. */
type Choice =
  | { readonly image: string; readonly source: ImageSource; readonly reason: Finding | null; readonly warnings: readonly Finding[] }
  | { readonly image: null; readonly issues: readonly Finding[]; readonly warnings: readonly Finding[] };

/** A subnet that pods get their addresses from; null: not told how many are left. */
export interface PodSubnet {
  readonly name: string;
  readonly available: number | null;
}

/** What the read found, and what follows from it. */
export interface SmokeState {
  readonly namespace: string;
  readonly name: string;
  readonly precheck: PrecheckResult;
  readonly podSubnets: readonly PodSubnet[];
  readonly choice: Choice;
  /** Null inside: there is none. */
  readonly inCluster: {
    readonly namespace: Reading<Namespace | null>;
    readonly deployment: Reading<LiveDeployment | null>;
  };
}

/** The only region of which a public image is known to be reachable for pods on CCI. */
const FALLBACK: Readonly<Record<string, string>> = {
  'cn-north-4': 'swr.cn-north-4.myhuaweicloud.com/paas-perf/perf-nginx:v10.1',
};

/** What was found in SWR comes first; nothing found is one thing, not being told another. Pure. */
function chooseImage(found: Discovery | Unreadable, region: string, architecture: Architecture): Choice {
  if ('code' in found) return { image: null, issues: [found], warnings: [] };
  const images = found.images.toSorted(byWorth(architecture));
  const { selected, reason } = choose({ ...found, images }, architecture);
  const { warnings } = found;
  if (selected) return { image: selected.image, source: 'discovered', reason, warnings };
  if (found.unreadable) return { image: null, issues: [found.unreadable], warnings };
  const image = FALLBACK[region];
  if (image === undefined) return { image: null, issues: [reason], warnings };
  const fallback = finding('image_fallback', { image, region, namespaces: found.namespaces });
  return { image, source: 'fallback', reason: null, warnings: [...warnings, fallback] };
}

/** Asks the registry only where nobody has said which image. */
async function discover(context: Context): Promise<Discovery | Unreadable> {
  const read = await readSource(SOURCES.namespaces, context.signal, () => discoverImages(context, 'amd64'));
  return read.ok ? read.value : read.finding;
}

export async function readSmoke({ namespace, workload_name: name, image }: SmokeParams, context: Context): Promise<SmokeState> {
  const { ports, signal, target } = context;
  const subject = subjectOf(context, {});
  const [readings, found, inNamespace, deployment] = await Promise.all([
    beginReading(context, subject).all,
    image === undefined ? discover(context) : null,
    readSource(SOURCES.namespace, signal, () => ports.namespaces.get(namespace, signal)),
    readSource(SOURCES.deployment, signal, () => ports.deployments.get(namespace, name, signal)),
  ]);
  const architecture = readings.cluster.ok && readings.cluster.value.type === 'ARM64' ? 'arm64' : 'amd64';
  return {
    namespace,
    name,
    precheck: judge(subject, readings),
    podSubnets: (knownFrom(subject, readings)?.podSubnets ?? []).map((subnet) => ({
      name: subnet.name,
      available: subnet.availableAddresses,
    })),
    choice:
      found === null
        ? { image: image ?? '', source: 'given', reason: null, warnings: [] }
        : chooseImage(found, target.region, architecture),
    inCluster: { namespace: inNamespace, deployment },
  };
}
