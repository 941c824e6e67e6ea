import type { Json } from '../../core/json.ts';
import type { FieldChange } from '../../core/plan.ts';
import type { Container, DeploymentSpec } from '../../ports/deployments.ts';

/** A place in an object, as `managedFields` spells it: `f:spec`, `f:replicas`; an item of a list is `k:{"name":"nginx"}`. */
export type FieldPath = readonly string[];

/** One value that somebody may own, or several may. `before` is null where nothing is. */
interface Part {
  readonly path: FieldPath;
  readonly before: Json;
  readonly after: Json;
}

/** One field of a Deployment as people read it, and the parts that it is made of. */
export interface Field extends FieldChange {
  readonly parts: readonly Part[];
}

const TEMPLATE = ['f:spec', 'f:template'];
const POD = [...TEMPLATE, 'f:spec'];
const item = (keys: Readonly<Record<string, Json>>): string => `k:${JSON.stringify(keys)}`;

const single = (field: string, path: FieldPath, before: Json, after: Json): Field => ({
  field,
  before,
  after,
  parts: [{ path, before, after }],
});

/** `app=web`, sorted: a set of labels is a set. */
export const pairs = (from: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(from)
    .map(([key, value]) => `${key}=${value}`)
    .toSorted();

/** Of named values, those that are asked for. What others have added beside them is not looked at. */
function named(
  field: string,
  path: FieldPath,
  wanted: Readonly<Record<string, string>>,
  live: Readonly<Record<string, string>> | null,
): Field {
  const known = Object.entries(live ?? {}).filter(([key]) => Object.hasOwn(wanted, key));
  const there = new Map(known);
  return {
    field,
    before: live && pairs(Object.fromEntries(known)),
    after: pairs(wanted),
    parts: Object.entries(wanted).map(([key, after]) => ({ path: [...path, `f:${key}`], before: there.get(key) ?? null, after })),
  };
}

/** The same of a list whose items are keys. */
function listed<T extends string | number>(
  field: string,
  path: FieldPath,
  key: (member: T) => string,
  wanted: readonly T[],
  live: readonly T[] | null,
): Field {
  const known = live?.filter((member) => wanted.includes(member)).toSorted() ?? null;
  const parts = wanted.map((after) => ({ path: [...path, key(after)], before: known?.includes(after) ? after : null, after }));
  return { field, before: known, after: wanted.toSorted(), parts };
}

/** All fields of a Deployment that are sent, each with what is there. */
export function fieldsOf(wanted: DeploymentSpec, live: DeploymentSpec | null): readonly Field[] {
  const containers = wanted.containers.flatMap((container) =>
    containerFields(container, live && (live.containers.find(({ name }) => name === container.name) ?? NO_CONTAINER)),
  );
  const [image, ...others] = containers;
  return [
    ...(image ? [image] : []),
    single('replicas', ['f:spec', 'f:replicas'], live?.replicas ?? null, wanted.replicas),
    ...others,
    listed(
      'image_pull_secrets',
      [...POD, 'f:imagePullSecrets'],
      (name) => item({ name }),
      wanted.imagePullSecrets,
      live?.imagePullSecrets ?? null,
    ),
    named('labels', ['f:metadata', 'f:labels'], wanted.labels, live?.labels ?? null),
    named('pod_labels', [...TEMPLATE, 'f:metadata', 'f:labels'], wanted.podLabels, live?.podLabels ?? null),
    single('selector', ['f:spec', 'f:selector'], live && pairs(live.selector), pairs(wanted.selector)),
  ];
}

const NO_CONTAINER: Container = { name: '', image: '', imagePullPolicy: '', ports: [], requests: {}, limits: {} };

function containerFields(wanted: Container, live: Container | null): readonly Field[] {
  const path = [...POD, 'f:containers', item({ name: wanted.name })];
  return [
    single('image', [...path, 'f:image'], live?.image || null, wanted.image),
    single('image_pull_policy', [...path, 'f:imagePullPolicy'], live?.imagePullPolicy || null, wanted.imagePullPolicy),
    listed(
      'container_ports',
      [...path, 'f:ports'],
      (containerPort) => item({ containerPort, protocol: 'TCP' }),
      wanted.ports,
      live?.ports ?? null,
    ),
    named('requests', [...path, 'f:resources', 'f:requests'], wanted.requests, live?.requests ?? null),
    named('limits', [...path, 'f:resources', 'f:limits'], wanted.limits, live?.limits ?? null),
  ];
}

const isSame = ({ before, after }: Pick<FieldChange, 'before' | 'after'>): boolean => JSON.stringify(before) === JSON.stringify(after);

/** What would be changed by sending it. */
export const differing = (fields: readonly Field[]): readonly Field[] => fields.filter((field) => !isSame(field));

/** The single values in it that would be changed. */
export const changedParts = ({ parts }: Field): readonly Part[] => parts.filter((part) => !isSame(part));

export const changeOf = ({ field, before, after }: Field): FieldChange => ({ field, before, after });
