import type { Symptom } from '../../../core/diagnosis.ts';
import type { Evidence } from '../../../core/evidence.ts';
import type { PodDetail } from '../../../ports/workloads.ts';
import { isWanted, waitingOf } from '../../verify/pod-state.ts';
import { match } from '../../verify/workload.ts';
import type { Snapshot } from '../snapshot.ts';
import { namesOf, symptom } from '../symptom.ts';
import { areReady } from './endpoints.ts';
import { isPublic, registryOf } from './image.ts';

const PULLING = /^(?:ErrImagePull|ImagePullBackOff|ImageInspectError|RegistryUnavailable|InvalidImageName|ErrImageNeverPull)$/;
const NETWORK =
  /i\/o timeout|connection (?:refused|reset|timed out)|no route to host|network is unreachable|no such host|TLS handshake timeout|deadline exceeded|Client\.Timeout|request canceled/i;
const NO_NAME = /no such host|lookup .* on .*:53/i;
const AUTH = /\b(?:401|403)\b|\bunauthorized\b|\bdenied\b|\bforbidden\b|authentication required|no basic auth|insufficient_scope/i;
const ABSENT = /manifest unknown|name unknown|repository does not exist|\bnot found\b|no matching manifest/i;

interface Pull {
  readonly name: string;
  readonly image: string;
  readonly message: string;
}

const pullsOf = (pod: PodDetail): readonly Pull[] =>
  waitingOf(pod).flatMap(({ container, reason, message }) => {
    if (!PULLING.test(reason)) return [];
    const image = pod.containers.find(({ name }) => name === container)?.image ?? '';
    return { name: pod.name, image, message };
  });

/** Of pods in trouble: the workload's, and the add-on's own. */
export const troubledPods = ({ workload, addonPods }: Snapshot): readonly PodDetail[] => [
  ...((workload && match(workload)?.tally.unready) ?? []),
  ...(addonPods.ok ? addonPods.value.filter(isWanted) : []),
];

/** `ImagePullBackOff` says only that it waits; why is in an event, then. */
const withEvents = (pull: Pull, { workloadEvents, events }: Snapshot): Pull => {
  if (NETWORK.test(pull.message) || AUTH.test(pull.message) || ABSENT.test(pull.message)) return pull;
  const told = [workloadEvents, events]
    .flatMap((reading) => (reading?.ok ? reading.value : []))
    .find(({ object, reason, message }) => object.name === pull.name && /^Failed/.test(reason) && /pull/i.test(message));
  return told ? { ...pull, message: told.message } : pull;
};

/** Clouds' own private names, at the cloud's own servers (VPC console, subnet: `100.125.*`). */
const CLOUD_DNS = /^100\.125\./;

function aboutNames(pulls: readonly Pull[], { known }: Snapshot): readonly Symptom[] {
  if (!pulls.some(({ message }) => NO_NAME.test(message))) return [];
  return (known?.podSubnets ?? [])
    .filter(({ dnsServers }) => dnsServers.length > 0 && !dnsServers.some((server) => CLOUD_DNS.test(server)))
    .map(({ name, id, dnsServers }) =>
      symptom(
        'subnet-dns-foreign',
        { subnet_name: name, subnet_id: id, servers: dnsServers },
        { evidence: [{ kind: 'subnet', subnet: name, field: 'dnsList', value: dnsServers.join(', ') }] },
      ),
    );
}

/** Images that do not arrive: where they are, who may have them, whether they exist, and whether there is a way to them. */
export function aboutPulls(snapshot: Snapshot): readonly Symptom[] {
  const pulls = troubledPods(snapshot)
    .flatMap(pullsOf)
    .map((pull) => withEvents(pull, snapshot));
  const [pub, own] = [pulls.filter(({ image }) => isPublic(registryOf(image))), pulls.filter(({ image }) => !isPublic(registryOf(image)))];
  const absent = own.filter(({ message }) => ABSENT.test(message) && !NETWORK.test(message) && !AUTH.test(message));
  const refused = own.filter(({ message }) => AUTH.test(message) && !NETWORK.test(message));
  const lost = own.filter(({ message }) => NETWORK.test(message));
  const facts = (of: readonly Pull[]) => ({ pods: [...new Set(namesOf(of))], image: of[0]?.image ?? '' });
  const evidence = (of: readonly Pull[]): readonly Evidence[] =>
    [...new Map(of.map((pull) => [pull.message, pull])).values()].map(({ name, message }) => ({ kind: 'pull', pod: name, message }));
  const endpoints_ready = areReady(snapshot);
  return [
    ...(pub.length > 0
      ? [
          symptom(
            'image-docker-hub',
            { ...facts(pub), registry: registryOf(pub[0]?.image ?? '') },
            { evidence: evidence(pub), next: 'images' },
          ),
        ]
      : []),
    ...(absent.length > 0 ? [symptom('image-not-found', facts(absent), { evidence: evidence(absent), next: 'images' })] : []),
    ...(refused.length > 0 ? [symptom('image-pull-auth', facts(refused), { evidence: evidence(refused), next: 'images' })] : []),
    ...aboutNames(own, snapshot),
    ...(lost.length > 0
      ? [
          symptom(
            'image-pull-network',
            { ...facts(lost), endpoints_ready },
            { evidence: evidence(lost), ...(endpoints_ready === true ? {} : { next: 'precheck' }) },
          ),
        ]
      : []),
  ];
}
