import type { AddonFault } from '../../src/core/finding.ts';
import type { DiagnoseFacts } from '../../src/core/findings/diagnose.ts';
import { type Explained, wayFindings } from './diagnose-way-findings.ts';
import { because, count, list } from './phrases.ts';
import { isAre, pods } from './plural.ts';
import { categoryName } from './terms.ts';

/** How many names a sentence carries. */
const NAMES = 3;

const CONSOLE = 'CCE console, Add-ons, virtual-kubelet';
const SUPPORT = 'open a ticket with Huawei Cloud support';

/** Field and value of each fault, with what belongs there. */
const corrections = (faults: readonly AddonFault[]): string => {
  const [first] = faults;
  const same = faults.every(({ value, expected }) => value === first?.value && expected === first?.expected);
  const fields = list(
    faults.map(({ field }) => field),
    6,
  );
  if (first && same) return `${fields}: ${first.value ?? '(not set)'}${first.expected === null ? '' : `, where ${first.expected} belongs`}`;
  return list(
    faults.map(({ field, value, expected }) => `${field} is ${value ?? '(not set)'}${expected === null ? '' : `, should be ${expected}`}`),
    6,
  );
};

const status = ({ status: said, detail }: { status: string; detail: string }): string =>
  `The add-on is ${said || 'in no status'}${because(detail)}.`;

const others = (has: boolean): string => (has ? ' Other virtual nodes take pods meanwhile.' : ' No other virtual node takes pods.');

