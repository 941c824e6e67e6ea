import type { Finding } from './finding.ts';
import type { Json } from './json.ts';
import type { Target } from './target.ts';

/** A place that is written, for leases and for "the same resource": `cn-north-4/<project>/vpc/<id>/endpoints`. */
export type ResourceKey = string;

type Project = Pick<Target, 'region' | 'projectId'>;

/** The cluster, as a place: every plan that writes into it leases this. */
export const clusterKey = ({ region, projectId, clusterId }: Project & Pick<Target, 'clusterId'>): ResourceKey =>
  `${region}/${projectId}/cluster/${clusterId}`;

/** A VPC, which several clusters may share. */
export const vpcKey = ({ region, projectId }: Project, vpcId: string): ResourceKey => `${region}/${projectId}/vpc/${vpcId}`;

/** One value that changes; `before` is null where nothing was. Sets of ids are sorted, so that their order is no change. */
export interface FieldChange {
  readonly field: string;
  readonly before: Json;
  readonly after: Json;
}

/**
 * One step of a plan: one write to one resource, or (`unchanged`) what is there already or coming by itself. `changes` holds everything
 * that the write will send: what is approved is what is sent, nothing beside it.
 */
export interface Step {
  /** Stable within a command: `swr`, `swr-api`, `obs`, `addon`. */
  readonly id: string;
  readonly verb: 'create' | 'update' | 'unchanged';
  /** What it is, for people and scripts: `vpc-endpoint com.myhuaweicloud.cn-north-4.swr`. */
  readonly resource: string;
  readonly changes: readonly FieldChange[];
  /** Of an existing resource: its id. */
  readonly resourceId: string | null;
  /** Of an existing resource: since when it is so (ISO 8601), if that is known. */
  readonly since: string | null;
}

/** What is charged. `unit`: per started hour, per node, or per pod (by its flavor). Prices are not ours to say. */
export interface Cost {
  readonly step: string;
  readonly charged: boolean | null;
  readonly unit: 'hour' | 'node' | 'pod';
  /** How many of them, and of what kind, where that is known. */
  readonly amount?: { readonly count: number; readonly of: string | null };
}

export interface Plan {
  /** The parameters with their defaults filled in: part of what is approved. */
  readonly resolved: Readonly<Record<string, Json>>;
  readonly steps: readonly Step[];
  readonly cost: readonly Cost[];
  readonly warnings: readonly Finding[];
}

/** Why there is no plan. `permission_denied` and `source_unreadable` fail the run; anything else blocks it. */
export interface Blocked {
  readonly issues: readonly Finding[];
  readonly warnings: readonly Finding[];
}

/**
 * What a look at a step's resource shows. `by`: the run that made it, if it says so; evidence, not identity. `twice`: the resources that
 * the bot made for this one step, where they are more than one; that is reported, and nothing is deleted.
 */
export type Sight =
  | { readonly is: 'undone' }
  | { readonly is: 'settling' | 'done'; readonly resourceId: string; readonly by: string | null; readonly twice?: readonly string[] }
  /** `mayPass`: of a kind that also comes and goes while a resource changes; it counts if it stays for a while. */
  | { readonly is: 'broken'; readonly resourceId: string; readonly why: Finding; readonly mayPass?: true };

export const isBlocked = (planned: Plan | Blocked): planned is Blocked => 'issues' in planned;
export const hasWork = (plan: Plan): boolean => plan.steps.some(({ verb }) => verb !== 'unchanged');

/** The value that a step's field gets. Throws if the step has no such field: a plan of another version. */
export function after(step: Step, field: string): Json {
  const change = step.changes.find((each) => each.field === field);
  if (!change) throw new Error(`step ${step.id} has no field ${field}`);
  return change.after;
}

/** The same where it must be a text; throws for a step that was not made here. */
export function textAfter(step: Step, field: string): string {
  const value = after(step, field);
  if (typeof value !== 'string') throw new Error(`step ${step.id}: ${field} is no text`);
  return value;
}

/** The same where it must be a number. */
export function numberAfter(step: Step, field: string): number {
  const value = after(step, field);
  if (typeof value !== 'number') throw new Error(`step ${step.id}: ${field} is no number`);
  return value;
}

/** The same where it must be a list of texts. */
export function textsAfter(step: Step, field: string): readonly string[] {
  const value = after(step, field);
  if (!Array.isArray(value) || !value.every((item) => typeof item === 'string')) throw new Error(`step ${step.id}: ${field} is no list`);
  return value;
}
