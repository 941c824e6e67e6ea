import { managed, uidOf } from '../../cluster/apply.ts';
import type { KubernetesObject, Objects } from '../../cluster/state.ts';
import { namespaceOf } from '../../cluster/writes.ts';
import { siteOf } from '../../site.ts';
import type { World } from '../../world.ts';
import type { PlanScenario } from '../plans/plan-scenario.ts';

/** One situation in which somebody wants a smoke workload. */
export interface SmokeScenario extends PlanScenario {
  /** What all its pods are in the end: a phase, or why their container waits. */
  readonly pods?: string;
}

export const LAB = 'cci2-burst-lab';
export const DEMO = 'cci2-burst-demo';
export const CREATE = { namespace: 'create', deployment: 'create' } as const;
const HOST = 'swr.cn-north-4.myhuaweicloud.com';
/** The fittest image in the story's registry. */
export const NGINX = `${HOST}/team-payments/nginx:stable`;

/** Everything that is there already, of one kind. */
const all = (objects: Objects): KubernetesObject[] =>
  Array.from({ length: objects.length }, (_, i) => objects.at(i)).filter((each) => each !== undefined);

/** A namespace in the cluster `prod`. */
export function addNamespace(world: World, name: string, phase: 'Active' | 'Terminating' = 'Active'): void {
  const { kubernetes } = siteOf(world, 'prod').cluster;
  kubernetes.namespaces = [...all(kubernetes.namespaces), namespaceOf(name, {}, Date.UTC(2026, 10, 20), phase)];
}

interface Existing {
  readonly image?: string;
  readonly replicas?: number;
  /** The label that says who made it; null: none. */
  readonly madeBy?: string | null;
  /** Whether its pods are for CCI. */
  readonly onCci?: boolean;
  /** Who else has set what: parts of a Deployment. */
  readonly others?: Readonly<Record<string, Record<string, unknown>>>;
}

/** The Deployment of an earlier smoke plan, or one that looks like it, in a namespace of its own. */
export function addDeployment(
  world: World,
  { image = NGINX, replicas = 2, madeBy = 'bursting', onCci = true, others = {} }: Existing,
): void {
  addNamespace(world, LAB);
  const podLabels = { app: DEMO, ...(onCci ? { 'bursting.cci.io/burst-to-cci': 'enforce' } : {}) };
  const size = { cpu: '250m', memory: '512Mi' };
  const spec = {
    replicas,
    selector: { matchLabels: { app: DEMO } },
    template: {
      metadata: { labels: podLabels },
      spec: {
        containers: [
          {
            name: 'nginx',
            image,
            imagePullPolicy: 'IfNotPresent',
            ports: [{ containerPort: 80, protocol: 'TCP' }],
            resources: { requests: size, limits: size },
          },
        ],
        imagePullSecrets: [{ name: 'default-secret' }],
      },
    },
  };
  const labels = {
    ...podLabels,
    'bursting.cci.io/burst-to-cci': 'enforce',
    ...(madeBy === null ? {} : { 'app.kubernetes.io/managed-by': madeBy }),
  };
  const { kubernetes } = siteOf(world, 'prod').cluster;
  kubernetes.deployments = [
    ...all(kubernetes.deployments),
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: {
        name: DEMO,
        namespace: LAB,
        uid: uidOf('Deployment', LAB, DEMO),
        generation: 1,
        resourceVersion: '918273',
        creationTimestamp: '2026-11-20T08:00:00Z',
        labels,
        managedFields: [
          managed(madeBy === 'bursting' ? 'bursting' : 'kubectl-create', madeBy === 'bursting' ? 'Apply' : 'Update', {
            metadata: { labels },
            spec,
          }),
          ...Object.entries(others).map(([manager, sets]) => managed(manager, 'Update', sets)),
        ],
      },
      spec,
    },
  ];
}
