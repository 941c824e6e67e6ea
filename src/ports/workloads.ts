/**
 * What runs in the cluster, as actions see it: read only, and of each object only the fields that are used. Lists arrive page by page, to
 * the last one. Everything throws `BotError` with the verb and the resource it was refused (`list pods`); a name that does not exist is null.
 */

/** Objects to list: all of these labels and fields have exactly these values, the server does the choosing. */
export interface Selection {
  readonly labels?: Readonly<Record<string, string>>;
  /** Those that Kubernetes can select this kind of object by: `spec.nodeName`, `involvedObject.name`, ... */
  readonly fields?: Readonly<Record<string, string>>;
}

/** A condition of a node, pod or deployment. `status`: `True`, `False`, `Unknown`. */
export interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason: string;
  readonly message: string;
}

/** The object that made another one and keeps it. */
export interface Owner {
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
}

/** Why a container waits or ended. */
export interface Halt {
  /** `ImagePullBackOff`, `CrashLoopBackOff`, `OOMKilled`, `Error`, ... */
  readonly reason: string;
  readonly message: string;
  /** Null: it waits. */
  readonly exitCode: number | null;
}

/** Kubernetes quantities; null: not given. */
interface Amounts {
  readonly cpu: string | null;
  readonly memory: string | null;
}

/** One container as it was asked for, and as it is. */
export interface ContainerDetail {
  readonly name: string;
  readonly kind: 'container' | 'init';
  readonly image: string;
  readonly requests: Amounts;
  readonly limits: Amounts;
  readonly ready: boolean;
  readonly restarts: number;
  readonly waiting: Halt | null;
  readonly terminated: Halt | null;
  /** How it ended the time before. */
  readonly lastTerminated: Halt | null;
}

export interface PodDetail {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  readonly labels: Readonly<Record<string, string>>;
  /** The annotation `resource.cci.io/pod-size-specs`: the size on CCI, whatever the containers ask for. Null: not set. */
  readonly sizeSpecs: string | null;
  /** Its controller; null: somebody made the pod by hand. */
  readonly owner: Owner | null;
  readonly nodeName: string | null;
  /** `Pending`, `Running`, `Succeeded`, `Failed`, `Unknown`. */
  readonly phase: string;
  /** Of the pod as a whole: `Evicted`, ... */
  readonly reason: string;
  readonly message: string;
  /** Being deleted. */
  readonly deleting: boolean;
  readonly conditions: readonly Condition[];
  /** Init containers first, in the order in which they start. */
  readonly containers: readonly ContainerDetail[];
}

export interface Deployment {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  /** How many pods are wanted. */
  readonly replicas: number;
  readonly readyReplicas: number;
  /** Whether its controller has seen its newest version: until then its pods are those of an older one. */
  readonly observed: boolean;
  /** Labels that its pods get. */
  readonly podLabels: Readonly<Record<string, string>>;
  readonly conditions: readonly Condition[];
}

export interface ReplicaSet {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  readonly owner: Owner | null;
  /** How many pods are wanted. */
  readonly replicas: number;
  readonly readyReplicas: number;
  /** Of its Deployment (`deployment.kubernetes.io/revision`); null: not said. */
  readonly revision: number | null;
}

export interface Workloads {
  pods(namespace: string, selection: Selection, signal: AbortSignal): AsyncIterable<readonly PodDetail[]>;
  deployment(namespace: string, name: string, signal: AbortSignal): Promise<Deployment | null>;
  replicaSets(namespace: string, selection: Selection, signal: AbortSignal): AsyncIterable<readonly ReplicaSet[]>;
}

export interface KubernetesEvent {
  readonly namespace: string;
  /** `Normal`, `Warning`. */
  readonly type: string;
  readonly reason: string;
  readonly message: string;
  /** How often it was seen; at least 1. */
  readonly count: number;
  /** When it was seen last (ISO 8601); empty: not said. */
  readonly lastSeen: string;
  readonly object: { readonly kind: string; readonly name: string; readonly uid: string };
  /** Who reports: `kubelet`, `virtual-kubelet/pod-controller`, ... */
  readonly reporter: string;
}

export interface Events {
  /**
   * The latest `most` events that `keep` keeps, newest first, without secrets in their messages. A list of events has no order: all of it is read, and only so many are ever held.
   * `namespace` null: of all namespaces.
   */
  latest(
    namespace: string | null,
    selection: Selection,
    keep: (event: KubernetesEvent) => boolean,
    most: number,
    signal: AbortSignal,
  ): Promise<readonly KubernetesEvent[]>;
}

export interface ConfigMaps {
  /** Its `data`; null: there is none of that name. */
  get(namespace: string, name: string, signal: AbortSignal): Promise<Readonly<Record<string, string>> | null>;
}

/** Which of a container's logs. */
interface LogQuery {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  /** Of the container before its last restart. */
  readonly previous: boolean;
  /** Lines from the end. */
  readonly tailLines: number;
}

export interface Logs {
  /**
   * The last lines, each with its time in front, without secrets, and of those no more than the last 64 KiB. Throws `bad_request` for a container that has
   * no such log (yet).
   */
  tail(query: LogQuery, signal: AbortSignal): Promise<string>;
}
