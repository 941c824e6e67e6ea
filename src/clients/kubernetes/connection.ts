import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { Dispatcher } from 'undici';
import type { ProxyConfig } from '../../config/config.ts';
import { proxyFor } from '../huawei/proxy.ts';
import type { Access, Endpoint } from './kubeconfig.ts';

export interface Request {
  readonly method: 'GET' | 'POST' | 'PATCH';
  readonly path: string;
  /** Of `body`. */
  readonly contentType?: string;
  readonly body?: string;
}

/** An answer whose body has not been read yet. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Unpacked. Whoever leaves it early lets go of the connection. */
  readonly body: AsyncIterable<Buffer>;
}

/** Loaded by the first connection: a process that calls no cluster does without. */
export const loadPools = () => import('undici');

/** TCP probes begin before load balancers close an idle connection, after 60 s. */
const KEEP_ALIVE = { keepAlive: true, keepAliveInitialDelay: 30_000 } as const;

/** How connections are made: as the Kubernetes client's `createDispatcherOptions` says of the same kubeconfig. */
export function poolOf(endpoint: Endpoint, access: Pick<Access, 'certData' | 'keyData'>, proxy: ProxyConfig) {
  const tls = {
    ca: Buffer.from(endpoint.caData, 'base64'),
    cert: Buffer.from(access.certData, 'base64'),
    key: Buffer.from(access.keyData, 'base64'),
    // Said aloud, because what is left open would follow NODE_TLS_REJECT_UNAUTHORIZED.
    rejectUnauthorized: true,
    ...(endpoint.tlsServerName === null ? {} : { servername: endpoint.tlsServerName }),
  };
  const through = proxyFor(new URL(endpoint.server), proxy);
  return through === null
    ? ({ type: 'agent', connect: { ...tls, ...KEEP_ALIVE } } as const)
    : ({ type: 'proxy', uri: through.href, requestTls: tls, connect: KEEP_ALIVE } as const);
}

/** Kept-alive connections to one API server, all with the client certificate and all verified. */
export class Connection {
  readonly endpoint: Endpoint;
  /** Whether the server has ever answered here. */
  answered = false;
  readonly #pool: () => Dispatcher;
  #dispatcher: Dispatcher;
  #since = performance.now();
  /** Those that fell silent, until what is under way there has ended. */
  readonly #left = new Set<Dispatcher>();

  private constructor(endpoint: Endpoint, pool: () => Dispatcher) {
    this.endpoint = endpoint;
    this.#pool = pool;
    this.#dispatcher = pool();
  }

  static async open(endpoint: Endpoint, access: Access, proxy: ProxyConfig): Promise<Connection> {
    const { Agent, ProxyAgent } = await loadPools();
    const pool = poolOf(endpoint, access, proxy);
    return new Connection(endpoint, () => (pool.type === 'agent' ? new Agent({ connect: pool.connect }) : new ProxyAgent(pool)));
  }

  /** One request. Rejects with the error of the socket, of TLS, or the signal's reason; never follows a redirect. */
  async request({ method, path, contentType, body: sent }: Request, signal: AbortSignal): Promise<Reply> {
    const { origin, pathname } = new URL(this.endpoint.server);
    const { statusCode, headers, body } = await this.#dispatcher.request({
      origin,
      path: pathname.replace(/\/$/, '') + path,
      method,
      headers: {
        accept: 'application/json',
        'accept-encoding': 'gzip',
        'user-agent': 'bursting',
        ...(contentType === undefined ? {} : { 'content-type': contentType }),
      },
      body: sent ?? null,
      signal,
    });
    this.answered = true;
    // Who reads the body sees its errors; a body that nobody reads to its end may fail unseen.
    body.on('error', () => {});
    return {
      status: statusCode,
      headers,
      body: headers['content-encoding'] === 'gzip' ? pipeline(body, createGunzip(), () => {}) : body,
    };
  }

  /**
   * A request that began then got no answer in time. What comes next goes over a new connection: the old one may be dead without a word,
   * and over HTTP/2 a request that is given up leaves it as it is.
   */
  fellSilent(then: number): void {
    if (then < this.#since) return;
    const silent = this.#dispatcher;
    this.#dispatcher = this.#pool();
    this.#since = performance.now();
    this.#left.add(silent);
    void silent.close().then(() => this.#left.delete(silent));
  }

  /** Breaks off requests under way. */
  async destroy(): Promise<void> {
    await Promise.all([this.#dispatcher, ...this.#left].map((each) => each.destroy()));
  }
}
