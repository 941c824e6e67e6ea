import type { IncomingMessage } from 'node:http';
import { Refusal } from './refusal.ts';

/** The arguments of a Web API call, as named in its reference page. */
export type Args = Readonly<Record<string, unknown>>;

/** Sent as JSON inside a form field; what Slack says when it is none. */
const STRUCTURED: Readonly<Record<string, string>> = {
  blocks: 'invalid_blocks_format',
  metadata: 'invalid_metadata_format',
  view: 'invalid_arguments',
  files: 'invalid_arguments',
};

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function parsed(key: string, value: unknown): unknown {
  const error = STRUCTURED[key];
  if (!error || typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    throw new Refusal(error);
  }
}

function fields(contentType: string, body: Buffer): Iterable<[string, unknown]> {
  if (!contentType.includes('application/json')) return new URLSearchParams(body.toString());
  try {
    return Object.entries(JSON.parse(body.toString() || '{}') as object);
  } catch {
    throw new Refusal('invalid_json');
  }
}

/** Query, form fields and JSON body of a call, as they came. */
export function readArguments(url: URL, contentType: string, body: Buffer): Args {
  const { token, ...args } = Object.fromEntries([...url.searchParams, ...fields(contentType, body)]);
  return args;
}

/** With what must be JSON parsed. Throws `Refusal` when it is none. */
export const structured = (args: Args): Args => Object.fromEntries(Object.entries(args).map(([key, value]) => [key, parsed(key, value)]));

/** The content of an upload: the file part of a form, or the body itself. */
export async function readUpload(contentType: string, body: Buffer): Promise<Buffer> {
  if (!contentType.includes('multipart/form-data')) return body;
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData();
  const part = [...form.values()].find((value) => typeof value !== 'string');
  return part ? Buffer.from(await part.arrayBuffer()) : Buffer.alloc(0);
}

/** The token: a bearer header, else a `token` argument. Null when there is none. */
export function readToken(request: IncomingMessage, url: URL, body: Buffer): string | null {
  const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  return bearer ?? url.searchParams.get('token') ?? new URLSearchParams(body.toString()).get('token');
}

export const word = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');
export const flag = (value: unknown): boolean => value === true || value === 'true' || value === '1' || value === 1;
