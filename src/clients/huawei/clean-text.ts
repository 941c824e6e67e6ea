import type { Credentials } from '../../config/config.ts';

/** Longest text from outside that is kept in an error. */
const LIMIT = 300;
const HIDDEN = '[hidden]';

/** What could give a request away, whoever's it is: parts of an Authorization header, tokens, keys, certificates. */
const SENSITIVE = [
  /-----BEGIN [A-Z ]+-----[\s\S]*?(?:-----END [A-Z ]+-----|$)/g,
  /\b(?:(?:Signature|Access)=|(?:X-Security-Token|X-Auth-Token|Authorization)\s*[=:]\s*(?:SDK-HMAC-SHA256\s+)?)[^\s,;"']+/gi,
];

/** Makes text from outside fit for an error: without the given credentials in any usual spelling, one line, at most 300 characters. */
export type CleanText = (text: string) => string;

export function cleanTextFor(credentials: Credentials): CleanText {
  const secrets = [credentials.ak, credentials.sk, credentials.securityToken ?? '']
    .filter((secret) => secret !== '')
    .flatMap(spellings)
    .toSorted((a, b) => b.length - a.length);
  return (text) => {
    let clean = text;
    for (const secret of secrets) clean = clean.replaceAll(secret, HIDDEN);
    for (const pattern of SENSITIVE) clean = clean.replace(pattern, HIDDEN);
    // Control characters, line and paragraph separators, and what turns the direction of text around.
    return clip(clean.replace(/[\s\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim());
  };
}

const spellings = (secret: string): string[] => [
  secret,
  encodeURIComponent(secret),
  JSON.stringify(secret).slice(1, -1),
  Buffer.from(secret).toString('base64').replace(/=+$/, ''),
];

/** By code points, so that no half of a surrogate pair is left at the end. */
function clip(text: string): string {
  if (text.length <= LIMIT) return text;
  const points = [...text];
  return points.length <= LIMIT ? text : `${points.slice(0, LIMIT - 1).join('')}…`;
}
