import type { z } from 'zod';
import type { Answer } from './fault.ts';

/**
 * The value in a successful answer, or what is wrong with it: a sentence that repeats nothing of the answer. No body is a value only for a
 * shape that takes none.
 */
export function answerValue<T>({ body }: Answer, shape: z.ZodType<T>): { readonly value: T } | { readonly problem: string } {
  const text = body.replace(/^\uFEFF/, '').trim();
  if (text === '') {
    const none = shape.safeParse(undefined);
    return none.success ? { value: none.data } : { problem: 'an empty answer' };
  }
  if (text.startsWith('<')) return { problem: 'an HTML page instead of JSON' };
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { problem: 'broken JSON' };
  }
  const parsed = shape.safeParse(json);
  if (parsed.success) return { value: parsed.data };
  const [issue] = parsed.error.issues;
  return { problem: `${issue?.path.map(String).join('.') || 'the answer'}: ${issue?.message ?? 'invalid'}` };
}
