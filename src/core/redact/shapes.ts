import { endOfHeader, isLogin } from './value.ts';
import type { Span } from './view.ts';

/** What looks like a secret wherever it stands. Each of them takes time in proportion to the text. */

/** An access key: 20 capitals and digits, with both (as in `key-shapes.ts`). Not from within `%2F` on. */
const ACCESS_KEY = /(?<![A-Za-z0-9%])(?<!%[0-9A-Fa-f])(?=[A-Z0-9]{20}(?![A-Za-z0-9]))(?=[A-Z]*[0-9])(?=[0-9]*[A-Z])[A-Z0-9]{20}/g;
/** Perhaps a secret key. */
const FORTY = /(?<![A-Za-z0-9+/%])(?<!%[0-9A-Fa-f])[A-Za-z0-9+/]{40}(?![A-Za-z0-9+/])/g;
const MIXED = /^(?=.*[A-Z])(?=.*[a-z])(?=.*[0-9])[A-Za-z0-9]+$/;
const HEX = /^(?:[0-9a-f]+|[0-9A-F]+)$/;
/** A word that announces a key, or an access key, not far before it. */
const ANNOUNCED = /(?:secret|\bsk\b|\bkey\b|key=|password|token|(?<![A-Za-z0-9])[A-Z0-9]{20}(?![A-Za-z0-9]))[^\n]*$/i;
const ANNOUNCED_WITHIN = 48;
/** `<access key>/<secret key>`. */
const BOTH_KEYS = /(?<![A-Za-z0-9])[A-Z0-9]{20}[:/|,;]([A-Za-z0-9+/]{40})(?![A-Za-z0-9+/])/g;

/** Tokens by their beginnings: Slack, JSON web tokens, CMS (IAM's own), GitHub, GitLab, npm. */
const TOKENS: readonly RegExp[] = [
  /(?<![A-Za-z0-9])(?:xox[a-z](?:\.xox[a-z])?|xapp|xwfp)-[A-Za-z0-9%_-]{6,}/g,
  /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{2,}(?:\.[A-Za-z0-9_-]*){1,4}/g,
  /(?<![A-Za-z0-9+/_-])MII[A-Za-z0-9+/_-]{40,}={0,2}/g,
  /(?<![A-Za-z0-9])(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|npm_[A-Za-z0-9]{30,})/g,
  /(?<=hooks\.slack\.com\/(?:services|workflows|triggers)\/)[\w/-]+/g,
];

/** What follows the scheme of an Authorization header whose name is elsewhere. */
const SIGNED_REQUEST = /\b(?:SDK|AWS4|V11|OBS)-?HMAC-SHA256[ \t]+(?=(?:Access|Credential|SignedHeaders|Signature)=)/g;
const BEARER = /\bBearer[ \t]+(?=[A-Za-z0-9._~+/-]*[0-9])([A-Za-z0-9._~+/-]{8,512}=*)/gi;
const BASIC = /\bBasic[ \t]+([A-Za-z0-9+/_-]{6,4096}={0,2})/gi;
/** `X-Auth-Token MII...`: headers as lists of words. */
const HEADER_WORDS = /\bX-(?:Auth|Subject|Security|Amz-Security|Obs-Security)-Token["']?[ \t]+["']?([^\s"':=]{16,})/gi;

