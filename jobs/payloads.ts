import { z } from 'zod';

/** What travels in a job: ids only, versioned. The run is the truth; a job that no longer fits it is dropped. */
export const executePayload = z.union([
  z.strictObject({ v: z.literal(1), run: z.string(), work: z.number().int() }),
  z.strictObject({ v: z.literal(1), form: z.string() }),
]);
export type ExecutePayload = z.infer<typeof executePayload>;
/** A run's message, somebody's App Home, or a form that is to be filled in. */
export const publishPayload = z.union([
  z.strictObject({ v: z.literal(1), run: z.string() }),
  z.strictObject({ v: z.literal(1), home: z.string() }),
  z.strictObject({ v: z.literal(1), form: z.string() }),
]);
export type PublishPayload = z.infer<typeof publishPayload>;
