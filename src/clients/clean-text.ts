import type { Credentials } from '../config/config.ts';
import { type Redact, redact, redactor } from '../core/redact.ts';

/** Longest text from outside that is kept in an error. */
const LIMIT = 300;

/** Makes text from outside fit for an error: without secrets, one line, at most 300 characters. */
export type CleanText = (text: string) => string;

/** Where no credential of our own can come back. */
export const cleanText: CleanText = (text) => shorten(text, redact);

/** Without the given credentials too, in any usual spelling. */
export function cleanTextFor({ ak, sk, securityToken }: Credentials): CleanText {
  const hide = redactor([ak, sk, securityToken ?? '']);
  return (text) => shorten(text, hide);
}

/** Cleaned before it is cut, so that no half of a secret is left. */
const shorten = (text: string, hide: Redact): string =>
  // Control characters, line and paragraph separators, and what turns the direction of text around.
  clip(
    hide(text)
      .replace(/[\s\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
      .trim(),
  );

/** By code points, so that no half of a surrogate pair is left at the end. */
function clip(text: string): string {
  if (text.length <= LIMIT) return text;
  const points = [...text];
  return points.length <= LIMIT ? text : `${points.slice(0, LIMIT - 1).join('')}…`;
}
