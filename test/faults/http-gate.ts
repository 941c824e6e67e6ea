import http, { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Crossing, Gate, Meet, Verdict } from './crossing.ts';

export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

/** What stands between one bot and a service that speaks HTTP: requests and answers pass whole, as they are. */
export async function startHttpGate(
  who: Pick<Crossing, 'bot' | 'role' | 'wire'>,
  upstream: string,
  nameOf: (request: HttpRequest) => string | null,
  meet: Meet,
): Promise<Gate> {
  const { hostname, port } = new URL(upstream);
  const agent = new http.Agent({ keepAlive: true });
  const pass = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = 'GET', url = '/', headers } = request;
    const body = await whole(request);
    const name = nameOf({ method, path: url, body: body.toString() });
    const met = (moment: Crossing['moment']): boolean => {
      const verdict = name === null ? 'pass' : meet({ ...who, name, moment });
      if (verdict !== 'pass') obey(verdict, response);
      return verdict === 'pass';
    };
    if (!met('before')) return;
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    http.request({ hostname, port, method, path: url, headers, agent }, resolve).on('error', reject).end(body);
    const answer = await promise;
    const said = await whole(answer);
    if (!met('after')) return;
    response.writeHead(answer.statusCode ?? 502, answer.headers).end(said);
  };
  const server = createServer((request, response) => {
    pass(request, response).catch(() => response.destroy());
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

function obey(verdict: Exclude<Verdict, 'pass'>, response: ServerResponse): void {
  if (verdict === 'hang') return;
  if (verdict === 'drop') return void response.socket?.resetAndDestroy();
  const { status, retryAfterS } = verdict;
  const headers = { 'content-type': 'application/json', ...(retryAfterS === undefined ? {} : { 'retry-after': String(retryAfterS) }) };
  response.writeHead(status, headers).end(JSON.stringify({ ok: false, error: status === 429 ? 'ratelimited' : 'internal' }));
}

async function whole(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
