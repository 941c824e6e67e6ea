import type { DiagnoseFacts, EndpointFact } from '../../src/core/findings/diagnose.ts';
import type { Words } from './findings.ts';
import { because, count, list } from './phrases.ts';
import { isAre, pods } from './plural.ts';
import { PURPOSE } from './terms.ts';

/** With the cause, which `diagnose` always tells. */
export type Explained = Words & { readonly cause: string };

/** How many names a sentence carries. */
const NAMES = 3;

const LABEL = 'bursting.cci.io/burst-to-cci: enforce';

const hasHave = (things: readonly unknown[]): string => (things.length === 1 ? 'has' : 'have');

const served = (endpoints: readonly EndpointFact[]): string =>
  list(
    endpoints.map(({ purpose, service_name: name }) => (name === null ? PURPOSE[purpose] : `${PURPOSE[purpose]} (${name})`)),
    3,
  );
const their = (endpoints: readonly EndpointFact[]): string => (endpoints.length === 1 ? 'The endpoint' : 'The endpoints');
const details = (endpoints: readonly EndpointFact[]): string =>
  because([...new Set(endpoints.map(({ detail }) => detail))].filter(Boolean).join('; '));

type Way = Extract<
  keyof DiagnoseFacts,
  | `endpoint-${string}`
  | `subnet-${'ip' | 'dns'}-${string}`
  | `image-${string}`
  | `pod-${string}`
  | 'burst-label-missing'
  | 'workload-crashloop'
>;

