import type { SandboxCloud } from '../../sandbox/cloud/start.ts';
import { clusterName } from './cloud-names.ts';
import type { Crossing, Gate, Meet } from './crossing.ts';
import { startHttpGate } from './http-gate.ts';

const DAY_MS = 86_400_000;

/**
 * What stands between one bot and the API server of each cluster: it ends TLS with a certificate of the cluster's own authority, and
 * takes nobody without one. `told` makes the bot go there: kubeconfigs that come from the cloud name the gate.
 */
export async function startClusterGates(
  who: Pick<Crossing, 'bot' | 'role'>,
  { apiServers }: SandboxCloud,
  meet: Meet,
): Promise<{ readonly gates: readonly Gate[]; told(name: string | null, said: Buffer): Buffer }> {
  const gates = new Map<string, Gate>();
  for (const { url, authorityPem: ca, issueServer, issueClient } of apiServers.values()) {
    const tls = { ca, server: await issueServer(), client: await issueClient(new Date(Date.now() + DAY_MS)) };
    gates.set(url, await startHttpGate({ ...who, wire: 'cloud' }, { upstream: url, nameOf: clusterName, meet, tls }));
  }
  return {
    gates: [...gates.values()],
    told(name, said) {
      if (name !== 'CreateKubernetesClusterCert') return said;
      const text = [...gates].reduce((now, [url, { port }]) => now.replaceAll(url, `https://127.0.0.1:${port}`), said.toString());
      return Buffer.from(text);
    },
  };
}
