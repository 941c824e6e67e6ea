import type { Span } from './view.ts';

/** Shorter values are no secrets, and hiding them would tear sentences. */
const SHORTEST = 8;

/** Known secrets in every usual spelling. */
export interface Known {
  readonly spelled: readonly string[];
  /** The same without white space, for texts that were broken into lines. */
  readonly tight: readonly string[];
  /** No text that is shorter holds one. */
  readonly shortest: number;
}

export const NONE_KNOWN: Known = { spelled: [], tight: [], shortest: Number.POSITIVE_INFINITY };

export function knownSecrets(secrets: readonly string[]): Known {
  const spelled = new Set(secrets.filter((secret) => secret.length >= SHORTEST).flatMap(spellings));
  const tight = new Set([...spelled].map((each) => each.replace(/\s+/g, '')));
  return { spelled: [...spelled], tight: [...tight], shortest: Math.min(...[...tight].map(({ length }) => length)) };
}

function spellings(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  const escaped = JSON.stringify(secret).slice(1, -1);
  // In the base64 of a longer text it begins at one of three places; its first and last characters then belong to its neighbours too.
  const within = [0, 1, 2].flatMap((offset) => {
    const shifted = Buffer.concat([Buffer.alloc(offset), bytes]);
    const cut = (text: string): string => text.slice(offset === 0 ? 0 : offset + 1, Math.floor((shifted.length * 8) / 6));
    return [cut(shifted.toString('base64')), cut(shifted.toString('base64url'))];
  });
  return [
    secret,
    escaped,
    JSON.stringify(escaped).slice(1, -1),
    encodeURIComponent(secret),
    encodeURIComponent(encodeURIComponent(secret)),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    ...within,
  ];
}

export const literals = (text: string, spelled: readonly string[]): readonly Span[] =>
  spelled.flatMap((literal) => {
    const found: Span[] = [];
    for (let at = text.indexOf(literal); at !== -1; at = text.indexOf(literal, at + literal.length))
      found.push({ start: at, end: at + literal.length });
    return found;
  });
