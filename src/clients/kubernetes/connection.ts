import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { RequestContext } from '@kubernetes/client-node';
import type { ProxyConfig } from '../../config/config.ts';
import { proxyFor } from '../huawei/proxy.ts';
import type { Access, Endpoint } from './kubeconfig.ts';

type Dispatcher = NonNullable<ReturnType<RequestContext['getDispatcher']>>;

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

export const loadClient = () => import('@kubernetes/client-node');

/**
 * Kept-alive connections to one API server, all with the client certificate and all verified. The Kubernetes client makes them from a
 * kubeconfig in memory; it would make a new pool for every request, so one of its pools is taken and kept. The client is loaded by the
 * first connection, because that takes half a second (in which nothing else runs) and 90 MB (Node 24.21).
 */
export class Connection {
  readonly endpoint: Endpoint;
  /** Whether the server has ever answered here. */
  answered = false;
  readonly #dispatcher: Dispatcher;

  private constructor(endpoint: Endpoint, dispatcher: Dispatcher) {
    this.endpoint = endpoint;
    this.#dispatcher = dispatcher;
  }

  static async open(endpoint: Endpoint, access: Access, proxy: ProxyConfig): Promise<Connection> {
    const { HttpMethod, KubeConfig, RequestContext } = await loadClient();
    const { server, caData, tlsServerName } = endpoint;
    const through = proxyFor(new URL(server), proxy);
    const config = new KubeConfig();
    config.loadFromOptions({
      clusters: [
        {
          name: 'cluster',
          server,
          caData,
          skipTLSVerify: false,
          ...(tlsServerName === null ? {} : { tlsServerName }),
          ...(through === null ? {} : { proxyUrl: through.href }),
        },
      ],
      users: [{ name: 'user', certData: access.certData, keyData: access.keyData }],
      contexts: [{ name: 'context', cluster: 'cluster', user: 'user' }],
      currentContext: 'context',
    });
    config.addAuthenticator({
      isAuthProvider: () => true,
      // Said aloud, because what is left open would follow NODE_TLS_REJECT_UNAUTHORIZED.
      applyAuthentication: async (_, options) => {
        options.rejectUnauthorized = true;
      },
    });
    const context = new RequestContext(server, HttpMethod.GET);
    await config.applySecurityAuthentication(context);
    const dispatcher = context.getDispatcher();
    if (dispatcher === undefined) throw new TypeError('the kubernetes client made no connection pool');
    return new Connection(endpoint, dispatcher);
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

  /** Breaks off requests under way. */
  async destroy(): Promise<void> {
    await this.#dispatcher.destroy();
  }
}
