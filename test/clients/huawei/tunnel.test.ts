import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { issueAuthority } from '../../../sandbox/cluster/certificates.ts';
import { Transport } from '../../../src/clients/huawei/transport.ts';
import { ConnectProxy } from './connect-proxy.ts';
import { CLUSTER, DIRECT, fixture, impatient, never, PROJECT, SignedServer } from './signed-server.ts';

let server: SignedServer;
let proxy: ConnectProxy;
beforeEach(async () => {
  [server, proxy] = await Promise.all([SignedServer.start(), ConnectProxy.start()]);
  server.answer = () => ({ body: fixture('cce.show-cluster.turbo-eni') });
});
afterEach(async () => {
  await Promise.all([server.stop(), proxy.stop()]);
});
const target = (): string => `127.0.0.1:${server.port}`;
const show = (cloud: ReturnType<SignedServer['cloud']>, signal = never()) => cloud.project(PROJECT).clusters.show(CLUSTER, signal);
const login = (url: string): string => url.replace('://', '://bob:pass%20word@');

describe('calls to http endpoints', () => {
  it('go through the proxy, signed, over one kept tunnel', async () => {
    const cloud = server.cloud({ proxy: { ...DIRECT, httpProxy: login(proxy.url) } });
    for (let i = 0; i < 3; i += 1) await show(cloud);
    cloud.close();
    expect(proxy.tunnels).toEqual([target()]);
    expect(proxy.logins).toEqual([`Basic ${Buffer.from('bob:pass word').toString('base64')}`]);
    expect(server.received.map((request) => request.refused)).toEqual(['', '', '']);
    expect(server.received[0]?.headers['proxy-authorization']).toBeUndefined();
  });

  it.each([
    ['127.0.0.1', 0],
    ['*', 0],
    ['127.0.0.1:1', 1],
    ['example.com', 1],
  ])('with NO_PROXY=%s open %i tunnels', async (noProxy, tunnels) => {
    const cloud = server.cloud({ proxy: { ...DIRECT, httpProxy: proxy.url, noProxy } });
    await show(cloud);
    cloud.close();
    expect(proxy.tunnels.length).toBe(tunnels);
  });

  it('do not use the proxy for https', async () => {
    await show(server.cloud({ proxy: { ...DIRECT, httpsProxy: proxy.url } }));
    expect(proxy.tunnels).toEqual([]);
  });
});

describe('a proxy that opens no tunnel', () => {
  const through = (url: string) => server.cloud({ proxy: { ...DIRECT, httpProxy: url } }, impatient({ requestTimeoutMs: 100 }));

  it.each([
    [407, 'the proxy answered CONNECT with 407 (EPROXY)'],
    [502, 'the proxy answered CONNECT with 502 (EPROXY)'],
    [0, 'no answer within 0.1 s (ETIMEDOUT)'],
  ])('answers %i: unreachable, without its password', async (status, detail) => {
    proxy.status = status;
    const error = await show(through(login(proxy.url))).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'upstream_unreachable', retryable: true, facts: { detail } });
    expect(inspect(error, { depth: null, showHidden: true })).not.toMatch(/pass|bob/);
    expect(server.received).toEqual([]);
  });

  it('is not there: unreachable', async () => {
    const { url } = proxy;
    await proxy.stop();
    await expect(show(through(url))).rejects.toMatchObject({
      code: 'upstream_unreachable',
      facts: { detail: 'the proxy does not answer (ECONNREFUSED) (EPROXY)' },
    });
    proxy = await ConnectProxy.start();
  });

  it('does not hold up an abort', async () => {
    proxy.status = 0;
    const controller = new AbortController();
    const reason = new Error('shutdown');
    const cloud = server.cloud({ proxy: { ...DIRECT, httpProxy: proxy.url } });
    proxy.onConnect = () => controller.abort(reason);
    await expect(show(cloud, controller.signal)).rejects.toBe(reason);
  });
});

describe('calls to https endpoints', () => {
  let secure: Server;
  let url: URL;
  const trusted = getCACertificates('default');

  beforeAll(async () => {
    const authority = await issueAuthority('sandbox');
    const { certPem, keyPem } = await authority.server(['127.0.0.1']);
    secure = createServer({ cert: certPem, key: keyPem }, (request, response) => response.end(`${request.method} ${request.url}`));
    await new Promise<void>((resolve) => secure.listen(0, '127.0.0.1', resolve));
    url = new URL(`https://127.0.0.1:${(secure.address() as AddressInfo).port}/path?x=1`);
    setDefaultCACertificates([...trusted, authority.certPem]);
  });
  afterAll(async () => {
    setDefaultCACertificates(trusted);
    secure.closeAllConnections();
    await new Promise((resolve) => secure.close(resolve));
  });
  const send = async (through: string | null): Promise<string[]> => {
    const transport = new Transport({ ...DIRECT, httpsProxy: through }, 5_000);
    const bodies: string[] = [];
    for (let i = 0; i < 2; i += 1) {
      const answer = await transport.send({ method: 'GET', url, headers: {}, body: null }, never());
      bodies.push(answer.body);
    }
    transport.close();
    return bodies;
  };

  it('are encrypted to the target, inside one kept tunnel', async () => {
    expect(await send(proxy.url)).toEqual(['GET /path?x=1', 'GET /path?x=1']);
    expect(proxy.tunnels).toEqual([url.host]);
  });

  it('need no proxy', async () => {
    expect(await send(null)).toEqual(['GET /path?x=1', 'GET /path?x=1']);
  });

  it.each([true, false])('are not made to somebody else, whatever the environment says (proxy: %s)', async (proxied) => {
    setDefaultCACertificates(trusted);
    const before = process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
    try {
      await expect(send(proxied ? proxy.url : null)).rejects.toMatchObject({ message: expect.stringMatching(/certificate/) });
    } finally {
      if (before === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
      else process.env.NODE_TLS_REJECT_UNAUTHORIZED = before;
    }
  });
});
