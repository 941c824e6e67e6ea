/** Fields of an object, as server-side apply tells them apart (structured-merge-diff): just what a Deployment needs. */

export type Value = unknown;
export type Fields = Readonly<Record<string, Value>>;
/** `f:spec`, `f:replicas`; an item of a keyed list: `k:{"name":"nginx"}`. */
export type Path = readonly string[];

export interface Leaf {
  readonly path: Path;
  readonly value: Value;
}

/** Lists whose items have keys; other lists, and these maps, are one value. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  containers: ['name'],
  initContainers: ['name'],
  env: ['name'],
  imagePullSecrets: ['name'],
  ports: ['containerPort', 'protocol'],
};
const ATOMIC = ['selector', 'nodeSelector'];
/** Who and where an object is, which nobody owns. */
const IDENTITY = ['apiVersion', 'kind'];
const IDENTITY_META = ['name', 'namespace'];

export const isMap = (value: Value): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

const keyOf = (list: string, item: Value): string => {
  const keys = KEYS[list] ?? [];
  return `k:${JSON.stringify(Object.fromEntries(keys.map((key) => [key, isMap(item) ? (item[key] ?? (key === 'protocol' ? 'TCP' : null)) : null])))}`;
};

/** Every value that an applied object sets. */
export function leavesOf(value: Value, path: Path = []): readonly Leaf[] {
  if (!isMap(value)) return [{ path, value }];
  return Object.entries(value).flatMap(([name, inner]): readonly Leaf[] => {
    if (path.length === 0 && IDENTITY.includes(name)) return [];
    if (path.length === 1 && path[0] === 'f:metadata' && IDENTITY_META.includes(name)) return [];
    const at = [...path, `f:${name}`];
    if (Array.isArray(inner) && KEYS[name]) return inner.flatMap((item) => leavesOf(item, [...at, keyOf(name, item)]));
    if (ATOMIC.includes(name) || !isMap(inner)) return [{ path: at, value: inner }];
    return leavesOf(inner, at);
  });
}

/** As `managedFields` writes a set of fields down. */
export function fieldsV1(paths: readonly Path[]): Record<string, Value> {
  const root: Record<string, Value> = {};
  for (const path of paths) {
    let at = root;
    for (const part of path) {
      const next = (at[part] ?? (part.startsWith('k:') ? { '.': {} } : {})) as Record<string, Value>;
      at[part] = next;
      at = next;
    }
  }
  return root;
}

/** Whether a set, as it is written down, has a field. */
export const has = (set: Value, path: Path): boolean => {
  const at = path.reduce<Value>((inner, part) => (isMap(inner) ? inner[part] : undefined), set);
  return at !== undefined;
};

/** The fields of a set, as paths. */
export const pathsIn = (set: Value, path: Path = []): readonly Path[] => {
  const inner = isMap(set) ? Object.entries(set).filter(([part]) => part !== '.') : [];
  return inner.length === 0 ? (path.length === 0 ? [] : [path]) : inner.flatMap(([part, value]) => pathsIn(value, [...path, part]));
};

/** `.spec.template.spec.containers[name="nginx"].image` */
export const written = (path: Path): string =>
  path
    .map((part) => {
      if (part.startsWith('f:')) return `.${part.slice(2)}`;
      const keys = Object.entries(JSON.parse(part.slice(2)) as Fields);
      return `[${keys.map(([name, value]) => `${name}=${JSON.stringify(value)}`).join(',')}]`;
    })
    .join('');

const matches = (item: Value, key: string): boolean => {
  const keys = Object.entries(JSON.parse(key.slice(2)) as Fields);
  return isMap(item) && keys.every(([name, value]) => (item[name] ?? (name === 'protocol' ? 'TCP' : undefined)) === value);
};

export function valueAt(from: Value, path: Path): Value {
  return path.reduce<Value>((at, part) => {
    if (part.startsWith('f:')) return isMap(at) ? at[part.slice(2)] : undefined;
    return Array.isArray(at) ? at.find((item) => matches(item, part)) : undefined;
  }, from);
}

/** A copy with the value at a place; `undefined` takes it away. */
export function withValue(from: Value, path: Path, value: Value): Value {
  const [part, ...rest] = path;
  if (part === undefined) return value;
  if (part.startsWith('f:')) {
    const name = part.slice(2);
    const map = isMap(from) ? from : {};
    // What is inside tells a list of items from a map.
    const inner = map[name] ?? (rest[0]?.startsWith('k:') ? [] : undefined);
    const { [name]: _, ...others } = map;
    const next = withValue(inner, rest, value);
    return next === undefined ? others : { ...map, [name]: next };
  }
  const list = Array.isArray(from) ? from : [];
  const found = list.some((item) => matches(item, part));
  const items = found ? list : [...list, JSON.parse(part.slice(2))];
  return items.map((item) => (matches(item, part) ? withValue(item, rest, value) : item));
}