/** Sentences for the way of images and pods to CCI: endpoints, subnets, registries, and single workloads. */
export const wayFindings: { readonly [C in Way]: (facts: DiagnoseFacts[C]) => Explained } = {
  'endpoint-missing': ({ endpoints }) => ({
    message: `${count(endpoints.length, 'VPC endpoint')} ${isAre(endpoints)} missing: for ${served(endpoints)}.`,
    cause: 'Pods on CCI pull their images through VPC endpoints, not over the internet: without them a pull ends in a time-out.',
    remedy: endpoints.some(({ purpose, service_name }) => purpose === 'obs' && service_name === null)
      ? 'Plan them with vpcep. For OBS it needs obs_endpoint_service_name: a service ticket tells the name for your region; never guess it.'
      : 'Plan them with vpcep; an approver has to say yes before anything is made.',
  }),
  'endpoint-failed': ({ endpoints }) => ({
    message: `${their(endpoints)} for ${served(endpoints)} failed or ${endpoints.length === 1 ? 'was' : 'were'} rejected${details(endpoints)}.`,
    cause: 'Mostly the service name was guessed or mistyped, or belongs to another region. Pulls through it end in a time-out.',
    remedy:
      'Check the service name (a service ticket tells the one for OBS); delete the endpoint in the VPC Endpoint console, because the bot deletes nothing; then plan vpcep.',
  }),
  'endpoint-pending': ({ endpoints }) => ({
    message: `${their(endpoints)} for ${served(endpoints)} ${hasHave(endpoints)} not been accepted yet.`,
    cause: 'A new endpoint takes a minute or two; some services have an owner who accepts each by hand.',
    remedy: 'Wait two minutes and run precheck. If it stays so, ask the owner of the service to accept it, or open a service ticket.',
  }),
  'endpoint-frozen': ({ endpoints }) => ({
    message: `${their(endpoints)} for ${served(endpoints)} ${isAre(endpoints)} frozen and ${endpoints.length === 1 ? 'carries' : 'carry'} no traffic.`,
    cause: 'Huawei Cloud freezes what is not paid for, or what breaks its rules.',
    remedy: 'Settle the account (Billing Center), or ask Huawei Cloud support why.',
  }),
  'endpoint-unusable': ({ endpoints }) => ({
    message: `${their(endpoints)} for ${served(endpoints)} cannot be used: disabled, without a private domain name, or in an unknown state${details(endpoints)}.`,
    cause: 'Pods find the registry by its name: the endpoint has to answer for that name inside the VPC.',
    remedy: 'Look at it in the VPC Endpoint console: enable it, or delete it and buy it again with "Create a Private Domain Name".',
  }),
  'endpoint-route-table-miss': ({ endpoints }) => ({
    message: `${their(endpoints)} for ${served(endpoints)} ${isAre(endpoints)} not in the route table of the pod subnet${details(endpoints)}.`,
    cause:
      'Image layers come from OBS through a gateway: only subnets whose route table it is in find the way. Then some pods pull and others do not.',
    remedy: 'Add every route table of the VPC to the endpoint (VPC Endpoint console, the endpoint, Route Tables).',
  }),
  'subnet-ip-exhausted': ({ subnets }) => ({
    message: `${
      list(
        subnets.map(({ name, id, available }) => `Subnet ${name} (${id}) has ${count(available, 'free address', 'free addresses')}`),
        NAMES,
      ) || 'The pod subnet has too few free addresses'
    }.`,
    cause: 'Every pod on CCI takes an address of the pod subnet: without one it does not start.',
    remedy: 'Free addresses (VPC console, Subnets, In-use IP addresses), or add a subnet to the pod network of the cluster and run setup.',
  }),
  'subnet-dns-foreign': ({ subnet_name, subnet_id, servers }) => ({
    message: `Subnet ${subnet_name} (${subnet_id}) asks the DNS servers ${list(servers, NAMES) || '(none)'}, which do not know the private names of SWR and OBS.`,
    cause: 'Only the DNS servers of Huawei Cloud (100.125.x.x) answer for the names of VPC endpoints.',
    remedy: 'Set the DNS servers of the subnet back to those of Huawei Cloud (VPC console, Subnets), or let yours forward to them.',
  }),

  'image-pull-network': ({ pods: names, image, endpoints_ready }) => ({
    message: `${pods(names)} cannot reach the registry for ${image || 'its image'}: the connection times out.`,
    cause:
      endpoints_ready === true
        ? 'All VPC endpoints are accepted, so the way is cut elsewhere: a security group, a network ACL, or a registry of another region.'
        : 'Pods on CCI pull their images through VPC endpoints, and whether they are there is not known.',
    remedy:
      endpoints_ready === true
        ? 'Check that the image is in the SWR of this region; then security groups and network ACLs of the pod subnet (outgoing port 443).'
        : 'Run precheck, which looks at the endpoints.',
  }),
  'image-pull-auth': ({ pods: names, image }) => ({
    message: `${pods(names)} may not pull ${image || 'its image'}: the registry refuses.`,
    cause: 'The image is private, and the pod brings no secret for it, or the wrong kind of one.',
    remedy:
      'Give the pods imagePullSecrets: default-secret (CCE keeps it in every namespace); a secret made by hand needs the type kubernetes.io/dockerconfigjson. Or use an image of your own organisation: images lists them.',
  }),
  'image-not-found': ({ pods: names, image }) => ({
    message: `There is no image ${image || '(not named)'} for ${pods(names)}.`,
    cause: 'Name or tag are mistyped, the tag was deleted, or the image was built for another processor.',
    remedy: 'Use one that exists: images lists what is in SWR.',
  }),
  'image-docker-hub': ({ pods: names, image, registry }) => ({
    message: `${pods(names)} cannot pull ${image || 'its image'} from ${registry}.`,
    cause: 'Pods on CCI have no way to the internet; they reach the SWR of this region only.',
    remedy: 'Push the image to your own organisation in SWR and use it from there: images lists what is in SWR.',
  }),
  'pod-untolerated-taint': ({ pods: names, label }) => ({
    message: `${pods(names)} ${isAre(names)} kept away from the virtual node: ${label === null ? 'the label' : `the label is "${label}", and not`} ${LABEL}${label === null ? ' is missing' : ''}.`,
    cause:
      'The virtual node has a taint, so that only pods that ask for it are put on CCI. They ask by that label on the pod, not on the Deployment.',
    remedy: `Add ${LABEL} to the labels of the pod template (spec.template.metadata.labels). The pods are made again with it.`,
  }),
  'burst-label-missing': ({ workload_name, pods: n, node, label }) => ({
    message: `${count(n, 'pod')} of ${workload_name || 'the workload'} ${n === 1 ? 'runs' : 'run'} on physical nodes (${node}): nothing sends ${n === 1 ? 'it' : 'them'} to CCI.`,
    cause: `The pod template has ${label === null ? 'no label bursting.cci.io/burst-to-cci' : `the label bursting.cci.io/burst-to-cci: ${label}`}. Without it, or with "off", pods stay on the nodes of the cluster.`,
    remedy: `Add ${LABEL} to the labels of the pod template (spec.template.metadata.labels); "auto" and "localPrefer" let the scheduler choose.`,
  }),
  'pod-size-unsupported': ({ pods: names, problem, cpu, memory }) => ({
    message: `CCI has no size for ${pods(names)}${problem === 'no_size' ? ': no container says how much CPU and memory it needs' : ` (CPU ${cpu || 'not given'}, memory ${memory || 'not given'})`}.`,
    cause:
      problem === 'too_large'
        ? 'The largest pod on CCI has 64 vCPU and 512 GiB of memory.'
        : 'CCI has fixed sizes, from 0.25 vCPU with 0.5 GiB up, with 1 to 8 GiB for each vCPU; it takes the next larger one that fits.',
    remedy: 'Give the containers requests and limits that fit, the same values for both: a larger limit is what is charged.',
  }),
  'pod-unschedulable': ({ pods: names, detail }) => ({
    message: `No node takes ${pods(names)}${because(detail)}.`,
    cause: 'The virtual node is there; what else the pods ask for keeps them away from it.',
    remedy:
      'Compare what the scheduler says with nodeSelector, affinity, tolerations and volumes of the pods: CCI takes no hostPath, no host network, no DaemonSet.',
  }),
  'workload-crashloop': ({ pods: names, restarts, reason, exit_code }) => ({
    message: `${pods(names)} of the workload ${names.length === 1 ? 'ends' : 'end'} again and again (${count(restarts, 'restart')}; last: ${reason || 'no reason given'}${exit_code === null ? '' : `, exit code ${exit_code}`}).`,
    cause:
      reason === 'OOMKilled'
        ? 'It needs more memory than its limit.'
        : 'Place and image are there, so bursting is not the matter: the program ends by itself.',
    remedy:
      reason === 'OOMKilled'
        ? 'Raise the memory limit of the container, and its request to the same value: on CCI both make the size of the pod.'
        : 'Begin with what it printed last, in the thread; all that was read is in the file of logs.',
  }),
};
