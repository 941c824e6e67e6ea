import { type Cluster, newClusters, newUsers } from '@kubernetes/client-node/dist/config_types.js';
import { z } from 'zod';
import { BotError } from '../../core/errors.ts';
import { ODD } from '../../core/oddity.ts';
import { hostOf, isPublic } from './address.ts';

/** One verified way to an API server. */
export interface Endpoint {
  /** `https://203.0.113.24:5443` */
  readonly server: string;
  /** PEM in base64: the only authority whose certificates count. */
  readonly caData: string;
  /** The name that the server's certificate must carry, where it is not the server's own. */
  readonly tlsServerName: string | null;
  /** Whether only the VPC knows the way. */
  readonly private: boolean;
}

/** Who the bot is in the cluster (PEM in base64), and the ways there, the best one first. */
export interface Access {
  readonly endpoints: readonly [Endpoint, ...Endpoint[]];
  readonly certData: string;
  readonly keyData: string;
}

const isPem = (data: string): boolean => /-----BEGIN [A-Z0-9 ]+-----/.test(Buffer.from(data, 'base64').toString('latin1'));
const pem = z.string().refine(isPem);
const isSecureUrl = (text: string): boolean => URL.parse(text)?.protocol === 'https:';

/** Entries are told apart by what they hold; the Kubernetes client wants each to have a name. */
const name = z.string().min(1).catch('unnamed');

/**
 * The parts that are used of what CreateKubernetesClusterCert answers: a kubeconfig as JSON, keys with hyphens (CCE API). The Kubernetes
 * client, which knows what they mean, sees no others: some name a file of this machine to be read, or a command to be run.
 */
const Kubeconfig = z.object({
  clusters: z.array(
    z.object({
      name,
      cluster: z.object({
        server: z.string().refine(isSecureUrl),
        'certificate-authority-data': z.union([pem, z.literal('').transform(() => undefined)]).optional(),
        'tls-server-name': z.string().min(1).optional(),
      }),
    }),
  ),
  contexts: z.array(z.object({ name, context: z.object({ cluster: z.string() }) })).catch([]),
  'current-context': z.string().optional().catch(undefined),
  users: z.array(z.object({ name, user: z.object({ 'client-certificate-data': pem, 'client-key-data': pem }) })).min(1),
});

const endpoint = ({ server }: Cluster, caData: string, tlsServerName: string | null): Endpoint => ({
  server,
  caData,
  tlsServerName,
  private: !isPublic(new URL(server)),
});

/** An entry that brings its own authority. What it says of `insecure-skip-tls-verify` is not asked. */
const verified = (entry: Cluster): Endpoint | null =>
  entry.caData === undefined ? null : endpoint(entry, entry.caData, entry.tlsServerName ?? null);

/**
 * The ways to the API server that can be verified, chosen by what the entries hold and not by what they are called: first a public one,
 * then a private one. Where all addresses are private, as in clouds that bind such EIPs, the current context leads to the outer one: CCE
 * makes it the EIP's if there is one. A public entry without an authority is only used beside a private one that has one: the same API
 * server answers there, so its certificate must be signed by that authority and carry the private address.
 *
 * Throws `upstream_unreadable` for what is no such answer, and `cluster_untrusted` where nothing can be verified.
 */
export function readKubeconfig(answer: unknown): Access {
  const parsed = Kubeconfig.safeParse(answer);
  // Only where it is wrong: the values are keys and certificates.
  if (!parsed.success) throw unreadable(parsed.error.issues[0]?.path.join('.') ?? '');
  const entries = newClusters(parsed.data.clusters);
  const [{ certData, keyData } = {}] = newUsers(parsed.data.users);
  const [first] = entries;
  if (first === undefined || certData === undefined || keyData === undefined) throw unreadable('clusters');

  const ways = entries.flatMap((entry) => verified(entry) ?? []);
  const { contexts, 'current-context': current } = parsed.data;
  const chosen = contexts.find((each) => each.name === current)?.context.cluster;
  const outer = entries.find((entry) => entry.name === chosen)?.server;
  const inner = ways.find((way) => way.private);
  const unverified = entries.find((entry) => entry.caData === undefined && isPublic(new URL(entry.server)));
  const pinned = unverified && inner && endpoint(unverified, inner.caData, inner.tlsServerName ?? hostOf(new URL(inner.server)));
  const outside = ways.find((way) => !way.private) ?? pinned ?? ways.find((way) => way.server === outer);
  const inside = ways.find((way) => way.private && way.server !== outside?.server);
  const [best, ...others] = [outside, inside].filter((way) => way !== undefined);
  if (best === undefined) throw new BotError('cluster_untrusted', { server: first.server, detail: ODD.noAuthority });
  return { endpoints: [best, ...others], certData, keyData };
}

const unreadable = (where: string): BotError =>
  new BotError('upstream_unreadable', { service: 'CCE', operation: 'CreateKubernetesClusterCert', detail: where });
