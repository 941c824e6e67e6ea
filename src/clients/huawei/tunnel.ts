import http from 'node:http';
import https from 'node:https';
import type { Duplex } from 'node:stream';
import { portOf } from './proxy.ts';

/** How long a proxy may take to open a tunnel. */
const TIMEOUT_MS = 10_000;

type Done = (error: Error | null, socket: Duplex) => void;
/** The same callback, as Node takes it when there is no socket; its type wants one all the same. */
type Failed = ((error: Error) => void) | undefined;
interface Place {
  readonly host?: string | null | undefined;
  readonly port?: string | number | null | undefined;
}

/** Connections to http targets through CONNECT, kept alive like direct ones. */
export class HttpTunnel extends http.Agent {
  readonly #proxy: URL;

  constructor(proxy: URL, options: http.AgentOptions) {
    super(options);
    this.#proxy = proxy;
  }

  override createConnection(options: http.ClientRequestArgs, done?: Done): undefined {
    openTunnel(this.#proxy, options).then(
      (socket) => done?.(null, socket),
      (error: Error) => (done as Failed)?.(error),
    );
  }
}

/** The same for https targets: TLS is spoken with the target, inside the tunnel. */
export class HttpsTunnel extends https.Agent {
  readonly #proxy: URL;

  constructor(proxy: URL, options: https.AgentOptions) {
    super(options);
    this.#proxy = proxy;
  }

  override createConnection(options: https.RequestOptions, done?: Done): undefined {
    openTunnel(this.#proxy, options).then(
      (socket) => done?.(null, this.#encrypt(options, socket)),
      (error: Error) => (done as Failed)?.(error),
    );
  }

  /** `https.Agent` itself always returns the socket. */
  #encrypt(options: https.RequestOptions, socket: Duplex): Duplex {
    return super.createConnection({ ...options, socket } as https.RequestOptions) as Duplex;
  }
}

/** An open CONNECT tunnel. Errors name neither the proxy's credentials nor its address. */
async function openTunnel(proxy: URL, { host, port }: Place): Promise<Duplex> {
  const authority = `${host?.includes(':') ? `[${host}]` : host}:${port}`;
  const login = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
  const { promise, resolve, reject } = Promise.withResolvers<Duplex>();
  const request = (proxy.protocol === 'https:' ? https : http).request({
    method: 'CONNECT',
    host: proxy.hostname.replace(/^\[|\]$/g, ''),
    port: portOf(proxy),
    path: authority,
    agent: false,
    rejectUnauthorized: true,
    headers: {
      host: authority,
      ...(login === ':' ? {} : { 'proxy-authorization': `Basic ${Buffer.from(login).toString('base64')}` }),
    },
  });
  request.setTimeout(TIMEOUT_MS, () => request.destroy(new Error('no answer in time')));
  request.on('error', (error: NodeJS.ErrnoException) => reject(new ProxyError(`does not answer (${error.code ?? error.message})`)));
  request.on('connect', (response, socket, head) => {
    socket.setTimeout(0);
    const { statusCode = 0 } = response;
    if (statusCode >= 200 && statusCode < 300) {
      if (head.length > 0) socket.unshift(head);
      resolve(socket);
    } else {
      socket.destroy();
      reject(new ProxyError(`answered CONNECT with ${statusCode}`));
    }
  });
  request.end();
  return promise;
}

class ProxyError extends Error {
  readonly code = 'EPROXY';

  constructor(what: string) {
    super(`the proxy ${what}`);
  }
}
