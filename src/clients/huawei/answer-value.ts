import type { z } from 'zod';
import { ODD } from '../../core/oddity.ts';
import type { Answer } from './fault.ts';

/**
 * The value in a successful answer, or what is wrong with it, in words that repeat nothing of the answer. No body is a value only for a
 * shape that takes none.
 */
export function answerValue<T>({ body }: Answer, shape: z.ZodType<T>): { readonly value: T } | { readonly problem: string } {
  const text = body.replace(/^\uFEFF/, '').trim();
  if (text === '') {
    const none = shape.safeParse(undefined);
    return none.success ? { value: none.data } : { problem: ODD.empty };
  }
  if (text.startsWith('<')) return { problem: ODD.page };
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { problem: ODD.broken };
  }
  const parsed = shape.safeParse(json);
  if (parsed.success) return { value: parsed.data };
  const [issue] = parsed.error.issues;
  return { problem: `${issue?.path.map(String).join('.') || 'JSON'}: ${issue?.message ?? 'invalid'}` };
}
