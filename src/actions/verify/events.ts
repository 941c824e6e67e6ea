import type { KubernetesEvent } from '../../ports/workloads.ts';

/** A warning as results show it. */
export interface EventRow {
  readonly reason: string;
  readonly message: string;
  readonly count: number;
  /** ISO 8601; empty: not said. */
  readonly last_seen: string;
  readonly namespace: string;
  /** `Pod/<name>` */
  readonly object: string;
  readonly reporter: string;
}

export const eventRow = ({ reason, message, count, lastSeen, namespace, object, reporter }: KubernetesEvent): EventRow => ({
  reason,
  message,
  count,
  last_seen: lastSeen,
  namespace,
  object: `${object.kind}/${object.name}`,
  reporter,
});

/** Whether a name begins with the workload's. More than its own do, because `web` also begins `web-api`. */
export const mayBeOf =
  (workload: string) =>
  (name: string): boolean =>
    name === workload || name.startsWith(`${workload}-`);

export const mayConcern = (workload: string): ((event: KubernetesEvent) => boolean) => {
  const mayBe = mayBeOf(workload);
  return ({ object }) => mayBe(object.name);
};

/** Of those, the ones about the workload, its replica sets and their pods, or about pods whose names are known. */
export const concerns =
  (workload: string, replicaSets: readonly string[], pods: ReadonlySet<string>) =>
  ({ object: { kind, name } }: KubernetesEvent): boolean => {
    if (kind !== 'Pod') return name === workload || (kind === 'ReplicaSet' && replicaSets.includes(name));
    return pods.has(name) || replicaSets.some((set) => name.startsWith(`${set}-`));
  };
