import { X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SandboxCloud, startSandboxCloud } from '../../../sandbox/cloud/start.ts';
import { ready } from '../../../sandbox/scenarios/ready.ts';
import { siteOf } from '../../../sandbox/site.ts';
import { PROJECT_ID } from '../../../sandbox/story.ts';
import { signedFetch, signedJson } from './signed-fetch.ts';

let sandbox: SandboxCloud;
beforeAll(async () => {
  sandbox = await startSandboxCloud(ready);
});
afterAll(() => sandbox.close());

interface Kubeconfig {
  clusters: { name: string; cluster: Record<string, unknown> }[];
  users: { user: Record<string, string> }[];
  contexts: { name: string }[];
  'current-context': string;
}
const path = (): string => `/api/v3/projects/${PROJECT_ID}/clusters/${siteOf(sandbox.world, 'prod').cluster.id}/clustercert`;
const ask = (body: unknown): Promise<Kubeconfig> => signedJson(sandbox.env, path(), { method: 'POST', body });
const inMinutes = (minutes: number): string =>
  new Date(Date.now() + minutes * 60_000).toISOString().replace(/^(.+)T(.+)\.\d+Z$/, '$1 $2 +0000 UTC');

test('the certificate is signed by the cluster and ends when asked', async () => {
  const config = await ask({ expire_at: inMinutes(75) });
  const [entry] = config.clusters;
  const certificate = new X509Certificate(Buffer.from(config.users[0]?.user['client-certificate-data'] ?? '', 'base64'));
  const authority = new X509Certificate(Buffer.from(String(entry?.cluster['certificate-authority-data']), 'base64'));
  expect(certificate.verify(authority.publicKey)).toBe(true);
  expect(Math.abs(Date.parse(certificate.validTo) - Date.now() - 75 * 60_000)).toBeLessThan(60_000);
});

test('a public address brings the external contexts, one of them unverified', async () => {
  const { cluster } = siteOf(sandbox.world, 'prod');
  const config = await ask({ duration: 1 });
  expect(config.clusters.map((entry) => entry.name)).toEqual(['internalCluster', 'externalCluster', 'externalClusterTLSVerify']);
  expect(config.clusters[1]?.cluster).toEqual({ server: expect.any(String), 'insecure-skip-tls-verify': true });
  expect(config['current-context']).toBe('external');
  cluster.publicAddress = false;
  const inside = await ask({ duration: -1 });
  cluster.publicAddress = true;
  expect([inside.clusters.length, inside.contexts.map((context) => context.name), inside['current-context']]).toEqual([
    1,
    ['internal'],
    'internal',
  ]);
});

test.each([
  ['nothing', {}],
  ['no body', undefined],
  ['no object', 'duration=1'],
  ['a duration of nothing', { duration: 0 }],
  ['a duration of more than five years', { duration: 1_828 }],
  ['a duration in words', { duration: '1' }],
  ['a time without its zone', { expire_at: '2099-11-22 16:00:00' }],
  ['a time as RFC 3339', { expire_at: '2026-11-22T16:00:00Z' }],
  ['a time that is too near', { expire_at: inMinutes(14) }],
  ['a time that is too far', { expire_at: inMinutes(60 * 24 * 1_828) }],
  ['a day that does not exist', { expire_at: '2026-13-40 16:00:00 +0000 UTC' }],
  ['a wrong time beside a good duration', { duration: 1, expire_at: 'soon' }],
])('%s is refused', async (_, body) => {
  const response = await signedFetch(sandbox.env, path(), { method: 'POST', body });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ errorCode: 'CCE.01400001' });
});
