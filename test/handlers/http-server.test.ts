import { createConnection } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { type HttpServer, type ServerDeps, startHttpServer } from '../../handlers/http-server.ts';

const started = async (deps: Partial<ServerDeps> = {}): Promise<HttpServer & { url: string }> => {
  const server = await startHttpServer({
    host: '127.0.0.1',
    port: 0,
    notReady: () => null,
    metrics: async () => ({ contentType: 'text/plain', text: 'm 1\n' }),
    slackEvents: null,
    ...deps,
  });
  onTestFinished(() => server.close());
  return { ...server, url: `http://127.0.0.1:${server.port}` };
};
const now = (): string => String(Math.floor(Date.now() / 1_000));

test('is healthy as long as it answers, ready only when nothing is missing, and says what is', async () => {
  let missing: string | null = 'not connected to Slack';
  const { url } = await started({ notReady: () => missing });
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  const not = await fetch(`${url}/readyz`);
  expect([not.status, await not.text()]).toEqual([503, 'not connected to Slack\n']);
  missing = null;
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
});

test('metrics that cannot be collected are a 500, not a connection that hangs', async () => {
  const { url } = await started({ metrics: () => Promise.reject(new Error('broken')) });
  expect((await fetch(`${url}/metrics`)).status).toBe(500);
});

test.each([
  ['five minutes ahead', () => String(Number(now()) + 299), 200],
  ['more than five minutes ahead', () => String(Number(now()) + 302), 401],
  ['no number', () => 'soon', 401],
  ['empty', () => '', 200],
])('a delivery whose time is %s: %i', async (_, time, status) => {
  const { url } = await started({ slackEvents: (_request, response) => void response.end('ok') });
  const answer = await fetch(`${url}/slack/events`, { method: 'POST', headers: { 'x-slack-request-timestamp': time() } });
  expect(answer.status).toBe(status);
});

test('in Socket Mode there is no door for deliveries', async () => {
  const { url } = await started();
  const answer = await fetch(`${url}/slack/events`, { method: 'POST', headers: { 'x-slack-request-timestamp': now() } });
  expect(answer.status).toBe(404);
});

test('what is refused half read does not hold up the next request on the same connection', async () => {
  const { port } = await started({ slackEvents: (_request, response) => void response.writeHead(413).end() });
  const socket = createConnection(port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  const body = 'x'.repeat(4_000_000);
  socket.write(
    `POST /slack/events HTTP/1.1\r\nHost: x\r\nX-Slack-Request-Timestamp: ${now()}\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
  socket.write('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n');
  let heard = '';
  for await (const data of socket) {
    heard += String(data);
    if (heard.includes('200 OK')) break;
  }
  expect(heard).toMatch(/^HTTP\/1\.1 413[\s\S]*HTTP\/1\.1 200 OK/);
});

test('a port that is taken is an error that names it', async () => {
  const { port } = await started();
  await expect(started({ port })).rejects.toThrow(new RegExp(`EADDRINUSE.*${port}`));
});

test('closing waits for the answer under way, and for no client that keeps its connection', async () => {
  const answers: (() => void)[] = [];
  const server = await started({ slackEvents: (_request, response) => void answers.push(() => response.end('late')) });
  const asked = fetch(`${server.url}/slack/events`, { method: 'POST', headers: { 'x-slack-request-timestamp': now() } });
  await expect.poll(() => answers.length).toBe(1);
  const closed = server.close();
  answers[0]?.();
  expect(await (await asked).text()).toBe('late');
  const since = performance.now();
  await closed;
  // Node keeps a connection for 5 s after an answer.
  expect(performance.now() - since).toBeLessThan(4_000);
});
