import type { AgentOptions, RequestOptions } from 'node:https';
import { KubeConfig } from '@kubernetes/client-node';
import { expect, test } from 'vitest';
import { poolOf } from '../../../src/clients/kubernetes/connection.ts';
import type { Endpoint } from '../../../src/clients/kubernetes/kubeconfig.ts';
import { base64, NO_PROXY } from './api-server.ts';

const access = { certData: base64('certificate'), keyData: base64('key') };
const endpoint: Endpoint = { server: 'https://203.0.113.24:5443', caData: base64('authority'), tlsServerName: null, private: false };
const proxyUrl = 'http://me:secret@proxy.example.com:3128/';

/** What the Kubernetes client makes connections with, told the same. */
async function poolOfClient({ server, caData, tlsServerName }: Endpoint, proxied: boolean): Promise<unknown> {
  const config = new KubeConfig();
  const cluster = {
    name: 'cluster',
    server,
    caData,
    skipTLSVerify: false,
    ...(tlsServerName === null ? {} : { tlsServerName }),
    ...(proxied ? { proxyUrl } : {}),
  };
  config.loadFromClusterAndUser(cluster, { name: 'user', ...access });
  const tls: RequestOptions = {};
  await config.applyToHTTPSOptions(tls);
  return config.createDispatcherOptions(cluster, { ...(tls as AgentOptions), rejectUnauthorized: true });
}

test.each([
  ['directly', endpoint, false],
  ['by another name', { ...endpoint, tlsServerName: '192.168.0.231' }, false],
  ['through a proxy', endpoint, true],
  ['through a proxy, by another name', { ...endpoint, tlsServerName: '192.168.0.231' }, true],
])('connections are as the Kubernetes client makes them, and always verified: %s', async (_, to, proxied) => {
  const pool = poolOf(to, access, proxied ? { ...NO_PROXY, httpsProxy: proxyUrl } : NO_PROXY);
  expect(pool).toEqual(await poolOfClient(to, proxied));
  expect(pool.type === 'agent' ? pool.connect : pool.requestTls).toMatchObject({ rejectUnauthorized: true });
});
