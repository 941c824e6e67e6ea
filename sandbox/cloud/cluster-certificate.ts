import type { ApiServer } from '../cluster/server.ts';
import type { ClusterState } from '../world.ts';
import { errorAnswer } from './errors.ts';
import { ok } from './operation.ts';
import type { Answer } from './traffic.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const FIVE_YEARS_DAYS = 1_827;

/**
 * A kubeconfig for the cluster, with a certificate of its own authority (CCE API, CreateKubernetesClusterCert). The body needs `duration`
 * (days, -1: five years) or `expire_at` (`2026-11-22 16:00:00 +0000 UTC`, at least 15 minutes ahead), which wins.
 */
export async function answerCertificate(cluster: ClusterState, server: ApiServer, body: unknown, now = Date.now()): Promise<Answer> {
  const notAfter = expiry(body, now);
  if (notAfter === null) return errorAnswer('CCE', 400, { message: 'duration or expire_at is required and must be valid' });
  const { certPem, keyPem } = await server.issueClient(notAfter);
  const authority = base64(server.authorityPem);
  const clusters: { name: string; context: string; cluster: Record<string, unknown> }[] = [
    { name: 'internalCluster', context: 'internal', cluster: { server: server.url, 'certificate-authority-data': authority } },
  ];
  if (cluster.publicAddress) {
    clusters.push(
      { name: 'externalCluster', context: 'external', cluster: { server: server.url, 'insecure-skip-tls-verify': true } },
      {
        name: 'externalClusterTLSVerify',
        context: 'externalTLSVerify',
        cluster: { server: server.url, 'certificate-authority-data': authority },
      },
    );
  }
  return ok({
    kind: 'Config',
    apiVersion: 'v1',
    preferences: {},
    clusters: clusters.map(({ name, cluster: entry }) => ({ name, cluster: entry })),
    users: [{ name: 'user', user: { 'client-certificate-data': base64(certPem), 'client-key-data': base64(keyPem) } }],
    contexts: clusters.map(({ name, context }) => ({ name: context, context: { cluster: name, user: 'user' } })),
    'current-context': cluster.publicAddress ? 'external' : 'internal',
  });
}

function expiry(body: unknown, now: number): Date | null {
  if (typeof body !== 'object' || body === null) return null;
  const { duration, expire_at: expireAt }: { duration?: unknown; expire_at?: unknown } = body;
  if (expireAt !== undefined) {
    const [, day, time] = typeof expireAt === 'string' ? (/^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) \+0000 UTC$/.exec(expireAt) ?? []) : [];
    const at = Date.parse(`${day}T${time}Z`);
    return at >= now + 15 * MINUTE_MS && at <= now + FIVE_YEARS_DAYS * DAY_MS ? new Date(at) : null;
  }
  if (duration === -1) return new Date(now + FIVE_YEARS_DAYS * DAY_MS);
  if (typeof duration !== 'number' || !Number.isInteger(duration) || duration < 1 || duration > FIVE_YEARS_DAYS) return null;
  return new Date(now + duration * DAY_MS);
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');
