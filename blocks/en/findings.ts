import type { Code, Facts, FailureCode, Service, SubnetRole } from '../../src/core/finding.ts';
import { diagnoseFindings } from './diagnose-findings.ts';
import { guideFindings } from './guide-findings.ts';
import { imageFindings, SWR_GRANT } from './image-findings.ts';
import { nodePoolFindings } from './node-pool-findings.ts';
import { opsFindings } from './ops-findings.ts';
import { AGAIN, because } from './phrases.ts';
import { planFindings } from './plan-findings.ts';
import { setupFindings } from './setup-findings.ts';
import { smokeFindings } from './smoke-findings.ts';
import { ADDON, categoryName, ENDPOINT_PROBLEM, HEADROOM, PURPOSE, REFUSED } from './terms.ts';
import { verifyFindings } from './verify-findings.ts';

/** What is wrong, with its values, and the one thing to do next. Plain text: values appear as they are, escaping is the view's. */
export interface Words {
  readonly message: string;
  readonly remedy: string;
  /** Why it is so, where that is another matter than what is wrong. */
  readonly cause?: string;
}

export type FindingWords = { readonly [C in Code]: (facts: Facts[C]) => Words };

const SUPPORT = 'If it stays so, open a ticket with Huawei Cloud support.';

const at = (service: Service, operation: string): string => `${service} (${operation})`;

const ROLE: Readonly<Record<SubnetRole, { name: string; kind: string; other: string }>> = {
  vpcep_subnet_id: { name: 'endpoint subnet', kind: 'VPC subnet id ("Network ID")', other: 'IPv4 subnet id' },
  cci_subnet_id: { name: 'pod subnet', kind: 'IPv4 subnet id', other: 'VPC subnet id ("Network ID")' },
  subnet_id: { name: 'node subnet', kind: 'VPC subnet id ("Network ID")', other: 'IPv4 subnet id' },
};

/** What to do about a source that did not answer, by what is behind it. */
const UNREADABLE: Readonly<Record<FailureCode, { says: string; remedy: string }>> = {
  not_found: { says: 'answered "not found"', remedy: 'Check that region, project id and cluster id belong together.' },
  credentials_rejected: { says: 'rejected the access key', remedy: "Check the worker's HUAWEI_AK and HUAWEI_SK, and its clock." },
  credentials_missing: { says: 'was not asked: no access key', remedy: 'Set the variable for the worker and restart it.' },
  bad_request: { says: 'refused the request', remedy: 'Check the values named here; the rest is for whoever runs the bot.' },
  conflict: { says: 'reported a conflict', remedy: AGAIN },
  throttled: { says: 'asked to slow down', remedy: AGAIN },
  upstream_failed: { says: 'had an internal error', remedy: `${AGAIN} ${SUPPORT}` },
  upstream_unreadable: {
    says: 'answered something that is not in its documentation',
    remedy: 'Check that no proxy answers in its place, then try again.',
  },
  upstream_unreachable: { says: 'could not be reached', remedy: "Check the worker's network, DNS and proxy, then try again." },
  cluster_unreachable: {
    says: 'could not be reached',
    remedy: 'Bind an EIP to the API server (CCE console, cluster overview), or run a worker inside its VPC.',
  },
  cluster_untrusted: {
    says: 'showed a certificate that is not its own',
    remedy: 'Find out who answers at that address; until then the bot does not talk to it.',
  },
  project_not_found: { says: 'has no project for this region', remedy: "Set the cluster's projectId in the configuration." },
  timeout: { says: 'took too long', remedy: AGAIN },
  internal: { says: 'could not be read because of a mistake in the bot', remedy: 'Give the run id to whoever runs the bot.' },
};

