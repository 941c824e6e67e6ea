import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** A request as it arrived: `url` is path and query as they travelled, `rawBody` the bytes before any parsing. */
export interface SignedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly rawBody: Uint8Array;
}

export type Verdict = { readonly ok: true; readonly ak: string } | { readonly ok: false; readonly why: string };

/** How far X-Sdk-Date may be off, either way. */
const WINDOW_MS = 15 * 60_000;
const ALGORITHM = 'SDK-HMAC-SHA256';

/**
 * Checks the SDK-HMAC-SHA256 signature of a request as Huawei Cloud's API gateway does: the whole request is signed, bytes of the body
 * included (the CCE client sends a body on GET). `skOf` knows the secret key of an access key; `now` is in milliseconds. Never throws.
 */
export function verify(request: SignedRequest, skOf: (ak: string) => string | undefined, now = Date.now()): Verdict {
  const header = (name: string): string => {
    const value = request.headers[name];
    return (Array.isArray(value) ? value.join(',') : (value ?? '')).trim();
  };
  const authorization = /^SDK-HMAC-SHA256 Access=([^,]+), SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(header('authorization'));
  const [, ak, signed, claimed] = authorization ?? [];
  if (ak === undefined || signed === undefined || claimed === undefined) return refuse('malformed Authorization');
  const sk = skOf(ak);
  if (sk === undefined) return refuse('unknown access key');
  const date = header('x-sdk-date');
  const sentAt = timeOf(date);
  if (sentAt === null) return refuse('bad X-Sdk-Date');
  if (Math.abs(now - sentAt) > WINDOW_MS) return refuse('X-Sdk-Date outside the 15 minute window');
  const names = signed.split(';');
  if (!names.includes('host') || !names.includes('x-sdk-date')) return refuse('host and x-sdk-date must be signed');
  const actual = sha256(request.rawBody);
  const declared = header('x-sdk-content-sha256');
  if (declared !== '' && declared !== 'UNSIGNED-PAYLOAD' && declared !== actual) return refuse('payload hash differs');
  const canonical = canonicalRequest(request, names, header, declared === '' ? actual : declared);
  if (canonical === null) return refuse('bad path');
  const expected = createHmac('sha256', sk)
    .update(`${ALGORITHM}\n${date}\n${sha256(canonical)}`)
    .digest();
  return timingSafeEqual(expected, Buffer.from(claimed, 'hex')) ? { ok: true, ak } : refuse('signature differs');
}

function canonicalRequest(
  { method, url }: SignedRequest,
  names: readonly string[],
  header: (name: string) => string,
  payloadHash: string,
): string | null {
  const [path = '/', query = ''] = url.split(/\?(.*)/s);
  const uri = canonicalPath(path);
  if (uri === null) return null;
  const pairs = [...new URLSearchParams(query)]
    .toSorted((a, b) => compare(a[0], b[0]) || compare(a[1], b[1]))
    .map(([key, value]) => `${encode(key)}=${encode(value)}`);
  const headers = names.map((name) => `${name}:${header(name)}\n`).join('');
  return [method.toUpperCase(), uri, pairs.join('&'), headers, names.join(';'), payloadHash].join('\n');
}

/** Each segment decoded and encoded once, with a closing slash; null for a broken escape. */
function canonicalPath(path: string): string | null {
  try {
    const uri = path
      .split('/')
      .map((segment) => encode(decodeURIComponent(segment)))
      .join('/');
    return uri.endsWith('/') ? uri : `${uri}/`;
  } catch {
    return null;
  }
}

function timeOf(date: string): number | null {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date) ?? [];
  if (second === undefined) return null;
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(time) ? null : time;
}

const refuse = (why: string): Verdict => ({ ok: false, why });
const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
/** RFC 3986: only A-Z a-z 0-9 - . _ ~ stay as they are. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
