import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { createSecureServer } from 'node:http2';
import { createServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import type { PeerCertificate, TLSSocket } from 'node:tls';
import { onTestFinished } from 'vitest';
import { type Authority, type Issued, issueAuthority } from '../../../sandbox/cluster/certificates.ts';
import { type ClusterOptions, type OpenCluster, openCluster } from '../../../src/clients/kubernetes/cluster.ts';

/** The authority that the cluster's certificates come from, and one that nobody trusts. */
export const authority: Authority = await issueAuthority('kubernetes');
export const stranger: Authority = await issueAuthority('stranger');
export const user: Issued = await authority.client('bursting', ['ops']);

export const NO_PROXY = { httpsProxy: null, httpProxy: null, noProxy: null };
export const base64 = (text: string): string => Buffer.from(text).toString('base64');

interface Request {
  readonly method: string;
  readonly url: URL;
  /** All of it, when it has arrived. */
  readonly body: Promise<string>;
  readonly headers: IncomingMessage['headers'];
  /** The common name of the verified client certificate. */
  readonly user: string | undefined;
}
export type Answer = (request: Request, response: ServerResponse) => void;

export interface ApiServer {
  readonly url: string;
  readonly port: number;
  readonly requests: Request[];
  readonly sockets: ReadonlySet<Socket>;
}

/** A small API server over real TLS, gone when the test is. Real ones speak HTTP/2; what stands before one may not. */
export async function startApiServer(
  answer: Answer,
  { certificate, http2 = true }: { certificate?: Issued; http2?: boolean } = {},
): Promise<ApiServer> {
  const { certPem: cert, keyPem: key } = certificate ?? (await authority.server(['127.0.0.1']));
  const requests: Request[] = [];
  const sockets = new Set<Socket>();
  const listener: RequestListener = (incoming, response) => {
    const socket = incoming.socket as TLSSocket;
    const peer: Partial<PeerCertificate> = socket.getPeerCertificate();
    const request = {
      method: incoming.method ?? '',
      body: text(incoming).catch(() => ''),
      url: new URL(incoming.url ?? '/', 'https://cluster'),
      headers: incoming.headers,
      user: socket.authorized ? peer.subject?.CN?.toString() : undefined,
    };
    requests.push(request);
    answer(request, response);
  };
  const tls = { cert, key, ca: authority.certPem, requestCert: true, rejectUnauthorized: false };
  const server = http2 ? createSecureServer({ ...tls }, listener as never) : createServer(tls, listener);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  return { url: `https://127.0.0.1:${port}`, port, requests, sockets };
}

export interface Entry {
  readonly server: string;
  readonly ca?: Authority;
  readonly insecure?: boolean;
}

/** What CreateKubernetesClusterCert answers for these entries. */
export const kubeconfig = (...entries: readonly Entry[]): unknown => ({
  kind: 'Config',
  apiVersion: 'v1',
  clusters: entries.map(({ server, ca, insecure }, index) => ({
    name: `cluster-${index}`,
    cluster: {
      server,
      ...(ca === undefined ? {} : { 'certificate-authority-data': base64(ca.certPem) }),
      ...(insecure === undefined ? {} : { 'insecure-skip-tls-verify': insecure }),
    },
  })),
  users: [{ name: 'user', user: { 'client-certificate-data': base64(user.certPem), 'client-key-data': base64(user.keyPem) } }],
  contexts: [],
  'current-context': 'none',
});

export function open(answer: unknown, options: Partial<ClusterOptions> = {}): OpenCluster {
  const cluster = openCluster({ issue: async () => answer, proxy: NO_PROXY, ...options });
  onTestFinished(() => cluster.close());
  return cluster;
}

/** Opens the only server of a cluster. */
export const openAt = (server: string, options: Partial<ClusterOptions> = {}): OpenCluster =>
  open(kubeconfig({ server, ca: authority }), options);

export const json = (response: ServerResponse, body: unknown, status = 200, headers: Record<string, string> = {}): void => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
};

export const list = (items: readonly unknown[], next = ''): unknown => ({
  kind: 'List',
  apiVersion: 'v1',
  metadata: { resourceVersion: '1', ...(next === '' ? {} : { continue: next }) },
  items,
});

export const failure = (code: number, reason: string, message: string, metadata: object = {}): unknown => ({
  kind: 'Status',
  apiVersion: 'v1',
  metadata,
  status: 'Failure',
  message,
  reason,
  code,
});

export const node = (name: string): unknown => ({ metadata: { name }, spec: {}, status: { allocatable: { cpu: '2' } } });
export const pod = (name: string, nodeName = 'node-1'): unknown => ({
  metadata: { namespace: 'default', name },
  spec: { nodeName, containers: [{ resources: { requests: { cpu: '100m', memory: '64Mi' } } }] },
  status: { phase: 'Running' },
});

export async function all<T>(pages: AsyncIterable<readonly T[]>): Promise<T[]> {
  const objects: T[] = [];
  for await (const page of pages) objects.push(...page);
  return objects;
}
