import http, { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import type { Crossing, Gate, Meet, Verdict } from './crossing.ts';

export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

export interface HttpGateOptions {
  readonly upstream: string;
  /** Null: passes unseen. */
  readonly nameOf: (request: HttpRequest) => string | null;
  readonly meet: Meet;
  /** TLS on both sides: what the gate shows to either of them. A bot must show a certificate of `ca`. */
  readonly tls?: { readonly ca: string; readonly server: KeyPair; readonly client: KeyPair };
  /** What the bot is told instead of what was answered. */
  readonly told?: (name: string | null, said: Buffer) => Buffer;
}

interface KeyPair {
  readonly certPem: string;
  readonly keyPem: string;
}

/** What stands between one bot and a service that speaks HTTP: requests and answers pass whole, as they are. */
export async function startHttpGate(
  who: Pick<Crossing, 'bot' | 'role' | 'wire'>,
  { upstream, nameOf, meet, tls, told = (_, said) => said }: HttpGateOptions,
): Promise<Gate> {
  const { hostname, port } = new URL(upstream);
  const agent = tls
    ? new https.Agent({ keepAlive: true, ca: tls.ca, cert: tls.client.certPem, key: tls.client.keyPem })
    : new http.Agent({ keepAlive: true });
  const send = tls ? https.request : http.request;
  const sockets = new Map<number | undefined, Socket>();
  /** TLS has no reset of its own: what it travels on has. */
  const reset = ({ socket }: ServerResponse): void => void sockets.get(socket?.remotePort)?.resetAndDestroy();
  const pass = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = 'GET', url = '/', headers } = request;
    const body = await whole(request);
    const name = nameOf({ method, path: url, body: body.toString() });
    const met = (moment: Crossing['moment']): boolean => {
      const verdict = name === null ? 'pass' : meet({ ...who, name, moment });
      if (verdict === 'drop') reset(response);
      else if (verdict !== 'pass') obey(verdict, response);
      return verdict === 'pass';
    };
    if (!met('before')) return;
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    send({ hostname, port, method, path: url, headers, agent }, resolve).on('error', reject).end(body);
    const answer = await promise;
    const said = told(name, await whole(answer));
    if (!met('after')) return;
    response.writeHead(answer.statusCode ?? 502, { ...answer.headers, ...lengthIn(answer, said) }).end(said);
  };
  const serve: RequestListener = (request, response) => {
    pass(request, response).catch(() => response.destroy());
  };
  const server = tls
    ? https.createServer({ cert: tls.server.certPem, key: tls.server.keyPem, ca: tls.ca, requestCert: true }, serve)
    : createServer(serve);
  server.on('connection', (socket: Socket) => {
    const { remotePort } = socket;
    sockets.set(remotePort, socket);
    socket.once('close', () => sockets.delete(remotePort));
  });
  server.keepAliveTimeout = 600_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    close: () =>
      new Promise((resolve) => {
        agent.destroy();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function obey(verdict: Exclude<Verdict, 'pass' | 'drop'>, response: ServerResponse): void {
  if (verdict === 'hang') return;
  const { status, retryAfterS } = verdict;
  const headers = { 'content-type': 'application/json', ...(retryAfterS === undefined ? {} : { 'retry-after': String(retryAfterS) }) };
  response.writeHead(status, headers).end(JSON.stringify({ ok: false, error: status === 429 ? 'ratelimited' : 'internal' }));
}

const lengthIn = ({ headers }: IncomingMessage, said: Buffer): Readonly<Record<string, string>> =>
  headers['content-length'] === undefined ? {} : { 'content-length': String(said.length) };

async function whole(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