/** Sentences for what `diagnose` finds: what is wrong, why, and what to do, for somebody who sees it for the first time. */
export const diagnoseFindings: { readonly [C in keyof DiagnoseFacts]: (facts: DiagnoseFacts[C]) => Explained } = {
  ...wayFindings,

  'cluster-not-available': ({ phase }) => ({
    message: `The cluster is in phase ${phase || '(not named)'}, not Available.`,
    cause: 'While a cluster sleeps, is changed or has failed, nothing in it runs, the add-on neither.',
    remedy: /^(Hibernat|Awak)/.test(phase)
      ? 'Wake it up in the CCE console, wait for Available, then run diagnose again.'
      : 'Wait until the CCE console shows it as Available, then run diagnose again.',
  }),
  'cluster-not-supported': ({ category, mode }) => ({
    message: `A cluster with the container network ${mode || '(unknown)'}${category ? ` (${categoryName(category)})` : ''} cannot burst to CCI 2.0.`,
    cause: 'Pods on CCI get addresses of the VPC; with a tunnel network the cluster and they could not talk to each other.',
    remedy: 'Use a CCE Turbo cluster: the network of a cluster cannot be changed.',
  }),
  'cidr-overlap': ({ subnet_name, subnet_id, cidr, reserved }) => ({
    message: `Subnet ${subnet_name} (${subnet_id}) is ${cidr} and overlaps ${reserved}.`,
    cause: `CCI keeps ${reserved} for its own Services: addresses in both lead nowhere.`,
    remedy: 'Use subnets outside that range: the range of a subnet cannot be changed.',
  }),

  'addon-missing': () => ({
    message: 'The add-on virtual-kubelet (CCE Cloud Bursting Engine for CCI) is not installed.',
    cause: 'It is what makes the virtual node and starts pods on CCI; without it there is no way there.',
    remedy: 'Plan it with setup; an approver has to say yes before anything is installed.',
  }),
  'addon-version-too-old': ({ version, first_supported }) => ({
    message: `The add-on is ${version}, which does not know CCI 2.0.`,
    cause: `CCI 2.0 came with version ${first_supported}.`,
    remedy: `Plan an upgrade with setup, to ${first_supported} or later.`,
  }),
  'arm-unsupported': ({ version, first_supported, nodes }) => ({
    message: `The add-on is ${version} and does not run on Arm; ${nodes === null ? 'this is an Arm cluster' : count(nodes, 'node is Arm', 'nodes are Arm')}.`,
    cause: `Arm is supported from version ${first_supported} on; older ones skip Arm nodes.`,
    remedy: `Plan an upgrade with setup, to ${first_supported} or later.`,
  }),
  'addon-swapped-subnet': ({ faults }) => ({
    message: `The add-on was given the wrong kind of subnet id (${corrections(faults)}).`,
    cause:
      'Every subnet has two ids that look alike: the VPC subnet id ("Network ID") and the IPv4 subnet id. The add-on needs the IPv4 subnet id; it takes the other one without a word and never gets its virtual node ready.',
    remedy: `Plan the repair with setup, or correct the values by hand (${CONSOLE}, Edit).`,
  }),
  'addon-foreign-subnet': ({ faults }) => ({
    message: `The add-on was given a subnet that is not in the VPC of this cluster (${corrections(faults)}).`,
    cause: 'Pods on CCI get their addresses from that subnet; in another VPC the cluster does not reach them.',
    remedy: `Plan the repair with setup, or correct the values by hand (${CONSOLE}, Edit).`,
  }),
  'project-id-or-iam': ({ fault, project_id }) =>
    fault === null
      ? {
          message: 'Huawei Cloud refuses what the add-on asks for: its log speaks of the project or of missing permissions.',
          cause: `Either CCI was never authorised for this account, or the agency of the add-on lost a permission, or it works for another project than ${project_id}.`,
          remedy:
            'Open the CCI 2.0 console once in this region and authorise it when asked; then check the agencies (IAM console, Agencies) and run diagnose again.',
        }
      : {
          message: `The add-on ${fault.problem === 'missing' ? 'was given no project id' : `works for another project (${fault.field}: ${fault.value ?? ''})`}.`,
          cause: `It can start pods only in the project of this cluster, ${project_id}; without it Huawei Cloud refuses what it asks for.`,
          remedy: `Plan the repair with setup, or set ${fault.field} to ${project_id} by hand (${CONSOLE}, Edit).`,
        },
  'region-mismatch': ({ version }) => ({
    message: 'The add-on says that its region does not match that of the cluster.',
    cause: `Versions of the add-on spell regions differently${version === null ? '' : `; ${version} is installed`}. The bot never guesses such a spelling.`,
    remedy: `Check the region in the values of the add-on against the documentation of its version (${CONSOLE}); if it is right, ${SUPPORT}.`,
  }),
  'subnet-or-network': () => ({
    message: 'The add-on says that it cannot use a subnet or network that it was given.',
    cause: 'Mostly a VPC subnet id stands where the IPv4 subnet id of the same subnet belongs; sometimes the subnet was deleted.',
    remedy: `Run precheck: it compares every subnet id with the VPC. Then compare the values of the add-on (${CONSOLE}) with the subnets in the VPC console.`,
  }),
  'resource-pressure': ({ pods: names }) => ({
    message: `The nodes of the cluster have too little CPU or memory free for ${names.length === 0 ? 'the add-on' : `${pods(names)} of the add-on`}.`,
    cause:
      'The pods of the add-on run on ordinary nodes of the cluster, not on CCI. Without room for them nothing connects the cluster to CCI.',
    remedy: 'Run capacity to see what is free; then add a node (resize-nodepool plans it), or free some room.',
  }),
  'bursting-node-disabled': () => ({
    message: 'The virtual node is switched off: enableBurstingNode is false in the config map kube-system/bursting-status.',
    cause: 'The add-on writes that config map itself, about once a minute: it is what the add-on thinks, not where it is told.',
    remedy: `Switch bursting to CCI on in the settings of the add-on (${CONSOLE}, Edit). Do not patch the config map: it is overwritten. If the setting is on, ${SUPPORT}.`,
  }),
  'addon-pods-pending': ({ pods: names, reason, detail }) => ({
    message: `${pods(names)} of the add-on ${isAre(names)} not running: no node takes ${names.length === 1 ? 'it' : 'them'} (${reason || 'Unschedulable'}${because(detail)}).`,
    cause: 'The pods of the add-on need ordinary nodes: enough room, and no taint that keeps them away.',
    remedy: 'Run capacity to see which nodes take pods; remove what the reason names.',
  }),
  'addon-crashloop': ({ pods: names, restarts, reason, exit_code }) => ({
    message: `${pods(names)} of the add-on ${names.length === 1 ? 'ends' : 'end'} again and again (${count(restarts, 'restart')}; last: ${reason || 'no reason given'}${exit_code === null ? '' : `, exit code ${exit_code}`}).`,
    cause:
      reason === 'OOMKilled'
        ? 'It needs more memory than it may have: with many pods and config maps the add-on grows.'
        : 'What it printed before it ended is in the logs below; none of the known causes is among it.',
    remedy:
      reason === 'OOMKilled'
        ? `Choose a larger flavor for the add-on (${CONSOLE}, Edit): 2 vCPU and 4 GiB for each 1,000 pods.`
        : `Read the last lines of its log; if they do not say what to do, ${SUPPORT} with them.`,
  }),
  'multiple-active-addon-replicasets': ({ deployment, replica_sets }) => ({
    message: `A rollout of ${deployment || 'the add-on'} has not ended: ${count(replica_sets.length, 'replica set')} of it still want pods (${list(replica_sets, NAMES)}).`,
    cause: 'New pods of it do not become ready, so the old ones stay.',
    remedy: `Look at it: kubectl rollout status deployment/${deployment || '<name>'} -n kube-system, and the pods of the newest replica set. Delete none of them: the Deployment would make it again.`,
  }),

  'addon-status-abnormal': (facts) => ({
    message: status(facts),
    cause: 'Some of its pods are not ready, and nothing else that was looked at says why.',
    remedy: `Look at its pods and their events (kubectl get pods -n kube-system); run diagnose again in some minutes. If it stays so, ${SUPPORT}.`,
  }),
  'addon-status-install-failed': (facts) => ({
    message: status(facts),
    cause: 'Its installation ended before it was running.',
    remedy: 'Mend what the reason names, then plan setup again.',
  }),
  'addon-status-upgrade-failed': (facts) => ({
    message: status(facts),
    cause: 'Its upgrade ended before the new version was running; the old one may still be.',
    remedy: 'Mend what the reason names, then plan setup again.',
  }),
  'addon-status-rollback-failed': (facts) => ({
    message: status(facts),
    cause: 'An upgrade went wrong, and so did the way back.',
    remedy: `Look at it in the console (${CONSOLE}); if it cannot be upgraded again, ${SUPPORT}.`,
  }),
  'addon-status-delete-failed': (facts) => ({
    message: status(facts),
    cause: 'Somebody uninstalled it, and not all of it went away.',
    remedy: `Ask who uninstalled it, and finish that in the console (${CONSOLE}); then plan setup if it is wanted back.`,
  }),
  'addon-status-changing': (facts) => ({
    message: `The add-on is being changed right now (${facts.status}).`,
    cause: 'Until that is done its pods come and go, and the virtual node may be away.',
    remedy: 'Wait some minutes; verify with wait=5m watches until it is done.',
  }),
  'addon-status-unknown': (facts) => ({
    message: status(facts),
    cause: 'That status is in no documentation, so nobody can say that it is well.',
    remedy: `Look at it in the console (${CONSOLE}).`,
  }),

  'virtual-node-missing': () => ({
    message: 'The cluster has no virtual node (bursting-node), so no pod can be put on CCI.',
    cause: 'The add-on makes it once it works; nothing that was looked at says why it has not.',
    remedy: 'Wait some minutes if the add-on is new. Else read the logs of its pod virtual-kubelet, attached here, from the end.',
  }),
  'virtual-node-notready': ({ nodes, reason, detail, others: open }) => ({
    message: `Virtual node ${list(nodes, NAMES)} ${isAre(nodes)} not Ready${because([reason, detail].filter(Boolean).join(': '))}.${others(open)}`,
    cause: 'The add-on does not reach CCI for it; nothing else that was looked at says why.',
    remedy: `Read the logs of its pod virtual-kubelet, attached here, from the end. If they do not say what to do, ${SUPPORT} with them.`,
  }),
  'virtual-node-cordoned': ({ nodes, others: open }) => ({
    message: `Virtual node ${list(nodes, NAMES)} ${isAre(nodes)} cordoned: no new pod is put there.${others(open)}`,
    cause: 'Somebody did that by hand: no condition of the node speaks of a fault.',
    remedy: `Ask who did it and why; kubectl uncordon ${nodes[0] ?? '<name>'} opens it again.`,
  }),
  'az-fault': ({ nodes, zones, fault, others: open }) => ({
    message: `Availability zone ${zones.length === 0 ? '(not named)' : list(zones, NAMES)} has a fault (${fault}); ${list(nodes, NAMES)} ${isAre(nodes)} cordoned.${others(open)}`,
    cause: 'The add-on cordons the virtual node of a zone that has a fault, so that no pod is started there. Running pods stay.',
    remedy: 'Wait until the zone has recovered: the add-on opens the node again. Do not uncordon it by hand.',
  }),
};