export const findings: FindingWords = {
  ...guideFindings,
  ...planFindings,
  ...setupFindings,
  ...opsFindings,
  ...imageFindings,
  ...verifyFindings,
  ...nodePoolFindings,
  ...smokeFindings,
  ...diagnoseFindings,

  cluster_not_found: ({ cluster_id, region, project_id }) => ({
    message: `There is no cluster ${cluster_id} in region ${region}, project ${project_id}.`,
    remedy: 'Compare region, project id and cluster id with the cluster overview in the CCE console.',
  }),
  cluster_not_supported: ({ category, mode }) =>
    mode === 'vpc-router'
      ? {
          message: 'This is a Standard cluster with a VPC network (vpc-router). The bot supports those only where they are allowed.',
          remedy: 'Use a Turbo cluster, or set allowStandard: true for this cluster in the configuration.',
        }
      : {
          message: `Network mode ${mode || 'unknown'}${category ? ` (${categoryName(category)})` : ''} cannot burst to CCI 2.0.`,
          remedy: 'Use a Turbo cluster (network mode eni): the mode of a cluster cannot be changed.',
        },
  cluster_not_available: ({ phase }) => ({
    message: `The cluster is ${phase || 'in an unknown phase'}, not Available.`,
    remedy: /^(Hibernat|Awak)/.test(phase)
      ? 'Wake the cluster up in the CCE console, wait for Available, then run precheck again.'
      : 'Wait until the CCE console shows it as Available, then run precheck again.',
  }),
  vpc_unresolved: ({ cluster_id }) => ({
    message: `CCE names no VPC for cluster ${cluster_id}, so its subnets and endpoints cannot be found.`,
    remedy: 'Look at the network settings in the CCE console; if there is a VPC, open a ticket with Huawei Cloud support.',
  }),
  cci_subnet_unresolved: ({ mode }) =>
    mode === 'vpc-router'
      ? {
          message: 'A Standard cluster has no pod subnet of its own, and none was given.',
          remedy: 'Give cci_subnet_id: the IPv4 subnet id of a subnet in the VPC of this cluster (VPC console, Subnets).',
        }
      : {
          message: 'The cluster has no pod subnet, so CCI would not know where to put pods.',
          remedy: 'Add a pod subnet in the CCE console (cluster, Settings, Network), then run precheck again.',
        },
  subnet_unknown: ({ parameter, value, vpc_id }) =>
    value === ''
      ? {
          message: `There is no ${ROLE[parameter].name}: none was given, and the cluster names no host subnet.`,
          remedy: `Give ${parameter}: the ${ROLE[parameter].kind} of a subnet in VPC ${vpc_id} (VPC console, Subnets).`,
        }
      : {
          message: `The ${ROLE[parameter].name} ${value} is not a subnet of VPC ${vpc_id}.`,
          remedy: `Give ${parameter} the ${ROLE[parameter].kind} of a subnet in that VPC (VPC console, Subnets).`,
        },
  subnet_swapped: ({ parameter, value, expected, subnet_name }) => ({
    message: `${parameter} ${value} is the wrong id of subnet ${subnet_name}: its ${ROLE[parameter].other}, where its ${ROLE[parameter].kind} belongs.`,
    remedy: `Use ${parameter}=${expected}`,
  }),
  cidr_overlap: ({ subnet_name, subnet_id, cidr, reserved }) => ({
    message: `Subnet ${subnet_name} (${subnet_id}) is ${cidr} and overlaps ${reserved}, which ${reserved.startsWith('10.247.') ? 'CCI needs for its Services' : 'VPC Endpoint keeps for interface endpoints'}.`,
    remedy: 'Use a subnet outside that range: the range of a subnet cannot be changed.',
  }),
  addon_misconfigured: ({ field, problem, value, expected }) => ({
    message: `The installed add-on is set up wrong: ${field} ${problem === 'missing' ? 'is missing' : `is ${value ?? 'empty'}, ${ADDON[problem]}`}.`,
    remedy: `Let /bursting setup plan it, or set ${field} to ${expected ?? 'the IPv4 subnet id of a pod subnet'} (CCE console, Add-ons, virtual-kubelet, Edit).`,
  }),
  permission_denied: ({ service, operation, action, detail }) => ({
    message: `The bot lacks ${action || 'a permission'}, so ${at(service, operation)} refused it${because(detail)}.`,
    remedy:
      service === 'Kubernetes'
        ? `Grant ${action} to the bot's user in the cluster (CCE console, Permissions, namespace permissions).`
        : service === 'SWR'
          ? SWR_GRANT
          : `Allow ${action} for the bot's IAM user; "bursting policy" prints the least policies.`,
  }),
  source_unreadable: ({ service, operation, reason, detail }) => ({
    message: `${at(service, operation)} ${UNREADABLE[reason].says}${because(detail)}. What it would have said is not known.`,
    remedy: UNREADABLE[reason].remedy,
  }),

  endpoint_missing: ({ purpose, service_name }) => ({
    message: `There is no VPC endpoint for ${PURPOSE[purpose]}${service_name ? ` (${service_name})` : ''} in the VPC of this cluster.`,
    remedy:
      purpose !== 'obs'
        ? `Let /bursting vpcep plan it, or buy a VPC endpoint for ${service_name ?? purpose} in that VPC, with its private domain name (VPC Endpoint console).`
        : service_name
          ? `Let /bursting vpcep plan it, or buy a gateway endpoint for ${service_name}, bound to every route table of the VPC (VPC Endpoint console).`
          : 'Ask Huawei Cloud by service ticket for the OBS endpoint service name of your buckets, and give it to /bursting vpcep as obs_endpoint_service_name, or set obsEndpointServiceName in the configuration.',
  }),
  endpoint_not_ready: ({ purpose, service_name, endpoint_id, status, problem, detail }) => ({
    message: `The endpoint for ${PURPOSE[purpose]} (${service_name}, ${endpoint_id}) ${ENDPOINT_PROBLEM[problem].says(status, detail)}.`,
    remedy: ENDPOINT_PROBLEM[problem].remedy,
  }),
  low_headroom: ({ schedulable, best_cpu, best_memory, needed_cpu, needed_memory, reasons }) => ({
    message: [
      `The add-on's own pods may find no room: ${reasons.map((reason) => HEADROOM[reason]).join('; ') || 'too little is free'}.`,
      `Schedulable physical nodes: ${schedulable}.`,
      ...(best_cpu === null && best_memory === null ? [] : [`Best one: ${best_cpu ?? '?'} CPU and ${best_memory ?? '?'} free.`]),
      `Wanted: ${needed_cpu} CPU and ${needed_memory} on one node.`,
    ].join(' '),
    remedy:
      'Make a node pool larger with /bursting resize-nodepool, or, where its nodes are too small, make one of larger nodes with /bursting create-nodepool.',
  }),
  few_addresses: ({ subnet_name, subnet_id, available }) => ({
    message: `Subnet ${subnet_name} (${subnet_id}) has ${available} free addresses. Every node, every endpoint and every pod on CCI takes one.`,
    remedy: 'Free addresses, or use another subnet (VPC console, Subnets).',
  }),
  addon_busy: ({ status }) => ({
    message: `The add-on is ${status}: it is being changed right now.`,
    remedy: 'Wait until it is running or available, then run the command again.',
  }),
  addon_unhealthy: ({ status, detail }) => ({
    message: `The add-on is ${status || 'in an unknown status'}${because(detail)}.`,
    remedy: 'Look at its pods and events (CCE console, Add-ons, virtual-kubelet).',
  }),
  arm_nodes: ({ addon_version, first_supported, nodes }) => ({
    message: `${nodes ? `${nodes} Arm nodes` : 'Arm nodes'} need add-on ${first_supported} or later${addon_version ? `; it is ${addon_version}` : '; none is offered for this cluster'}.`,
    remedy: `Upgrade the add-on to ${first_supported} or later (CCE console, Add-ons), or keep its pods off Arm nodes.`,
  }),
  standard_cluster: ({ mode }) => ({
    message: `This is a Standard cluster (${mode}): allowed by the configuration, less tried than Turbo, and without pod subnets of its own.`,
    remedy: 'Have a cci_subnet_id ready: setup needs the IPv4 subnet id of a subnet in its VPC.',
  }),

  usage: ({ problem, example }) => ({ message: problem, remedy: `For example: ${example}` }),
  not_found: ({ service, operation, detail }) => ({
    message: `${at(service, operation)} found nothing${because(detail)}.`,
    remedy: UNREADABLE.not_found.remedy,
  }),
  credentials_rejected: ({ service, operation, detail }) => ({
    message: `${at(service, operation)} rejected the bot's access key${because(detail)}.`,
    remedy: UNREADABLE.credentials_rejected.remedy,
  }),
  credentials_missing: ({ variable }) => ({
    message: `The worker has no credentials: ${variable} is not set.`,
    remedy: `Set ${variable} and its secret key for the worker, then restart it.`,
  }),
  bad_request: ({ service, operation, code, detail }) => ({
    message: `${at(service, operation)} refused the request${code ? ` with ${code}` : ''}${because(detail)}.`,
    remedy: 'Correct the value it complains about and run the command again.',
  }),
  conflict: ({ service, operation, detail }) => ({
    message: `${at(service, operation)} reports a conflict${because(detail)}. Somebody else may be changing the same thing.`,
    remedy: AGAIN,
  }),
  throttled: ({ service, operation }) => ({
    message: `${at(service, operation)} asked to slow down and did not recover in time.`,
    remedy: AGAIN,
  }),
  upstream_failed: ({ service, operation, status, detail }) => ({
    message: `${at(service, operation)} failed with status ${status}${because(detail)}.`,
    remedy: `${AGAIN} ${SUPPORT}`,
  }),
  upstream_unreadable: ({ service, operation, detail }) => ({
    message: `${at(service, operation)} answered something that is not in its documentation${because(detail)}.`,
    remedy: UNREADABLE.upstream_unreadable.remedy,
  }),
  upstream_unreachable: ({ service, operation, detail }) => ({
    message: `${at(service, operation)} could not be reached${because(detail)}.`,
    remedy: UNREADABLE.upstream_unreachable.remedy,
  }),
  cluster_unreachable: ({ server, private: internal, detail }) => ({
    message: internal
      ? `The cluster has no public API endpoint, and this worker cannot reach ${server || 'its private one'}${because(detail)}.`
      : `The API server of the cluster (${server}) could not be reached${because(detail)}.`,
    remedy: internal
      ? UNREADABLE.cluster_unreachable.remedy
      : "Check that the security group cce-control lets the worker's address in on port 5443.",
  }),
  cluster_untrusted: ({ server, detail }) => ({
    message: `The API server at ${server} showed a certificate that is not the one of this cluster${because(detail)}.`,
    remedy: UNREADABLE.cluster_untrusted.remedy,
  }),
  project_not_found: ({ region }) => ({
    message: `This account has no project for region ${region}, or may not list projects.`,
    remedy: "Set the cluster's projectId in the configuration, or give project_id (console, My Credentials).",
  }),
  project_mismatch: ({ cluster, given, configured }) => ({
    message: `${cluster} belongs to ${configured}, but ${given} was given.`,
    remedy: 'Leave the parameter out, or correct the configuration.',
  }),
  not_allowed: ({ reason }) => ({
    message: REFUSED.get(reason) ?? `The worker's own configuration does not allow this (${reason}).`,
    remedy: 'Ask an operator whether gateway and worker run with the same configuration.',
  }),
  timeout: ({ seconds }) => ({ message: `It was not done within ${seconds} seconds, so it was stopped.`, remedy: AGAIN }),
  attempts_exhausted: ({ attempts }) => ({
    message: `${attempts} workers died while working on this.`,
    remedy: 'Look at the logs of the workers, memory first, then run the command again.',
  }),
  internal: ({ reference }) => ({
    message: `Something broke inside the bot (reference ${reference}).`,
    remedy: 'Give the reference to whoever runs the bot: the log has the rest.',
  }),
};
