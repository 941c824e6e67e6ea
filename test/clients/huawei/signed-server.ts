import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { verify } from '../../../sandbox/cloud/signature.ts';
import type { CloudCall, CloudOptions } from '../../../src/clients/huawei/cloud.ts';
import { openCloud } from '../../../src/clients/huawei/cloud.ts';
import { type Pace, systemPace } from '../../../src/clients/huawei/pace.ts';
import type { ProxyConfig } from '../../../src/config/config.ts';

export const PROJECT = '0f1e2d3c4b5a69788796a5b4c3d2e1f0';
export const CLUSTER = '6f3c9a52-7d18-11f0-9b2e-0255ac100a01';
export const VPC = '3d9f1c6e-52ab-4b77-9c0e-8f61d2a4b713';
export const KEY = { ak: 'FAKEACCESSKEY0000001', sk: 'fakeSecretKeyFakeSecretKeyFakeSecret0001', securityToken: null };
export const DIRECT: ProxyConfig = { httpsProxy: null, httpProxy: null, noProxy: null };

/** A wire shape of `fixtures/`, or of an error envelope there. */
export const fixture = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8'));

/** A wire shape with one field, by its path, replaced; undefined: left out. */
export function changed(name: string, path: string, value: unknown): unknown {
  const copy = fixture(name);
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  let at: Record<string, unknown> = copy;
  for (const key of keys) at = at[key] as Record<string, unknown>;
  if (value === undefined) delete at[last];
  else at[last] = value;
  return copy;
}

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** The client's port: the same for requests over the same connection. */
  readonly from: number | undefined;
  /** Of the verifier; empty: the signature is right. */
  readonly refused: string;
}

export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text goes out as it is, everything else as JSON. */
  readonly body?: unknown;
  readonly trouble?: 'hang' | 'reset' | 'half';
}

/** A service on loopback: checks each signature, answers what the test says, and remembers what it got. */
export class SignedServer {
  readonly received: Received[] = [];
  readonly calls: CloudCall[] = [];
  answer: (request: Received) => Reply = () => ({ status: 404 });
  readonly #server = createServer((request, response) => void this.#serve(request, response));

  static async start(): Promise<SignedServer> {
    const server = new SignedServer();
    await new Promise<void>((resolve) => server.#server.listen(0, '127.0.0.1', resolve));
    return server;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** A cloud whose services are all here. */
  cloud(options: Partial<CloudOptions> = {}, pace: Pace = impatient()) {
    const endpoints = { cce: this.url, vpc: this.url, vpcep: this.url, swr: this.url, iam: this.url };
    const onCall = (call: CloudCall): void => void this.calls.push(call);
    return openCloud({ region: 'cn-north-4', credentials: KEY, endpoints, proxy: DIRECT, onCall, ...options }, pace);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const rawBody = Buffer.concat(chunks);
    const { method = '', url = '', headers } = request;
    const verdict = verify({ method, url, headers, rawBody }, (ak) => (ak === KEY.ak ? KEY.sk : undefined));
    const { pathname, searchParams } = new URL(url, this.url);
    const received = {
      method,
      path: pathname,
      query: Object.fromEntries(searchParams),
      headers,
      body: rawBody.toString('utf8'),
      from: request.socket.remotePort,
    };
    this.received.push({ ...received, refused: verdict.ok ? '' : verdict.why });
    const {
      status = 200,
      headers: extra = {},
      body = {},
      trouble,
    } = verdict.ok
      ? this.answer({ ...received, refused: '' })
      : { status: 401, body: { error_code: 'APIGW.0301', error_msg: verdict.why } };
    if (trouble === 'hang') return;
    if (trouble === 'reset') return void request.socket.resetAndDestroy();
    response.writeHead(status, { 'content-type': typeof body === 'string' ? 'text/html' : 'application/json', ...extra });
    if (trouble === 'half') return void response.write('{"endpoints":[', () => request.socket.destroy());
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  }
}

/** Waits that were asked for, none of which takes time: the clock jumps instead. */
export interface TestPace extends Pace {
  readonly slept: number[];
}

export function impatient(overrides: Partial<Pace> = {}): TestPace {
  const slept: number[] = [];
  let skipped = 0;
  return {
    ...systemPace,
    now: () => performance.now() + skipped,
    sleep: async (ms, signal) => {
      signal.throwIfAborted();
      slept.push(ms);
      skipped += ms;
    },
    random: () => 0.5,
    slept,
    ...overrides,
  };
}

export const never = (): AbortSignal => new AbortController().signal;
