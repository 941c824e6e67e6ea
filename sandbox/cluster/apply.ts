import { createHash } from 'node:crypto';
import { type Fields, fieldsV1, has, isMap, type Leaf, leavesOf, pathsIn, type Value, valueAt, withValue, written } from './field-sets.ts';
import type { KubernetesObject } from './state.ts';

/** Who set which fields (meta/v1 ManagedFieldsEntry). */
export interface ManagedFields {
  readonly manager: string;
  readonly operation: 'Apply' | 'Update';
  readonly apiVersion: string;
  readonly time: string;
  readonly fieldsType: 'FieldsV1';
  readonly fieldsV1: Fields;
}

/** An entry for somebody who has set these fields of an object: `.spec.replicas` and so on are found by their values. */
export const managed = (manager: string, operation: ManagedFields['operation'], sets: Value): ManagedFields => ({
  manager,
  operation,
  apiVersion: 'apps/v1',
  time: '2026-11-22T06:58:00Z',
  fieldsType: 'FieldsV1',
  fieldsV1: fieldsV1(leavesOf(sets).map(({ path }) => path)),
});

interface Conflict {
  readonly field: string;
  readonly manager: string;
}
export type Applied =
  | { readonly object: KubernetesObject; readonly created: boolean }
  | { readonly conflicts: readonly Conflict[] }
  /** What validation says. */
  | { readonly invalid: string };

const entriesOf = (object: KubernetesObject | null): readonly ManagedFields[] => {
  const entries = object?.metadata.managedFields;
  return Array.isArray(entries) ? (entries as ManagedFields[]) : [];
};
const same = (a: Value, b: Value): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Server-side apply without force (Kubernetes API): what `manager` sends is set, unless somebody else has set it to something else. */
export function applyServerSide(live: KubernetesObject | null, sent: Fields, manager: string, now: number): Applied {
  const entries = entriesOf(live);
  const isOwn = (entry: ManagedFields): boolean => entry.manager === manager && entry.operation === 'Apply';
  const others = entries.filter((entry) => !isOwn(entry));
  const leaves = leavesOf(sent);
  const differing = live === null ? [] : leaves.filter(({ path, value }) => !same(valueAt(live, path), value));
  const conflicts = differing.flatMap(({ path }) =>
    others.filter((entry) => has(entry.fieldsV1, path)).map((entry) => ({ field: written(path), manager: entry.manager })),
  );
  if (conflicts.length > 0) return { conflicts };

  const merged = merge(live, sent, leaves, entries.find(isOwn), others);
  const invalid = invalidity(merged, live);
  if (invalid !== null) return { invalid };
  const time = new Date(now).toISOString().replace(/\.\d+Z$/, 'Z');
  const own: ManagedFields = {
    manager,
    operation: 'Apply',
    apiVersion: 'apps/v1',
    time,
    fieldsType: 'FieldsV1',
    fieldsV1: fieldsV1(leaves.map(({ path }) => path)),
  };
  const generation = Number(live?.metadata.generation ?? 0) + (same(live?.spec, merged.spec) ? 0 : 1);
  const metadata = {
    uid: uidOf('Deployment', String(merged.metadata.namespace), merged.metadata.name),
    creationTimestamp: time,
    ...live?.metadata,
    ...merged.metadata,
    generation,
    resourceVersion: String(Number(live?.metadata.resourceVersion ?? 918_273) + 1),
    managedFields: [own, ...others],
  };
  return { object: { ...merged, metadata }, created: live === null };
}

function merge(
  live: KubernetesObject | null,
  sent: Fields,
  leaves: readonly Leaf[],
  own: ManagedFields | undefined,
  others: readonly ManagedFields[],
): KubernetesObject {
  const { apiVersion, kind } = sent;
  const { name, namespace } = isMap(sent.metadata) ? sent.metadata : {};
  const start: Value = live ?? { metadata: { name, namespace }, apiVersion, kind };
  // What it set before and does not send any more is taken away, where nobody else has set it too.
  const dropped = pathsIn(own?.fieldsV1).filter(
    (path) => !leaves.some((leaf) => same(leaf.path, path)) && !others.some((entry) => has(entry.fieldsV1, path)),
  );
  const kept = dropped.reduce<Value>((object, path) => withValue(object, path, undefined), start);
  return withDefaults(leaves.reduce<Value>((object, { path, value }) => withValue(object, path, value), kept) as KubernetesObject);
}

/** A few of the values that the API server fills in. */
function withDefaults(object: KubernetesObject): KubernetesObject {
  const spec = isMap(object.spec) ? object.spec : {};
  const template = isMap(spec.template) ? spec.template : {};
  const pod = isMap(template.spec) ? template.spec : {};
  return {
    ...object,
    spec: {
      replicas: 1,
      revisionHistoryLimit: 10,
      progressDeadlineSeconds: 600,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } },
      ...spec,
      template: { ...template, spec: { restartPolicy: 'Always', dnsPolicy: 'ClusterFirst', schedulerName: 'default-scheduler', ...pod } },
    },
  };
}

/** What is wrong with a Deployment (apps/v1 validation), in the API server's words; null: nothing. */
function invalidity({ metadata, spec: specified }: KubernetesObject, live: KubernetesObject | null): string | null {
  const spec = isMap(specified) ? specified : {};
  const wrong = (what: string): string => `Deployment.apps "${metadata.name}" is invalid: ${what}`;
  const selector = valueAt(spec, ['f:selector', 'f:matchLabels']);
  const labels = valueAt(spec, ['f:template', 'f:metadata', 'f:labels']);
  if (!isMap(selector)) return wrong('spec.selector: Required value');
  if (live && !same(valueAt(live, ['f:spec', 'f:selector']), spec.selector))
    return wrong('spec.selector: Invalid value: field is immutable');
  const selected = isMap(labels) && Object.entries(selector).every(([key, value]) => labels[key] === value);
  if (!selected) return wrong('spec.template.metadata.labels: Invalid value: `selector` does not match template `labels`');
  if (!Number.isInteger(spec.replicas) || Number(spec.replicas) < 0)
    return wrong('spec.replicas: Invalid value: must be greater than or equal to 0');
  const containers = valueAt(spec, ['f:template', 'f:spec', 'f:containers']);
  if (!Array.isArray(containers) || containers.length === 0) return wrong('spec.template.spec.containers: Required value');
  const nameless = containers.findIndex((each) => !isMap(each) || typeof each.image !== 'string' || each.image === '');
  return nameless < 0 ? null : wrong(`spec.template.spec.containers[${nameless}].image: Required value`);
}

/** The same words always give the same uid. */
export const uidOf = (...words: readonly string[]): string => {
  const hex = createHash('sha256').update(words.join('/')).digest('hex');
  return `${hex.slice(0, 8)}-3333-4444-8555-${hex.slice(8, 20)}`;
};
