/** The Kubernetes API as actions see it: lists arrive page by page and are reduced as they stream, so that 50,000 pods fit in little memory. */

import type { Condition } from './workloads.ts';

export interface Node {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly unschedulable: boolean;
  readonly taints: readonly { readonly key: string; readonly value: string; readonly effect: string }[];
  /** Quantities as Kubernetes writes them: `cpu`, `memory`, `pods`. */
  readonly allocatable: Readonly<Record<string, string>>;
  /** The condition `Ready`: `True`, `False`, `Unknown`; null when there is none. */
  readonly ready: string | null;
  readonly conditions: readonly Condition[];
  readonly architecture: string | null;
}

/** What one container asks for; `restartPolicy: Always` on an init container makes it a sidecar. */
export interface ContainerRequests {
  readonly cpu: string | null;
  readonly memory: string | null;
  readonly restartAlways: boolean;
}

export interface Pod {
  readonly namespace: string;
  readonly name: string;
  readonly nodeName: string | null;
  readonly phase: string;
  readonly containers: readonly ContainerRequests[];
  readonly initContainers: readonly ContainerRequests[];
  readonly overhead: { readonly cpu: string | null; readonly memory: string | null };
}

export interface Nodes {
  /** Pages of nodes, to the last one. */
  pages(signal: AbortSignal): AsyncIterable<readonly Node[]>;
}
export interface Pods {
  /** Pages of the pods that hold a place on a node (all namespaces, not `Succeeded` or `Failed`), to the last one. */
  runningPages(signal: AbortSignal): AsyncIterable<readonly Pod[]>;
}
