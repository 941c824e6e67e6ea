import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import { constants, type ServerHttp2Stream } from 'node:http2';
import { type AddressInfo, connect, createServer as createTcpServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import type { Call } from '../../../src/clients/kubernetes/session.ts';
import { BotError } from '../../../src/core/errors.ts';
import {
  type Answer,
  all,
  authority,
  base64,
  failure,
  json,
  kubeconfig,
  list,
  NO_PROXY,
  node,
  open,
  openAt,
  pod,
  startApiServer,
  stranger,
  user,
} from './api-server.ts';

const forever = new AbortController().signal;
const streamOf = (response: unknown): ServerHttp2Stream => (response as { readonly stream: ServerHttp2Stream }).stream;
const names = (objects: readonly { name: string }[]): string[] => objects.map(({ name }) => name);
const fails = async (promise: Promise<unknown>): Promise<BotError> => {
  const error = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(BotError);
  return error as BotError;
};

test.each([false, true])('pages are read to the last one, as the client certificate’s user (HTTP/2: %s)', async (http2) => {
  const api = await startApiServer(
    ({ url }, response) => {
      const next = url.searchParams.get('continue');
      json(response, next === null ? list([node('a'), node('b')], 'behind b/+=') : list([node('c')]));
    },
    { http2 },
  );
  const calls: Call[] = [];
  const cluster = openAt(api.url, { onCall: (call) => calls.push(call) });
  expect(names(await all(cluster.nodes.pages(forever)))).toEqual(['a', 'b', 'c']);
  expect(api.requests.map(({ url }) => url.pathname)).toEqual(['/api/v1/nodes', '/api/v1/nodes']);
  expect(api.requests.map(({ url }) => url.searchParams.get('limit'))).toEqual(['1500', '1500']);
  expect(api.requests.map(({ url }) => url.searchParams.get('continue'))).toEqual([null, 'behind b/+=']);
  expect(api.requests.map((request) => request.user)).toEqual(['bursting', 'bursting']);
  expect(calls.map(({ operation, status }) => [operation, status])).toEqual([
    ['list nodes', 200],
    ['list nodes', 200],
  ]);
  expect(calls.every(({ durationMs }) => durationMs > 0)).toBe(true);
});

test('pods that have ended are left out by the server', async () => {
  const api = await startApiServer((_, response) => json(response, list([pod('a')])));
  expect(names(await all(openAt(api.url).pods.runningPages(forever)))).toEqual(['a']);
  expect(api.requests[0]?.url.searchParams.get('fieldSelector')).toBe('status.phase!=Succeeded,status.phase!=Failed');
});

test('all requests share their connections', async () => {
  const api = await startApiServer(({ url }, response) => {
    const page = Number(url.searchParams.get('continue') ?? 0);
    json(response, list([node(`node-${page}`)], page < 20 ? String(page + 1) : ''));
  });
  expect(await all(openAt(api.url).nodes.pages(forever))).toHaveLength(21);
  expect(api.sockets.size).toBe(1);
});

test('what the server compressed is unpacked', async () => {
  const api = await startApiServer((_, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' });
    response.end(gzipSync(JSON.stringify(list([node('a')]))));
  });
  expect(names(await all(openAt(api.url).nodes.pages(forever)))).toEqual(['a']);
  expect(api.requests[0]?.headers['accept-encoding']).toBe('gzip');
});

test.each([
  [499, 1],
  [1_500, 1],
  [1_501, 2],
  [10_000, 7],
])('%i nodes take %i calls, and none has to be looked at in one go', async (count, calls) => {
  const api = await startApiServer(({ url }, response) => {
    const from = Number(url.searchParams.get('continue') ?? 0);
    const to = Math.min(count, from + Number(url.searchParams.get('limit')));
    const nodes = Array.from({ length: to - from }, (_, i) => node(`node-${from + i}`));
    json(response, list(nodes, to < count ? String(to) : ''));
  });
  const seen = new Set<string>();
  for await (const page of openAt(api.url).nodes.pages(forever)) {
    expect(page.length).toBeLessThanOrEqual(500);
    for (const { name } of page) seen.add(name);
  }
  expect(seen.size).toBe(count);
  expect(api.requests).toHaveLength(calls);
});

test('an empty page in the middle ends nothing', async () => {
  const api = await startApiServer(({ url }, response) =>
    json(response, url.searchParams.has('continue') ? list([node('a')]) : list([], 'more')),
  );
  expect(names(await all(openAt(api.url).nodes.pages(forever)))).toEqual(['a']);
});

test('a list that expires goes on with the token of the answer, and nothing comes twice', async () => {
  const api = await startApiServer(({ url }, response) => {
    const next = url.searchParams.get('continue');
    if (next === null) json(response, list([pod('a'), pod('b')], 'old'));
    else if (next === 'old') json(response, failure(410, 'Expired', 'too old', { continue: 'new' }), 410);
    else json(response, list([pod('c')]));
  });
  expect(names(await all(openAt(api.url).pods.runningPages(forever)))).toEqual(['a', 'b', 'c']);
  expect(api.requests.map(({ url }) => url.searchParams.get('continue'))).toEqual([null, 'old', 'new']);
});

test('a list that expires without a token begins anew, once, and nothing comes twice', async () => {
  let expired = 0;
  const api = await startApiServer(({ url }, response) => {
    const next = url.searchParams.get('continue');
    if (next === null) json(response, list([pod('a'), pod('b')], 'next'));
    else if (expired++ === 0) json(response, failure(410, 'Expired', 'too old'), 410);
    else json(response, list([pod('b'), pod('c')]));
  });
  expect(names(await all(openAt(api.url).pods.runningPages(forever)))).toEqual(['a', 'b', 'c']);
});

test.each([
  ['without a token', {}],
  ['with a token', { continue: 'again' }],
])('a list that only ever expires is given up (%s)', async (_, metadata) => {
  const api = await startApiServer(({ url }, response) =>
    url.searchParams.has('continue')
      ? json(response, failure(410, 'Expired', 'too old', metadata), 410)
      : json(response, list([pod('a')], 'next')),
  );
  const error = await fails(all(openAt(api.url).pods.runningPages(forever)));
  expect(error).toMatchObject({ code: 'upstream_failed', facts: { status: 410 }, retryable: true });
  expect(api.requests.length).toBeLessThanOrEqual(4);
});

test.each([
  [400, 'bad_request', { code: '400', detail: 'no' }],
  [401, 'credentials_rejected', { detail: 'no' }],
  [403, 'permission_denied', { action: 'list nodes', detail: 'no' }],
  [404, 'not_found', { detail: 'no' }],
  [302, 'upstream_failed', { status: 302, detail: 'no' }],
])('%d is %s, at once', async (status, code, facts) => {
  const api = await startApiServer((_, response) =>
    json(response, failure(status, 'Any', 'no'), status, { 'audit-id': 'audit-1', location: 'https://127.0.0.1:1/' }),
  );
  const error = await fails(all(openAt(api.url).nodes.pages(forever)));
  expect(error).toMatchObject({ code, facts: { service: 'Kubernetes', operation: 'list nodes', ...facts }, requestId: 'audit-1' });
  expect(api.requests).toHaveLength(1);
});

test.each([
  [429, { code: 'throttled', facts: { service: 'Kubernetes', operation: 'list nodes' } }],
  [503, { code: 'upstream_failed', facts: { status: 503, detail: 'wait' } }],
])('%d is tried three times, then told', async (status, expected) => {
  const api = await startApiServer((_, response) => json(response, failure(status, 'Any', 'wait'), status, { 'retry-after': '0' }));
  expect(await fails(all(openAt(api.url).nodes.pages(forever)))).toMatchObject({ ...expected, retryable: true });
  expect(api.requests).toHaveLength(3);
});

test('a server that asks for more patience than a run has is not waited for', async () => {
  const api = await startApiServer((_, response) => json(response, failure(429, 'TooManyRequests', 'wait'), 429, { 'retry-after': '600' }));
  expect((await fails(all(openAt(api.url).nodes.pages(forever)))).code).toBe('throttled');
  expect(api.requests).toHaveLength(1);
});

test('the wait that the server asked for ends when the run does', async () => {
  const stop = new AbortController();
  const api = await startApiServer((_, response) => {
    json(response, failure(429, 'TooManyRequests', 'wait'), 429, { 'retry-after': '15' });
    response.once('close', () => stop.abort(new Error('cancelled')));
  });
  await expect(all(openAt(api.url).nodes.pages(stop.signal))).rejects.toThrow('cancelled');
});

test.each<[string, boolean, (response: ServerResponse) => void]>([
  ['HTTP/1.1, the connection', false, (response) => response.destroy()],
  ['HTTP/2, the connection', true, (response) => streamOf(response).session?.destroy()],
  ['HTTP/2, the stream', true, (response) => streamOf(response).close(constants.NGHTTP2_INTERNAL_ERROR)],
])('what breaks in the middle of a page is asked for again, and nothing comes twice: %s', async (_, http2, breaks) => {
  let broken = 0;
  const answer: Answer = ({ url }, response) => {
    if (!url.searchParams.has('continue')) return json(response, list([pod('a')], 'next'));
    if (broken++ > 0) return json(response, list([pod('b'), pod('c')]));
    const text = JSON.stringify(list([pod('b'), pod('c')]));
    response.write(text.slice(0, text.length / 2), () => breaks(response));
  };
  const api = await startApiServer(answer, { http2 });
  expect(names(await all(openAt(api.url).pods.runningPages(forever)))).toEqual(['a', 'b', 'c']);
});

test.each([
  ['HTML', '<html>'],
  ['nothing', ''],
  ['half a list', '{"metadata":{},"items":[{"metadata":{"name":"a"}}'],
  ['another kind', '{"metadata":{"name":"a"},"data":{}}'],
  ['a node without a name', JSON.stringify(list([{ metadata: {} }]))],
  ['items that are no objects', JSON.stringify(list([1]))],
])('%s with status 200 is unreadable', async (_, body) => {
  const api = await startApiServer((_, response) => response.end(body));
  expect(await fails(all(openAt(api.url).nodes.pages(forever)))).toMatchObject({
    code: 'upstream_unreadable',
    facts: { service: 'Kubernetes', operation: 'list nodes' },
  });
});

test('broken compression is unreadable', async () => {
  const api = await startApiServer((_, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' });
    response.end('this is no gzip');
  });
  expect((await fails(all(openAt(api.url).nodes.pages(forever)))).code).toBe('upstream_unreadable');
});

test('a certificate of another authority is never talked to', async () => {
  const api = await startApiServer((_, response) => json(response, list([])), { certificate: await stranger.server(['127.0.0.1']) });
  expect(await fails(all(openAt(api.url).nodes.pages(forever)))).toMatchObject({
    code: 'cluster_untrusted',
    facts: { server: api.url, detail: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' },
  });
  expect(api.requests).toEqual([]);
});

test('a certificate for another host is never talked to', async () => {
  const api = await startApiServer((_, response) => json(response, list([])), { certificate: await authority.server(['10.0.0.7']) });
  const error = await fails(all(openAt(api.url).nodes.pages(forever)));
  expect(error).toMatchObject({ code: 'cluster_untrusted', facts: { server: api.url } });
  expect((error as BotError<'cluster_untrusted'>).facts.detail).toContain('10.0.0.7');
  expect(api.requests).toEqual([]);
});

test('an expired certificate is never talked to', async () => {
  const certificate = await authority.server(['127.0.0.1'], { notBefore: new Date(0), notAfter: new Date(86_400_000) });
  const api = await startApiServer((_, response) => json(response, list([])), { certificate });
  expect(await fails(all(openAt(api.url).nodes.pages(forever)))).toMatchObject({
    code: 'cluster_untrusted',
    facts: { detail: 'CERT_HAS_EXPIRED' },
  });
});

test('NODE_TLS_REJECT_UNAUTHORIZED does not switch verification off', async () => {
  const before = process.env.NODE_TLS_REJECT_UNAUTHORIZED;
  onTestFinished(() => {
    if (before === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    else process.env.NODE_TLS_REJECT_UNAUTHORIZED = before;
  });
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
  const api = await startApiServer((_, response) => json(response, list([])), { certificate: await stranger.server(['127.0.0.1']) });
  expect((await fails(all(openAt(api.url).nodes.pages(forever)))).code).toBe('cluster_untrusted');
});

test('insecure-skip-tls-verify beside an authority changes nothing', async () => {
  const api = await startApiServer((_, response) => json(response, list([])), { certificate: await stranger.server(['127.0.0.1']) });
  const cluster = open(kubeconfig({ server: api.url, ca: authority, insecure: true }));
  expect((await fails(all(cluster.nodes.pages(forever)))).code).toBe('cluster_untrusted');
});

test('a server that speaks no TLS is not trusted', async () => {
  const plain = createServer((_, response) => response.end('{}'));
  await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void plain.close());
  const { port } = plain.address() as AddressInfo;
  expect((await fails(all(openAt(`https://127.0.0.1:${port}`).nodes.pages(forever)))).code).toBe('cluster_untrusted');
});

test('a closed port is an unreachable cluster, private where only the VPC knows the way', async () => {
  const error = await fails(all(openAt('https://127.0.0.1:1').nodes.pages(forever)));
  expect(error).toMatchObject({
    code: 'cluster_unreachable',
    facts: { server: 'https://127.0.0.1:1', private: true, detail: 'ECONNREFUSED' },
    retryable: true,
  });
});

test('a server that accepts and never answers is unreachable after the time-out', async () => {
  const api = await startApiServer(() => {});
  expect(await fails(all(openAt(api.url, { timeoutMs: 100 }).nodes.pages(forever)))).toMatchObject({
    code: 'cluster_unreachable',
    facts: { detail: 'ETIMEDOUT' },
  });
  expect(api.requests).toHaveLength(1);
});

test('a connection that died without a word costs what was asked over it, no more', async () => {
  const api = await startApiServer((_, response) => json(response, list([node('a')])));
  const lines: Socket[] = [];
  const between = createTcpServer((near) => {
    const far = connect(api.port, '127.0.0.1');
    near.pipe(far).pipe(near);
    lines.push(near);
    for (const socket of [near, far]) socket.on('error', () => {});
    onTestFinished(() => void near.destroy());
  });
  await new Promise<void>((resolve) => between.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void between.close());
  const cluster = openAt(`https://127.0.0.1:${(between.address() as AddressInfo).port}`, { timeoutMs: 300 });
  await all(cluster.nodes.pages(forever));
  const [first] = lines;
  first?.unpipe().resume();
  const asked = [1, 2].map(() => fails(all(cluster.nodes.pages(forever))));
  for (const error of await Promise.all(asked))
    expect(error).toMatchObject({ code: 'upstream_unreachable', facts: { detail: 'ETIMEDOUT' } });
  expect(names(await all(cluster.nodes.pages(forever)))).toEqual(['a']);
  await expect.poll(() => first?.readableEnded || first?.destroyed).toBe(true);
});

test('a server that stops in the middle of an answer is reported as one that answered before', async () => {
  const api = await startApiServer((_, response) => void response.write('{"metadata":'));
  expect(await fails(all(openAt(api.url, { timeoutMs: 100 }).nodes.pages(forever)))).toMatchObject({
    code: 'upstream_unreachable',
    facts: { service: 'Kubernetes', operation: 'list nodes', detail: 'ETIMEDOUT' },
    retryable: true,
  });
});

test('an abort in the middle of a page ends the request and rejects with its reason', async () => {
  const stop = new AbortController();
  const closed = Promise.withResolvers<void>();
  const api = await startApiServer((_, response) => {
    response.once('close', closed.resolve);
    response.write('{"metadata":{},"items":[', () => stop.abort(new Error('shutting down')));
  });
  await expect(all(openAt(api.url).nodes.pages(stop.signal))).rejects.toThrow('shutting down');
  await closed.promise;
});

test('a consumer that leaves early makes no further request', async () => {
  const api = await startApiServer((_, response) => json(response, list([node('a')], 'more')));
  for await (const page of openAt(api.url).nodes.pages(forever)) {
    expect(page).toHaveLength(1);
    break;
  }
  expect(api.requests).toHaveLength(1);
});

test('where the public address cannot be reached, the private one is used, and preferred from then on', async () => {
  const api = await startApiServer((_, response) => json(response, list([node('a')])));
  const calls: (number | null)[] = [];
  // A name counts as public.
  const cluster = open(kubeconfig({ server: 'https://localhost:1', ca: authority }, { server: api.url, ca: authority }), {
    onCall: ({ status }) => calls.push(status),
  });
  expect(names(await all(cluster.nodes.pages(forever)))).toEqual(['a']);
  await all(cluster.nodes.pages(forever));
  expect(calls).toEqual([null, 200, 200]);
});

test('where neither address can be reached, the public one is reported', async () => {
  const cluster = open(kubeconfig({ server: 'https://127.0.0.1:1', ca: authority }, { server: 'https://localhost:1', ca: authority }));
  expect(await fails(all(cluster.nodes.pages(forever)))).toMatchObject({
    code: 'cluster_unreachable',
    facts: { server: 'https://localhost:1', private: false },
  });
});

test('where the public address shows a wrong certificate, the private one is not asked', async () => {
  const certificate = await stranger.server(['localhost']);
  const outside = await startApiServer((_, response) => json(response, list([])), { certificate });
  const inside = await startApiServer((_, response) => json(response, list([])));
  const cluster = open(kubeconfig({ server: `https://localhost:${outside.port}`, ca: authority }, { server: inside.url, ca: authority }));
  expect((await fails(all(cluster.nodes.pages(forever)))).code).toBe('cluster_untrusted');
  expect(inside.requests).toEqual([]);
});

test('a public address without an authority is verified against the private one’s authority and address', async () => {
  const certificate = await authority.server(['192.168.0.231']);
  const api = await startApiServer((_, response) => json(response, list([node('a')])), { certificate });
  const internal = { server: 'https://192.168.0.231:5443', ca: authority };
  const cluster = open(kubeconfig(internal, { server: `https://localhost:${api.port}`, insecure: true }));
  expect(names(await all(cluster.nodes.pages(forever)))).toEqual(['a']);
});

test('a public address without an authority whose certificate lacks the private address is never talked to', async () => {
  const api = await startApiServer((_, response) => json(response, list([])), { certificate: await authority.server(['localhost']) });
  const internal = { server: 'https://192.168.0.231:5443', ca: authority };
  const cluster = open(kubeconfig(internal, { server: `https://localhost:${api.port}`, insecure: true }));
  expect(await fails(all(cluster.nodes.pages(forever)))).toMatchObject({
    code: 'cluster_untrusted',
    facts: { server: `https://localhost:${api.port}` },
  });
  expect(api.requests).toEqual([]);
});

test('concurrent and later calls share one certificate; after an hour there is a new one', async () => {
  const api = await startApiServer((_, response) => json(response, list([])));
  const issued: { validForMs: number; at: number }[] = [];
  let time = 1_000_000;
  const cluster = open(null, {
    now: () => new Date(time),
    issue: async (validForMs, now) => {
      issued.push({ validForMs, at: now.getTime() });
      return kubeconfig({ server: api.url, ca: authority });
    },
  });
  await Promise.all([all(cluster.nodes.pages(forever)), all(cluster.pods.runningPages(forever))]);
  time += 3_599_999;
  await all(cluster.nodes.pages(forever));
  expect(issued).toEqual([{ validForMs: 4_500_000, at: 1_000_000 }]);
  time += 1;
  await all(cluster.nodes.pages(forever));
  expect(issued).toHaveLength(2);
});

test('a rejected certificate is not used again', async () => {
  let allowed = false;
  const api = await startApiServer((_, response) =>
    allowed ? json(response, list([])) : json(response, failure(401, 'Unauthorized', 'no'), 401),
  );
  let issued = 0;
  const cluster = open(null, {
    issue: async () => {
      issued += 1;
      return kubeconfig({ server: api.url, ca: authority });
    },
  });
  expect(await fails(all(cluster.nodes.pages(forever)))).toMatchObject({ code: 'credentials_rejected', retryable: true });
  allowed = true;
  await all(cluster.nodes.pages(forever));
  expect(issued).toBe(2);
});

test('an hour’s change in the middle of a list breaks nothing', async () => {
  let time = 0;
  const api = await startApiServer(({ url }, response) => {
    const page = Number(url.searchParams.get('continue') ?? 0);
    time += 1_800_000;
    json(response, list([node(`node-${page}`)], page < 5 ? String(page + 1) : ''));
  });
  expect(await all(openAt(api.url, { now: () => new Date(time) }).nodes.pages(forever))).toHaveLength(6);
});

test('requests go through the proxy, and past it where the exemptions say so', async () => {
  const api = await startApiServer((_, response) => json(response, list([node('a')])));
  const tunnels: { to: string; login: string | undefined }[] = [];
  const proxy = createServer();
  proxy.on('connect', (request, socket) => {
    tunnels.push({ to: request.url ?? '', login: request.headers['proxy-authorization'] });
    const through = connect(api.port, '127.0.0.1', () => socket.write('HTTP/1.1 200 OK\r\n\r\n'));
    through.pipe(socket).pipe(through);
    socket.on('error', () => through.destroy());
    through.on('error', () => socket.destroy());
    onTestFinished(() => void socket.destroy());
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void proxy.close());
  const httpsProxy = `http://me:secret@127.0.0.1:${(proxy.address() as AddressInfo).port}`;

  const proxied = openAt(api.url, { proxy: { ...NO_PROXY, httpsProxy } });
  expect(names(await all(proxied.nodes.pages(forever)))).toEqual(['a']);
  expect(tunnels).toEqual([{ to: `127.0.0.1:${api.port}`, login: `Basic ${base64('me:secret')}` }]);

  const exempt = openAt(api.url, { proxy: { ...NO_PROXY, httpsProxy, noProxy: '127.0.0.1' } });
  expect(names(await all(exempt.nodes.pages(forever)))).toEqual(['a']);
  expect(tunnels).toHaveLength(1);
});

test('a wrong certificate behind a proxy is never talked to', async () => {
  const api = await startApiServer((_, response) => json(response, list([])), { certificate: await authority.server(['10.0.0.7']) });
  const proxy = createServer().on('connect', (_, socket) => {
    const through = connect(api.port, '127.0.0.1', () => socket.write('HTTP/1.1 200 OK\r\n\r\n'));
    through.pipe(socket).pipe(through);
    socket.on('error', () => through.destroy());
    through.on('error', () => socket.destroy());
    onTestFinished(() => void socket.destroy());
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void proxy.close());
  const cluster = openAt(api.url, { proxy: { ...NO_PROXY, httpsProxy: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}` } });
  expect((await fails(all(cluster.nodes.pages(forever)))).code).toBe('cluster_untrusted');
  expect(api.requests).toEqual([]);
});

test('a proxy that refuses makes the cluster unreachable', async () => {
  const proxy = createServer().on('connect', (_, socket) => void socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n'));
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void proxy.close());
  const httpsProxy = `http://me:hunter2@127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  const error = await fails(all(openAt('https://127.0.0.1:1', { proxy: { ...NO_PROXY, httpsProxy } }).nodes.pages(forever)));
  expect(error.code).toBe('cluster_unreachable');
  expect(JSON.stringify(error.finding) + error.message).not.toContain('hunter2');
});

test('a connection that is closed before any answer is an unreachable cluster', async () => {
  const tcp = createTcpServer((socket) => void socket.destroy());
  await new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void tcp.close());
  const server = `https://127.0.0.1:${(tcp.address() as AddressInfo).port}`;
  expect((await fails(all(openAt(server).nodes.pages(forever)))).code).toBe('cluster_unreachable');
});

test('what the cluster says is cut, on one line, and without keys', async () => {
  const message = `no\n‮${'x'.repeat(1000)}${user.keyPem}`;
  const api = await startApiServer((_, response) => json(response, failure(403, 'Forbidden', message), 403));
  const error = (await fails(all(openAt(api.url).nodes.pages(forever)))) as BotError<'permission_denied'>;
  expect(error.facts.detail).toMatch(/^no x{296}…$/);
});

test('no key or certificate is in an error, whatever goes wrong', async () => {
  const secrets = [user.keyPem, base64(user.keyPem), user.certPem, base64(user.certPem)].flatMap((text) => [text, text.slice(60, 120)]);
  const answers = [
    kubeconfig({ server: 'https://127.0.0.1:1', ca: authority }),
    kubeconfig({ server: 'http://127.0.0.1:1', ca: authority }),
    kubeconfig({ server: 'https://127.0.0.1:1' }),
    { ...(kubeconfig() as object), clusters: base64(user.keyPem) },
    { kind: 'Config', users: [{ user: { 'client-key-data': base64(user.keyPem) } }] },
  ];
  for (const answer of answers) {
    const error = await fails(all(open(answer).nodes.pages(forever)));
    const told = [JSON.stringify(error.finding), error.message, error.stack ?? '', String(error.cause)].join('\n');
    for (const secret of secrets) expect(told).not.toContain(secret);
  }
});

test('a certificate that OpenSSL cannot read is an unreadable answer', async () => {
  const fake = base64('-----BEGIN CERTIFICATE-----\nFAKE\n-----END CERTIFICATE-----\n');
  const answer = kubeconfig({ server: 'https://127.0.0.1:1', ca: authority }) as { users: { user: object }[] };
  answer.users = [{ user: { 'client-certificate-data': fake, 'client-key-data': fake } }];
  expect(await fails(all(open(answer).nodes.pages(forever)))).toMatchObject({
    code: 'upstream_unreadable',
    facts: { service: 'CCE', operation: 'CreateKubernetesClusterCert' },
  });
});

test('nothing is written to disk', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'bursting-'));
  const before = process.env.TMPDIR;
  process.env.TMPDIR = directory;
  onTestFinished(() => {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    rmSync(directory, { recursive: true });
  });
  const api = await startApiServer((_, response) => json(response, list([node('a')])));
  await all(openAt(api.url).nodes.pages(forever));
  expect(readdirSync(directory)).toEqual([]);
});
