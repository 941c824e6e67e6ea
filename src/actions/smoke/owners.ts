import type { FieldConflict } from '../../core/findings/smoke.ts';
import type { Json } from '../../core/json.ts';
import { FIELD_MANAGER, type FieldManager } from '../../ports/deployments.ts';
import { changedParts, type Field, type FieldPath } from './fields.ts';

const member = (from: Json, key: string): Json | undefined =>
  typeof from === 'object' && from !== null && !Array.isArray(from) && Object.hasOwn(from, key)
    ? (from as Readonly<Record<string, Json>>)[key]
    : undefined;

/** Whether a manager has set the value at a place, or all of the value that it is part of. */
function owns({ fields }: FieldManager, path: FieldPath): boolean {
  let at: Json = fields;
  for (const key of path) {
    const next = member(at, key);
    if (next === undefined) return false;
    at = next;
  }
  return true;
}

/** `.spec.template.spec.containers[name="nginx"].image`, as the API server writes it in a conflict. */
const written = (path: FieldPath): string =>
  path
    .map((key) =>
      key.startsWith('f:')
        ? `.${key.slice(2)}`
        : `[${Object.entries(JSON.parse(key.slice(2)) as object)
            .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
            .join(',')}]`,
    )
    .join('');

const isOurs = ({ manager, operation }: FieldManager): boolean => manager === FIELD_MANAGER && operation === 'Apply';

/** What server-side apply would refuse: values that would become others and that somebody else has set. */
export const conflictsOf = (differing: readonly Field[], managers: readonly FieldManager[]): readonly FieldConflict[] => {
  const others = managers.filter((manager) => !isOurs(manager));
  return differing
    .flatMap(changedParts)
    .flatMap(({ path }) => others.filter((other) => owns(other, path)).map(({ manager }) => ({ field: written(path), manager })));
};

/** Whoever has a hand in an object, each once; the bot and the cluster's own controllers are left out. */
export const managersOf = (managers: readonly FieldManager[]): readonly string[] =>
  [...new Set(managers.filter((manager) => !isOurs(manager)).map(({ manager }) => manager))].filter(
    (manager) => manager !== '' && manager !== 'kube-controller-manager',
  );
