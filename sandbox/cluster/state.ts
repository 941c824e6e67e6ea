/** An object of the Kubernetes API, in the wire's shape. */
export interface KubernetesObject {
  metadata: { name: string; namespace?: string; labels?: Record<string, string>; [key: string]: unknown };
  [key: string]: unknown;
}

/** Objects by place: an array, or a list that makes its objects when a page asks for them, so that 50,000 pods need no memory. */
export interface Objects {
  readonly length: number;
  at(index: number): KubernetesObject | undefined;
}

/** What the sandbox's API server holds, by resource. */
export interface KubernetesState {
  namespaces: Objects;
  nodes: Objects;
  pods: Objects;
  events: Objects;
  configmaps: Objects;
  deployments: Objects;
  replicasets: Objects;
  logs: ContainerLogs;
}

/** What containers printed, by `<namespace>/<pod>/<container>`: lines, oldest first, each with its time in front (RFC 3339). */
type ContainerLogs = Record<string, { readonly current: readonly string[]; readonly previous?: readonly string[] }>;

export const emptyKubernetes = (): KubernetesState => ({
  namespaces: ['default', 'kube-node-lease', 'kube-public', 'kube-system'].map((name) => ({
    metadata: { name, creationTimestamp: '2026-10-12T07:00:00Z', labels: { 'kubernetes.io/metadata.name': name } },
    status: { phase: 'Active' },
  })),
  nodes: [],
  pods: [],
  events: [],
  configmaps: [],
  deployments: [],
  replicasets: [],
  logs: {},
});

/** `length` objects that exist only while a page is made. */
export const generated = (length: number, make: (index: number) => KubernetesObject): Objects => ({
  length,
  at: (index) => (index >= 0 && index < length ? make(index) : undefined),
});
