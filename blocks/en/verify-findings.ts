import type { VerifyFacts } from '../../src/core/findings/verify.ts';
import type { Words } from './findings.ts';
import { because, count, waitDetail } from './phrases.ts';

const DIAGNOSE = 'Run diagnose: it looks for the cause in the settings, the pods and the logs of the add-on, and in the network.';

const FAILED_PULL = /^(ErrImagePull|ImagePullBackOff|ErrImageNeverPull|InvalidImageName|RegistryUnavailable)$/;

/** What a person can do about a pod that waits, by the reason Kubernetes gives. */
const forWaiting = (reason: string, pod: string): string => {
  if (FAILED_PULL.test(reason)) return 'Run diagnose for this workload: it tells a wrong image from a missing VPC endpoint.';
  if (reason === 'CrashLoopBackOff' || reason === 'Error' || reason === 'OOMKilled')
    return `Read what it printed (kubectl logs ${pod} --previous): the program itself ends.`;
  if (reason === 'Unschedulable') return 'Run diagnose for this workload: the scheduler finds no node for it.';
  return 'Give it a minute, because the first pull of an image takes that long; then run verify again, or with wait=5m.';
};

/** Sentences for what `verify` finds. */
export const verifyFindings: { readonly [C in keyof VerifyFacts]: (facts: VerifyFacts[C]) => Words } = {
  addon_not_installed: () => ({
    message: 'The add-on virtual-kubelet (CCE Cloud Bursting Engine for CCI) is not installed: nothing connects the cluster to CCI.',
    remedy: 'Plan it with setup.',
  }),
  virtual_node_missing: () => ({
    message: 'The cluster has no virtual node (bursting-node), so no pod can be put on CCI.',
    remedy: `It appears a minute or two after the add-on is running. If it does not: ${DIAGNOSE.replace('Run', 'run')}`,
  }),
  virtual_node_not_ready: ({ name, status, reason, detail }) => ({
    message: `Virtual node ${name} is not Ready (${[status ?? 'not known', reason].filter(Boolean).join(', ')})${because(detail)}.`,
    remedy: DIAGNOSE,
  }),
  virtual_node_cordoned: ({ name, zone, fault }) =>
    fault === null
      ? {
          message: `Virtual node ${name} is cordoned: running pods stay, new ones are not put there.`,
          remedy: `Ask who cordoned it and why; kubectl uncordon ${name} opens it again.`,
        }
      : {
          message: `Virtual node ${name} is cordoned, because the availability zone${zone === null ? '' : ` ${zone}`} has a fault (${fault}).`,
          remedy: 'Wait: the add-on opens it again when the zone has recovered. Do not uncordon it by hand.',
        },
  workload_not_found: ({ namespace, workload_name }) =>
    workload_name === null
      ? {
          message: `Namespace ${namespace} has no pods.`,
          remedy: `Check the name of the namespace, and whether anything is deployed there (kubectl get deployments -n ${namespace}).`,
        }
      : {
          message: `There is no Deployment ${workload_name} in namespace ${namespace}, and no pod with the label app=${workload_name}.`,
          remedy: 'Check namespace and workload_name; smoke deploys a workload to try it with.',
        },
  workload_scaled_to_zero: ({ namespace, workload_name }) => ({
    message: `${workload_name} wants no pods: it is scaled to 0.`,
    remedy: `Scale it up: kubectl scale deployment ${workload_name} -n ${namespace} --replicas=1`,
  }),
  pods_missing: ({ wanted, found, reason, detail }) => ({
    message: `${found} of ${count(wanted, 'wanted pod')} ${found === 1 ? 'exists' : 'exist'}${because([reason, detail].filter(Boolean).join(': '))}.`,
    remedy:
      reason === ''
        ? 'Give it a minute, then run verify again; the events say why if it stays so.'
        : 'Settle what the reason names (a quota, an admission rule), then run verify again.',
  }),
  pods_not_ready: ({ ready, total, pod, reason, detail, ended }) => ({
    message: `${ready} of ${count(total, 'pod')} ${ready === 1 ? 'is' : 'are'} ready${pod === '' ? '' : `; ${pod} waits`}${because([reason, waitDetail({ reason, message: detail, ended })].filter(Boolean).join(': '))}.`,
    remedy: forWaiting(reason, pod),
  }),
  pods_elsewhere: ({ elsewhere, total, node }) => ({
    message: `${elsewhere} of ${count(total, 'pod')} ${elsewhere === 1 ? 'runs' : 'run'} on physical nodes (${elsewhere > 1 ? 'the most on ' : ''}${node}), not on CCI.`,
    remedy:
      'To put them on CCI only, give the pod template the label bursting.cci.io/burst-to-cci: enforce. Pods that exist stay where they are until they are made again.',
  }),
  rollout_under_way: ({ workload_name }) => ({
    message: `A rollout of ${workload_name} is under way: pods of an older version are still there.`,
    remedy: 'Wait until it is done, then run verify again, or with wait=5m.',
  }),
  workload_by_label: ({ workload_name, label }) => ({
    message: `No Deployment ${workload_name} has pods of its own; these were found by the label ${label}. How many are wanted is not known.`,
    remedy: 'If it has another name, give that as workload_name.',
  }),
};
