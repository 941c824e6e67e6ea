import { setTimeout } from 'node:timers/promises';
import type { ProxyConfig } from '../../config/config.ts';
import { isBotError } from '../../core/errors.ts';
import { Connection, type Reply, type Request } from './connection.ts';
import { brokenConnection, type Failure, refused } from './failure.ts';
import type { Access } from './kubeconfig.ts';

/** One request that was made, for metrics and logs. */
export interface Call {
  /** `list nodes` */
  readonly operation: string;
  /** Null: no answer. */
  readonly status: number | null;
  readonly durationMs: number;
}

export interface SessionOptions {
  readonly proxy: ProxyConfig;
  /** For one request, from connecting to the end of its body. */
  readonly timeoutMs: number;
  readonly onCall: (call: Call) => void;
}

/** A request that writes. `operation`: verb and resource, `patch deployments`. */
export interface Write extends Request {
  readonly operation: string;
}

const ATTEMPTS = 3;
const FIRST_WAIT_MS = 200;
/** Who is asked to wait longer says so instead. */
const LONGEST_WAIT_MS = 20_000;
/** As much of a refusal as is read; a `Status` is shorter. */
const REFUSAL_BYTES = 64 * 1024;

/** What one certificate opens: the API server, by the first of its addresses that answers. */
export class Session {
  readonly #access: Access;
  readonly #options: SessionOptions;
  readonly #connections = new Map<number, Promise<Connection>>();
  /** Index of the address that answered last. */
  #preferred = 0;
  #underWay = 0;
  #retired = false;

  constructor(access: Access, options: SessionOptions) {
    this.#access = access;
    this.#options = options;
  }

  /**
   * GET `path`, for reading only: asks again on 429, 5xx and a broken connection, at most three times, and then at the private address
   * if the public one cannot be reached. `read` gets the body of a success and may run again. Throws `BotError` (`cluster_unreachable`
   * and `cluster_untrusted` among them), `ListExpired` for 410, or the signal's reason.
   */
  readonly get = <T>(operation: string, path: string, read: (body: AsyncIterable<Buffer>) => Promise<T>, signal: AbortSignal): Promise<T> =>
    this.#counted(() => this.#get(operation, path, read, signal));

  /**
   * Sends one request that writes, once, to the address that answered last. `conflict` and `field_conflict` say that it is not so as
   * asked, `upstream_unreachable`, `upstream_failed` and the signal's own reason that nobody knows; every other error that nothing was
   * done.
   */
  readonly send = (request: Write, signal: AbortSignal): Promise<void> =>
    this.#counted(async () => {
      const connection = await this.#connection(this.#preferred);
      const outcome = await this.#attempt(connection, request.operation, request, drained, signal);
      if ('error' in outcome) throw outcome.error;
    });

  async #counted<T>(work: () => Promise<T>): Promise<T> {
    this.#underWay += 1;
    try {
      return await work();
    } finally {
      this.#underWay -= 1;
      if (this.#retired && this.#underWay === 0) void this.destroy();
    }
  }

  /** Closes the connections as soon as nothing is under way on them. */
  retire(): void {
    this.#retired = true;
    if (this.#underWay === 0) void this.destroy();
  }

  /** Breaks off what is under way. */
  async destroy(): Promise<void> {
    const connections = [...this.#connections.values()];
    this.#connections.clear();
    await Promise.allSettled(connections.map(async (connection) => (await connection).destroy()));
  }

  async #get<T>(operation: string, path: string, read: (body: AsyncIterable<Buffer>) => Promise<T>, signal: AbortSignal): Promise<T> {
    let address = this.#preferred;
    let unreachable: Error | null = null;
    for (let attempt = 1; ; attempt += 1) {
      const connection = await this.#connection(address);
      const outcome = await this.#attempt(connection, operation, { method: 'GET', path }, read, signal);
      if (connection.answered) this.#preferred = address;
      if ('value' in outcome) return outcome.value;
      const { error, again, afterMs } = outcome;
      const isUnreachable = isBotError(error) && error.code === 'cluster_unreachable';
      if (isUnreachable && address + 1 < this.#access.endpoints.length) {
        unreachable ??= error;
        address += 1;
        attempt = 0;
        continue;
      }
      if (!again || attempt === ATTEMPTS || (afterMs ?? 0) > LONGEST_WAIT_MS) throw isUnreachable ? (unreachable ?? error) : error;
      await wait(afterMs ?? Math.random() * FIRST_WAIT_MS * 2 ** attempt, signal);
    }
  }

  async #attempt<T>(
    connection: Connection,
    operation: string,
    request: Request,
    read: (body: AsyncIterable<Buffer>) => Promise<T>,
    signal: AbortSignal,
  ): Promise<{ readonly value: T } | Failure> {
    const started = performance.now();
    const late = AbortSignal.timeout(this.#options.timeoutMs);
    let status: number | null = null;
    try {
      const reply = await connection.request(request, AbortSignal.any([signal, late]));
      status = reply.status;
      return status === 200 || status === 201 ? { value: await read(reply.body) } : refused(await beginning(reply), operation);
    } catch (error) {
      if (late.aborted) connection.fellSilent(started);
      signal.throwIfAborted();
      const failure = isBotError(error)
        ? null
        : brokenConnection(error, connection.endpoint, operation, connection.answered || request.method !== 'GET');
      if (failure === null) throw error;
      return failure;
    } finally {
      this.#options.onCall({ operation, status, durationMs: performance.now() - started });
    }
  }

  #connection(address: number): Promise<Connection> {
    const known = this.#connections.get(address);
    if (known !== undefined) return known;
    const endpoint = this.#access.endpoints[address] ?? this.#access.endpoints[0];
    const opened = Connection.open(endpoint, this.#access, this.#options.proxy);
    this.#connections.set(address, opened);
    opened.catch(() => this.#connections.delete(address));
    return opened;
  }
}

/** What the API server made of it is looked at later, by a request of its own. */
async function drained(body: AsyncIterable<Buffer>): Promise<void> {
  for await (const _ of body);
}

async function beginning({ status, headers, body }: Reply): Promise<{ status: number; headers: Reply['headers']; body: string }> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > REFUSAL_BYTES) break;
  }
  return { status, headers, body: Buffer.concat(chunks).toString() };
}

async function wait(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await setTimeout(ms, undefined, { signal });
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  }
}
