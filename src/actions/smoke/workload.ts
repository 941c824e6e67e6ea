import type { DeploymentSpec } from '../../ports/deployments.ts';

/** What differs from one smoke workload to the next; everything else of it is always the same. */
export interface Workload {
  readonly namespace: string;
  readonly name: string;
  readonly image: string;
  readonly replicas: number;
}

/** Who made an object (Kubernetes, recommended labels). */
const MANAGED_BY = 'app.kubernetes.io/managed-by';
const BURSTING = 'bursting';
/** The run that made it: evidence for people, on the Deployment only, so that it changes no pod. */
export const RUN = 'bursting/run';
/** On CCI and nowhere else. It must be there before a pod is made, so it is on the pod template. */
const BURST_TO_CCI = 'bursting.cci.io/burst-to-cci';
/** CCE makes one in each namespace, for SWR. CCI knows it and `imagepull-secret`, and no other (CCI documentation). */
const PULL_SECRET = 'default-secret';
/** The smallest pod that CCI has (0.25 vCPU, 0.5 GiB). Requests equal limits: else a larger one is charged. */
export const POD_SIZE = { cpu: '250m', memory: '512Mi' } as const;

export const OWN_LABELS = { [MANAGED_BY]: BURSTING } as const;

/** The whole Deployment of a smoke workload: a web server, on CCI. */
export const deploymentOf = ({ namespace, name, image, replicas }: Workload): DeploymentSpec => {
  const podLabels = { app: name, [BURST_TO_CCI]: 'enforce' };
  return {
    namespace,
    name,
    labels: { ...podLabels, ...OWN_LABELS },
    replicas,
    selector: { app: name },
    podLabels,
    containers: [{ name: 'nginx', image, imagePullPolicy: 'IfNotPresent', ports: [80], requests: POD_SIZE, limits: POD_SIZE }],
    imagePullSecrets: [PULL_SECRET],
  };
};

/** Whether an object says that the bot made it. */
export const isOurs = ({ labels }: { readonly labels: Readonly<Record<string, string>> }): boolean => labels[MANAGED_BY] === BURSTING;
