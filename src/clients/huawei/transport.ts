import http, { type Agent } from 'node:http';
import https from 'node:https';
import type { ProxyConfig } from '../../config/config.ts';
import type { Answer } from './fault.ts';
import { proxyFor } from './proxy.ts';
import { HttpsTunnel, HttpTunnel } from './tunnel.ts';

/** A request that is already signed: `url` and `headers` are sent as they are. */
export interface WireRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** Far above any answer of these APIs. */
const MAX_BODY_BYTES = 64 * 1024 * 1024;
const KEEP_ALIVE = { keepAlive: true, maxFreeSockets: 16 } as const;

/** No answer came: `message` says why and holds no header and no body. */
export class NoAnswer extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message === '' ? code : message.includes(code) ? message : `${message} (${code})`);
    this.code = code;
  }
}

/**
 * Requests over kept connections, direct or through the configured proxy. Redirects are answers like any other: following one would send
 * a signed request to an address that nobody configured.
 */
export class Transport {
  readonly #proxy: ProxyConfig;
  readonly #timeoutMs: number;
  readonly #agents = new Map<string, Agent>();

  /** `timeoutMs`: from sending a request to the last byte of its answer. */
  constructor(proxy: ProxyConfig, timeoutMs: number) {
    this.#proxy = proxy;
    this.#timeoutMs = timeoutMs;
  }

  /** The whole answer, whatever its status. Rejects with `NoAnswer`, or with the signal's reason. */
  async send({ method, url, headers, body }: WireRequest, signal: AbortSignal): Promise<Answer> {
    signal.throwIfAborted();
    const request = (url.protocol === 'https:' ? https : http).request(url, {
      method,
      agent: this.#agentFor(url),
      headers: {
        ...headers,
        accept: 'application/json',
        'accept-encoding': 'identity',
        'user-agent': 'bursting',
        ...(body === null ? {} : { 'content-length': Buffer.byteLength(body) }),
      },
    });
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    const giveUp = (reason: unknown): void => {
      reject(reason);
      request.destroy();
    };
    const fail = (error: NodeJS.ErrnoException): void => reject(new NoAnswer(error.code ?? error.name, error.message));
    // Neither the request's own `signal` nor its `timeout`: while it waits for its tunnel it would not hear of them.
    const onAbort = (): void => giveUp(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    const timer = setTimeout(() => giveUp(new NoAnswer('ETIMEDOUT', `no answer within ${this.#timeoutMs / 1000} s`)), this.#timeoutMs);
    request.on('error', fail);
    request.on('response', (response) => read(response).then(resolve, fail));
    request.end(body ?? undefined);
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    }
  }

  close(): void {
    for (const agent of this.#agents.values()) agent.destroy();
  }

  #agentFor(url: URL): Agent {
    const proxy = proxyFor(url, this.#proxy);
    const key = `${url.protocol} ${proxy?.href ?? 'direct'}`;
    const agent = this.#agents.get(key) ?? newAgent(url.protocol === 'https:', proxy);
    this.#agents.set(key, agent);
    return agent;
  }
}

function newAgent(secure: boolean, proxy: URL | null): Agent {
  // Said aloud, so that NODE_TLS_REJECT_UNAUTHORIZED cannot turn it off.
  const tls = { ...KEEP_ALIVE, rejectUnauthorized: true };
  if (proxy === null) return secure ? new https.Agent(tls) : new http.Agent(KEEP_ALIVE);
  return secure ? new HttpsTunnel(proxy, tls) : new HttpTunnel(proxy, KEEP_ALIVE);
}

async function read(response: http.IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_BODY_BYTES) throw new NoAnswer('E2BIG', `more than ${MAX_BODY_BYTES} bytes`);
    chunks.push(chunk);
  }
  return { status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks).toString('utf8') };
}
