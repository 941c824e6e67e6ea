import { z } from 'zod';

/** The largest scale of a cluster that the console offers: more is a typing error. What this cluster's scale allows, CCE says itself. */
const MOST_NODES = 2_000;
const NODE_COUNT = `a whole number of nodes, 1 to ${MOST_NODES.toLocaleString('en-US')}`;

export const nodeCount = wholeNumber(1, MOST_NODES, NODE_COUNT);

/** A whole number as people type it. `accepted`: what is said to whoever typed another. */
export function wholeNumber(least: number, most: number, accepted: string) {
  return z
    .string()
    .trim()
    .regex(/^\d{1,6}$/, { error: accepted })
    .transform(Number)
    .refine((number) => number >= least && number <= most, { error: accepted });
}
