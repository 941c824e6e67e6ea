import { z } from 'zod';
import { BotError, isBotError } from '../../core/errors.ts';
import { ODD } from '../../core/oddity.ts';
import type { Session } from './session.ts';

/** etcd stores no larger object (1.5 MiB by default), and JSON is not much longer. */
const LARGEST_BYTES = 8 * 1024 ** 2;

/**
 * One object, read by `read`; null: there is none of that name. `operation` is the verb and resource, as people and RBAC name them:
 * `get deployments`. Throws `upstream_unreadable` for an answer that `read` does not take.
 */
export async function getObject<T>(
  operation: string,
  path: string,
  read: (object: unknown) => T,
  get: Session['get'],
  signal: AbortSignal,
): Promise<T | null> {
  try {
    return await get(operation, path, async (body) => read(JSON.parse(await textOf(body))), signal);
  } catch (error) {
    if (isBotError(error) && error.code === 'not_found') return null;
    if (!(error instanceof SyntaxError || error instanceof RangeError || error instanceof z.ZodError)) throw error;
    const issue = error instanceof z.ZodError ? error.issues[0] : undefined;
    // Only where and what kind of mistake: the text itself is the cluster's.
    const detail = issue === undefined ? ODD.noObject : `${issue.path.join('.')}: ${issue.code}`;
    throw new BotError('upstream_unreadable', { service: 'Kubernetes', operation, detail }, { retryable: true });
  }
}

async function textOf(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > LARGEST_BYTES) throw new RangeError('the object is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

/** Names in paths: Kubernetes allows nothing that needs escaping, and nothing else may leave its place. */
export const namespaced = (root: string, namespace: string, resource: string, name?: string): string =>
  [root, 'namespaces', encodeURIComponent(namespace), resource, ...(name === undefined ? [] : [encodeURIComponent(name)])].join('/');
