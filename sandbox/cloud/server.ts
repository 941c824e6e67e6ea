import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Service } from '../../src/core/finding.ts';
import type { World } from '../world.ts';
import { cceOperations } from './cce.ts';
import { cceNodePoolOperations } from './cce-node-pools.ts';
import { denial, errorAnswer } from './errors.ts';
import { takeTrouble } from './faults.ts';
import { iamOperations } from './iam.ts';
import { type Account, matchPath, type Operation } from './operation.ts';
import { verify } from './signature.ts';
import { swrOperations } from './swr.ts';
import { type Answer, type Call, dueIn, rawBody, respond, type Traffic } from './traffic.ts';
import { vpcOperations } from './vpc.ts';
import { vpcepOperations } from './vpcep.ts';

export interface AccessKey {
  readonly ak: string;
  readonly sk: string;
}

export interface RunningServer {
  readonly url: string;
  /** Drops every open connection, hanging calls included. */
  close(): Promise<void>;
}

const OPERATIONS = [...iamOperations, ...cceOperations, ...cceNodePoolOperations, ...vpcOperations, ...vpcepOperations, ...swrOperations];

/**
 * IAM, CCE, VPC, VPCEP and SWR on one loopback port, told apart by path. Every call must be signed with `key`, and name a project of the
 * account. What is not in the list of operations answers 404 in the service's shape.
 */
export async function startCloudServer(account: Account, key: AccessKey, traffic: Traffic): Promise<RunningServer> {
  const server = createServer((request, response) => {
    serve(request, response, account, key, traffic).catch((error: unknown) => response.destroy(error as Error));
  });
  // A client that reuses an idle connection must not meet one that closes at that very moment.
  server.keepAliveTimeout = 600_000;
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  account: Account,
  key: AccessKey,
  traffic: Traffic,
): Promise<void> {
  const due = dueIn(account.world);
  const { method = 'GET', url = '/', headers } = request;
  const { pathname, searchParams: query } = new URL(url, 'http://sandbox');
  const found = route(method, pathname);
  const service = found?.operation.service ?? serviceAt(pathname);
  const write = found ? found.operation.write === true : method !== 'GET';
  const call = traffic.arrived({ service, operation: found?.operation.name ?? 'unknown', method, path: url, write });
  const now = Date.now() + account.world.clockAheadMs;
  response.setHeader('date', new Date(now).toUTCString());
  const raw = await rawBody(request);
  call.body = json(raw);
  if (headers.authorization === undefined) traffic.violated('unsigned', call);
  if (!found && write) traffic.violated('unknown_write', call);
  const answer = async (): Promise<Answer> => {
    const verdict = verify({ method, url, headers, rawBody: raw }, (ak) => (ak === key.ak ? key.sk : undefined), now);
    if (!verdict.ok) return errorAnswer(service, 401, { message: `Incorrect IAM authentication information: ${verdict.why}` });
    if (!found) return errorAnswer(service, 404);
    if (write && tooManyWrites(traffic.calls, account.world)) return errorAnswer(service, 429);
    const projectId = projectOf(found, headers['x-project-id'], account.world);
    if (projectId === null) return errorAnswer(service, 403, denial(service, found.operation.iamAction));
    const given = await found.operation.answer({ params: found.params, query, projectId, body: call.body }, account);
    if (given.violation) traffic.violated(given.violation, call);
    return given;
  };
  traffic.meet(call, account.world);
  const refusal = (status: number): Answer =>
    errorAnswer(service, status, status === 403 && found ? denial(service, found.operation.iamAction) : {});
  const trouble = takeTrouble(account.world.faults, service, call.operation);
  await respond({ response, hangUp: () => request.socket.resetAndDestroy(), due }, call, trouble, answer, refusal);
}

/** The API gateway counts a user's writes to all services, refused ones too. */
function tooManyWrites(calls: readonly Call[], { writesPerMinute }: World): boolean {
  const since = Date.now() - 60_000;
  return calls.filter((call) => call.write && call.service !== 'Kubernetes' && call.at > since).length > writesPerMinute;
}

interface Found {
  readonly operation: Operation;
  readonly params: Record<string, string>;
}

function route(method: string, path: string): Found | null {
  for (const operation of OPERATIONS) {
    const params = operation.method === method ? matchPath(operation.path, path) : null;
    if (params) return { operation, params };
  }
  return null;
}

function serviceAt(path: string): Service {
  if (path.startsWith('/api/')) return 'CCE';
  if (path.startsWith('/v3/')) return 'IAM';
  if (path.startsWith('/v2/')) return 'SWR';
  return path.includes('/vpc-endpoint') ? 'VPCEP' : 'VPC';
}

/** The project a call is about; '' for IAM, null when it is not the account's, or path and header disagree. */
function projectOf({ operation, params }: Found, header: string | string[] | undefined, world: World): string | null {
  if (operation.service === 'IAM') return '';
  const id = params.project_id ?? header;
  if (typeof id !== 'string' || (header !== undefined && header !== id)) return null;
  return world.projects.some((project) => project.id === id) ? id : null;
}

function json(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString());
  } catch {
    return null;
  }
}
