import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';

/** Where Slack delivers everything in HTTP mode. */
export const EVENTS_PATH = '/slack/events';

/** Slack signs the time of sending; what claims to come from the future would stay replayable for longer than what is remembered of it. */
const FUTURE_SECONDS = 300;

export interface ServerDeps {
  readonly host: string;
  readonly port: number;
  /** Null: able to do its work. Otherwise what is missing, in a few words. */
  readonly notReady: () => string | null;
  readonly metrics: () => Promise<{ readonly contentType: string; readonly text: string }>;
  /** HTTP mode: Bolt's listener for `/slack/events`, which verifies the signature. */
  readonly slackEvents: RequestListener | null;
}

export interface HttpServer {
  readonly port: number;
  /** Answers what has arrived and takes no more. */
  close(): Promise<void>;
}

/** Health, readiness, metrics, and Slack's deliveries in HTTP mode: one port. Rejects if it cannot listen there. */
export async function startHttpServer(deps: ServerDeps): Promise<HttpServer> {
  let closing = false;
  const server = createServer((request, response) => {
    response.once('finish', () => {
      // What is refused half read (too large) would otherwise hold up the next request on the same connection for ever.
      request.resume();
      // And a connection that has had its last answer must not keep the server open for as long as the client likes.
      if (closing) setImmediate(() => server.closeIdleConnections());
    });
    route(deps, request, response).catch(() => {
      if (!response.headersSent) response.writeHead(500).end();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(deps.port, deps.host, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : deps.port,
    // Closing twice is closing once: the callback then gets an error that says nothing new.
    close: () =>
      new Promise((resolve) => {
        closing = true;
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
}

async function route(deps: ServerDeps, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = (request.url ?? '/').split('?')[0];
  if (path === EVENTS_PATH && request.method === 'POST' && deps.slackEvents) {
    const sentAt = Number(request.headers['x-slack-request-timestamp']);
    if (!(sentAt <= Date.now() / 1_000 + FUTURE_SECONDS)) return void response.writeHead(401).end();
    return void deps.slackEvents(request, response);
  }
  if (request.method !== 'GET') return void response.writeHead(404).end();
  switch (path) {
    case '/healthz':
      return text(response, 200, 'ok');
    case '/readyz': {
      const missing = deps.notReady();
      return text(response, missing === null ? 200 : 503, missing ?? 'ready');
    }
    case '/metrics': {
      const metrics = await deps.metrics();
      response.writeHead(200, { 'content-type': metrics.contentType });
      response.end(metrics.text);
      return;
    }
    default:
      return text(response, 404, 'not found');
  }
}

function text(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
  response.end(`${body}\n`);
}
