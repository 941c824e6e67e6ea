import { definePlanAction } from '../core/action.ts';
import { clusterKey } from '../core/plan.ts';
import { imageChoices } from './images/image-choices.ts';
import { imageNeeds } from './images.ts';
import { precheck } from './precheck.ts';
import { lookForSmoke } from './smoke/look.ts';
import { params, type SmokeParams } from './smoke/parameters.ts';
import { planSmoke } from './smoke/plan.ts';
import { readSmoke, type SmokeState } from './smoke/read.ts';
import { namespaceOf, workloadOf } from './smoke/steps.ts';
import { deploymentOf, OWN_LABELS, RUN } from './smoke/workload.ts';

/** A web server that runs on CCI and nowhere else: whether bursting works shows in its pods. */
export const smoke = definePlanAction<SmokeParams, SmokeState>({
  kind: 'plan',
  summary: 'Run a small web server on CCI, to see whether bursting works',
  skillAction: 'huawei_deploy_cce_cci_smoke_workload',
  examples: ['smoke prod', 'smoke prod image=swr.cn-north-4.myhuaweicloud.com/team/nginx:1.27 replicas=3'],
  params,
  parameterHelp: {
    namespace: 'Namespace, made if there is none (default: cci2-burst-lab)',
    workload_name: 'Name of the Deployment (default: cci2-burst-demo)',
    image: 'Image to run (default: the fittest in SWR; /bursting images shows it)',
    replicas: 'Number of pods, 1 to 10 (default: 2)',
  },
  form: [{ heading: 'workload', parameters: ['image', 'replicas', 'namespace', 'workload_name'] }],
  options: { image: imageChoices },
  needs: [...precheck.needs, ...imageNeeds],
  // In the cluster its own rights count: create namespaces, get and patch deployments.
  writeNeeds: [],
  timeoutMs: 150_000,
  settleMs: 60_000,
  remindAfterMs: 24 * 3_600_000,

  read: readSmoke,

  report: ({ precheck: result, choice }) => ({
    success: result.success,
    precheck: result,
    image: choice.image,
    image_source: choice.image === null ? null : choice.source,
    selection_reason: choice.image === null ? null : choice.reason,
  }),

  plan: planSmoke,

  writes({ namespace, name }, { target }) {
    const cluster = clusterKey(target);
    return { leases: [cluster], resources: [`${cluster}/${namespace}/${name}`] };
  },

  look: lookForSmoke,

  async write(step, { ports, signal }, runId) {
    if (step.id === 'namespace') return ports.namespaces.create(namespaceOf(step), OWN_LABELS, signal);
    return ports.deployments.apply({ ...deploymentOf(workloadOf(step)), annotations: { [RUN]: runId } }, signal);
  },

  next: ({ namespace, workload_name }) => [{ command: 'verify', params: { namespace, workload_name, wait: '5m' }, how: 'itself' }],
});
