import { z } from 'zod';

/**
 * Pieces of the wire shapes. What the API reference leaves open may be missing or null; what it promises may not. Fields that nobody
 * reads are let through unread.
 */

/** Empty where the answer has none. */
export const textOrEmpty = z
  .string()
  .nullish()
  .transform((text) => text ?? '');

/** Null where the answer has none; an empty text is none. */
export const textOrNull = z
  .string()
  .nullish()
  .transform((text) => (text === undefined || text === '' ? null : text));

export const listOf = <T extends z.ZodType>(item: T) =>
  z
    .array(item)
    .nullish()
    .transform((list) => list ?? []);
