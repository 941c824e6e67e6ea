import { createHash } from 'node:crypto';
import type { Json } from '../core/json.ts';
import type { Plan, Step } from '../core/plan.ts';
import type { Target } from '../core/target.ts';
import { canonical } from './canonical.ts';

/** What a fingerprint is of. */
export interface Planned {
  readonly command: string;
  readonly target: Pick<Target, 'region' | 'projectId' | 'clusterId'>;
  readonly plan: Pick<Plan, 'resolved' | 'steps'>;
}

/**
 * What an approval is for, as 64 hex digits: SHA-256 over what would be written, where, and with which parameters. Two plans with the
 * same fingerprint do the same. Times, run ids, warnings and costs are not part of it, nor is anything of a step that changes nothing
 * except that it is there. Throws if two steps share an id, because one of them would not be seen where steps are found by id.
 */
export function fingerprintOf({ command, target, plan }: Planned): string {
  const steps = plan.steps.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  if (new Set(steps.map(({ id }) => id)).size < steps.length) throw new Error(`two steps of a ${command} plan have one id`);
  const all = {
    v: 1,
    command,
    target: { region: target.region, project_id: target.projectId, cluster_id: target.clusterId },
    params: inOrder(plan.resolved),
    steps: steps.map(essence),
  };
  return createHash('sha256').update(canonical(all)).digest('hex');
}

/** What people see of a fingerprint. */
export const shortFingerprint = (fingerprint: string): string => fingerprint.slice(0, 12);

/** Whether two values are the same to an approver: sets are, in whatever order they come. */
export const sameValue = (a: Json, b: Json): boolean => canonical(inOrder(a)) === canonical(inOrder(b));

/** Whether two steps do the same to the same resource. */
export const sameStep = (a: Step, b: Step): boolean => canonical(essence(a)) === canonical(essence(b));

const essence = ({ id, verb, resource, changes }: Step) => ({
  id,
  verb,
  resource,
  changes:
    verb === 'unchanged'
      ? []
      : changes
          .map(({ field, before, after }) => ({ field, before: inOrder(before), after: inOrder(after) }))
          .sort((a, b) => (a.field < b.field ? -1 : 1)),
});

/** A value with its sets, the arrays of strings in it, sorted. */
function inOrder(value: Json): Json {
  if (isArray(value)) return value.every((item) => typeof item === 'string') ? value.toSorted() : value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, inOrder(member)]));
}

/** `Array.isArray` does not narrow readonly arrays. */
const isArray = (value: Json): value is readonly Json[] => Array.isArray(value);
