import type { IncomingMessage, ServerResponse } from 'node:http';
import { createSecureServer, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import type { AddressInfo, Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { errorAnswer } from '../cloud/errors.ts';
import { takeTrouble } from '../cloud/faults.ts';
import { settleNodes } from '../cloud/node-pools.ts';
import { type Answer, dueIn, rawBody, respond, type Traffic } from '../cloud/traffic.ts';
import type { ClusterState, World } from '../world.ts';
import { settleAddons } from './addon-controller.ts';
import { type Issued, issueAuthority } from './certificates.ts';
import { answerList } from './lists.ts';
import { answerLog } from './logs.ts';
import { parseRequest, type ResourceRequest } from './resources.ts';
import { runWorkloads } from './workload-controller.ts';
import { answerWrite, parseWrite, type WriteRequest } from './writes.ts';

/** The user of every certificate that the sandbox hands out. */
const USER = '0a1b2c';

/** The Kubernetes API server of one cluster. */
export interface ApiServer {
  /** `https://127.0.0.1:<port>`; nobody listens there when the cluster's `apiServer` is `closed`. */
  readonly url: string;
  /** The authority that its users trust, PEM. */
  readonly authorityPem: string;
  /** A client certificate that the server accepts until `notAfter`. */
  issueClient(notAfter: Date): Promise<Issued>;
  /** For somebody who stands in for it at another port of this machine. */
  issueServer(): Promise<Issued>;
  /** Drops every open connection, hanging calls included. May be called twice. */
  close(): Promise<void>;
}

/**
 * Starts the part of the Kubernetes API that the bot uses, over TLS 1.2 or newer; only holders of a certificate of the cluster's authority
 * are answered. As kube-apiserver does, it speaks HTTP/2 with whoever can, and HTTP/1.1 with the others.
 */
export async function startApiServer(cluster: ClusterState, world: World, traffic: Traffic): Promise<ApiServer> {
  const authority = await issueAuthority(`${cluster.name} CA`);
  const signer = cluster.apiServer === 'impostor' ? await issueAuthority(`${cluster.name} CA`) : authority;
  const { certPem: cert, keyPem: key } = await signer.server(['127.0.0.1']);
  const tls = { cert, key, ca: authority.certPem, requestCert: true, rejectUnauthorized: false, allowHTTP1: true };
  const server = createSecureServer(tls, (request, response) => {
    serve(request, response, cluster, world, traffic).catch((error: unknown) => response.destroy(error as Error));
  });
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  if (cluster.apiServer === 'closed') await close();
  return {
    url,
    authorityPem: authority.certPem,
    issueClient: (notAfter) => authority.client(USER, ['system:authenticated'], { notAfter }),
    issueServer: () => authority.server(['127.0.0.1']),
    close,
  };
}

async function serve(
  request: IncomingMessage | Http2ServerRequest,
  response: ServerResponse | Http2ServerResponse,
  cluster: ClusterState,
  world: World,
  traffic: Traffic,
): Promise<void> {
  const due = dueIn(world);
  const { method = 'GET', url = '/' } = request;
  const address = new URL(url, 'https://sandbox');
  const parsed = parseRequest(method, address);
  const writing = parseWrite(method, address);
  const write = method !== 'GET';
  const known = parsed ?? writing;
  const operation = known?.operation ?? 'unknown';
  const call = traffic.arrived({ service: 'Kubernetes', operation, method, path: url, write });
  call.body = json(await rawBody(request));
  if (write && !writing) traffic.violated('unknown_write', call);
  if (writing?.query.get('force') === 'true') traffic.violated('forced', call);
  settleNodes(world, cluster, Date.now());
  const answer = (): Answer => {
    if (!(request.socket as TLSSocket).authorized) return errorAnswer('Kubernetes', 401);
    const now = Date.now();
    settleAddons(world, now);
    if (writing) return answerWrite(writing, { contentType: request.headers['content-type'] ?? '', body: call.body }, cluster, now);
    runWorkloads(world, cluster, now);
    if (parsed) return answerResource(parsed, cluster);
    return errorAnswer('Kubernetes', write ? 405 : 404);
  };
  const refusal = (status: number): Answer =>
    errorAnswer('Kubernetes', status, status === 403 && known ? { message: forbidden(known) } : {});
  traffic.meet(call, world);
  const trouble = takeTrouble(world.faults, 'Kubernetes', call.operation);
  // Whatever else is under way on a connection of HTTP/2 is lost with it.
  const hangUp = (): void => {
    if ('stream' in request) request.stream.session?.destroy();
    else request.socket.destroy();
  };
  await respond({ response: response as ServerResponse, hangUp, due }, call, trouble, answer, refusal);
}

function answerResource(request: ResourceRequest, cluster: ClusterState): Answer {
  if (request.resource === null) {
    const [major, minor] = cluster.version.replace(/^v/, '').split('.');
    return { status: 200, body: { major, minor, gitVersion: `${cluster.version}.6-r0`, platform: 'linux/amd64' } };
  }
  const { resource, name, namespace } = request;
  const objects = cluster.kubernetes[resource];
  if (name === null) return answerList(objects, { ...request, resource });
  if (request.subresource === 'log') return answerLog(cluster.kubernetes, request);
  for (let index = 0; index < objects.length; index++) {
    const object = objects.at(index);
    if (object?.metadata.name !== name || (namespace !== null && object.metadata.namespace !== namespace)) continue;
    return { status: 200, body: { kind: request.kind.replace(/List$/, ''), apiVersion: request.apiVersion, ...object } };
  }
  return errorAnswer('Kubernetes', 404, { message: `${resource} "${name}" not found` });
}

/** What Kubernetes says when RBAC denies it. */
function forbidden(request: ResourceRequest | WriteRequest): string {
  const { namespace } = request;
  const { verb, resource, group } = 'verb' in request ? request : readIn(request);
  const scope = namespace === null ? 'at the cluster scope' : `in the namespace "${namespace}"`;
  return `${resource} is forbidden: User "${USER}" cannot ${verb} resource "${resource}" in API group "${group}" ${scope}`;
}

const readIn = ({ resource, subresource, apiVersion, name }: ResourceRequest): Pick<WriteRequest, 'verb' | 'resource' | 'group'> => ({
  verb: name === null ? 'list' : 'get',
  resource: subresource === null ? String(resource) : `${resource}/${subresource}`,
  group: apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '',
});

function json(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString());
  } catch {
    return null;
  }
}
