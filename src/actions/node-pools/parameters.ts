import { z } from 'zod';
import { ACCEPTED, type Accepted } from '../../core/accepted.ts';

/** The largest scale of a cluster that the console offers: more is a typing error. What this cluster's scale allows, CCE says itself. */
const MOST_NODES = 2_000;

export const nodeCount = wholeNumber(1, MOST_NODES, ACCEPTED.nodeCount);

/** A whole number as people type it. */
export function wholeNumber(least: number, most: number, accepted: Accepted) {
  return z
    .string()
    .trim()
    .regex(/^\d{1,6}$/, { error: accepted })
    .transform(Number)
    .refine((number) => number >= least && number <= most, { error: accepted });
}
