import { z } from 'zod';
import { parseDuration } from '../config/duration.ts';
import { ACCEPTED } from '../core/accepted.ts';

/** Where the smoke workload lives, and where a workload is looked for whose namespace nobody said. */
export const SMOKE_NAMESPACE = 'cci2-burst-lab';

/** A namespace (Kubernetes: a label of RFC 1123). */
export const namespaceName = z
  .string()
  .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, ACCEPTED.namespace)
  .max(63, ACCEPTED.namespaceLength);

/** A workload (Kubernetes: a subdomain of RFC 1123; 63 characters, because it also is the value of a label). */
export const workloadName = z
  .string()
  .regex(/^[a-z0-9]([-.a-z0-9]*[a-z0-9])?$/, ACCEPTED.workload)
  .max(63, ACCEPTED.workloadLength);

const LONGEST_WAIT_MS = 15 * 60_000;

/** How long to watch, in milliseconds. */
export const waitDuration = z
  .string()
  .transform((text) => (text === '0' ? 0 : parseDuration(text)))
  .refine((ms): ms is number => ms !== null && ms <= LONGEST_WAIT_MS, ACCEPTED.wait);

/** What is looked at besides the cluster. `name` null: all pods of the namespace. */
export interface Scope {
  readonly namespace: string;
  readonly name: string | null;
}

/** A name without a namespace is that of the smoke workload; a namespace without a name is all that runs there; neither: null. */
export const scopeOf = (given: { readonly namespace?: string | undefined; readonly workload_name?: string | undefined }): Scope | null =>
  given.namespace === undefined && given.workload_name === undefined
    ? null
    : { namespace: given.namespace ?? SMOKE_NAMESPACE, name: given.workload_name ?? null };