/** `://user:password@host`; the password may hold what should have been escaped. A token may stand alone before the `@`. */
const USERINFO = /:\/\/((?:(?!:\/\/)[^\s"'`<>@]){1,512}@(?:(?:(?!:\/\/)[^\s"'`<>?#@]){0,256}@)*)/g;
/** `docker login -u x -p y`, `curl -u user:password`. */
const LOGIN_FLAG = /\blogin\b[^\n]{0,200}?[ \t]-p[ \t=]*["']?([^\s"']+)/g;
const USER_FLAG = /(?<![\w-])(?:-u|--(?:proxy-)?user)[ \t=]+["']?[^\s:"']{1,128}:(?!\d+(?:\s|$))([^\s"']+)/g;

const PEM_BEGIN = /-----BEGIN[ +][A-Z0-9 +]{1,64}-----/g;
const PEM_END = /(?:\d{4}-\d\d-\d\dT[\d:.]{8,20}Z?[ \t]+)?-----END[ +][A-Z0-9 +]{1,64}-----/g;
/** Lines as long as those of a PEM body, in the tail of a log for example, where each may begin with its time. */
const PEM_LINE =
  /(?<![^\n])(?:\d{4}-\d\d-\d\dT[\d:.]{8,20}Z?)?[ \t]*([A-Za-z0-9+/]{64}(?:[A-Za-z0-9+/]{12})?)[ \t]*(?=\r?\n|$)(?:\r?\n(?:\d{4}-\d\d-\d\dT[\d:.]{8,20}Z?)?[ \t]*[A-Za-z0-9+/]{1,76}={0,2}[ \t]*(?=\r?\n|$))?/g;

const LONGEST_LINE = 200;
const SHORTEST_LINE = 16;

/** Without any of it nothing here is found: most texts are short. */
const TRACE = /[A-Za-z0-9+/_-]{16}|xox|xapp|xwfp|eyJ|hooks|Bearer|Basic|:\/\/|-----|\s-p|-u|-user|X-|HMAC/i;

export function shapes(text: string): readonly Span[] {
  if (!TRACE.test(text)) return [];
  return [
    ...all(text, ACCESS_KEY),
    ...secretKeys(text),
    ...TOKENS.flatMap((pattern) => all(text, pattern)),
    ...groups(text, BEARER),
    ...groups(text, BASIC).filter(({ start, end }) => isLogin(text.slice(start, end))),
    ...groups(text, HEADER_WORDS),
    ...all(text, SIGNED_REQUEST).map(({ start, end }) => ({ start, end: endOfHeader(text, end, null) })),
    ...userinfo(text),
    ...groups(text, LOGIN_FLAG),
    ...groups(text, USER_FLAG),
    ...pem(text),
  ];
}

/** Whether a text holds what nobody can mistake: a token by its beginning, a key in PEM, a password in an address. */
export const holdsToken = (text: string): boolean =>
  [...TOKENS, PEM_BEGIN].some((pattern) => text.search(pattern) !== -1) || userinfo(text).length > 0;

/** In a text whose broken words were joined, two short words may look like a key: only those with a beginning of their own count. */
export const tokens = (text: string): readonly Span[] => [
  ...TOKENS.flatMap((pattern) => all(text, pattern)),
  ...[...all(text, ACCESS_KEY), ...all(text, FORTY)].filter(({ start }) => isAnnounced(text, start)),
];

const all = (text: string, pattern: RegExp): Span[] =>
  [...text.matchAll(pattern)].map(({ 0: whole, index }) => ({ start: index, end: index + whole.length }));

/** The first group of each match, which is at its end. */
const groups = (text: string, pattern: RegExp): Span[] =>
  [...text.matchAll(pattern)].map(({ 0: whole, 1: group = '', index }) => {
    const end = index + whole.length;
    return { start: end - group.length, end };
  });

const isAnnounced = (text: string, at: number): boolean => ANNOUNCED.test(text.slice(Math.max(0, at - ANNOUNCED_WITHIN), at));

function secretKeys(text: string): Span[] {
  const alone = all(text, FORTY).filter(({ start, end }) => {
    const word = text.slice(start, end);
    return !HEX.test(word) && (MIXED.test(word) || isAnnounced(text, start));
  });
  return [...alone, ...groups(text, BOTH_KEYS)];
}

function userinfo(text: string): Span[] {
  return [...text.matchAll(USERINFO)].flatMap(({ 1: info = '', index }) => {
    const start = index + 3;
    const end = start + info.length - 1;
    const colon = info.indexOf(':');
    // `https://host:443/path@x` and `https://host/path@x` have none.
    if (colon === -1) return /[/?#]/.test(info) || info.length < 20 ? [] : [{ start, end }];
    if (/[/?#]/.test(info.slice(0, colon)) || /^\d{1,5}[/?#]/.test(info.slice(colon + 1))) return [];
    return text.slice(start + colon + 1, end) === '[hidden]' ? [] : [{ start: start + colon + 1, end }];
  });
}

/** From a beginning to its end, or to the end of the text; and lines of base64 before an end whose beginning was cut off. */
function pem(text: string): Span[] {
  const found: Span[] = [];
  const ends = [...text.matchAll(PEM_END)].map(({ 0: whole, index }) => ({ start: index, end: index + whole.length }));
  let next = 0;
  let done = 0;
  for (const { start } of all(text, PEM_BEGIN)) {
    if (start < done) continue;
    while (next < ends.length && (ends[next]?.start ?? 0) < start) found.push(...beheaded(text, done, ends[next++]));
    done = ends[next++]?.end ?? text.length;
    found.push({ start, end: done });
  }
  for (; next < ends.length; next += 1) found.push(...beheaded(text, done, ends[next]));
  for (const { 0: whole, 1: line = '', index } of text.matchAll(PEM_LINE)) {
    if (/[a-z]/.test(line) && /[A-Z]/.test(line) && /[0-9]/.test(line)) found.push({ start: index, end: index + whole.length });
  }
  return found;
}

/** Lines of base64 right before an end. */
function beheaded(text: string, from: number, end: Span | undefined): Span[] {
  if (end === undefined) return [];
  let start = end.start;
  while (start > from) {
    const before = text.slice(Math.max(from, start - LONGEST_LINE), start);
    const line = before.slice(before.lastIndexOf('\n', before.length - 2) + 1);
    // Only the last line of a body is short.
    if (
      !/^(?:\d{4}-\d\d-\d\dT[\d:.]{8,20}Z?[ \t]+)?[A-Za-z0-9+/=]+[ \t]*\r?\n?$/.test(line) ||
      (start < end.start && line.length < SHORTEST_LINE)
    )
      break;
    start -= line.length;
  }
  return [{ start, end: end.end }];
}
