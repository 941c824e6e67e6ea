import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Service } from '../../src/core/finding.ts';
import type { World } from '../world.ts';
import type { Trouble } from './faults.ts';

/** One request that reached the sandbox. */
export interface Call {
  readonly service: Service;
  /** The official name (`ListSubnets`), or `unknown`. */
  readonly operation: string;
  readonly method: string;
  /** With its query. */
  readonly path: string;
  /** Whether it changes anything; handing out a certificate does not. */
  readonly write: boolean;
  /** Arrival, in milliseconds since the epoch. */
  readonly at: number;
  /** What was sent, parsed; null: nothing, nothing readable, or not there yet. */
  body: unknown;
  /** Null: not answered, or not yet. */
  status: number | null;
}

/** Somebody changes the world while the program is at work: just before a call is answered. */
export interface Interruption {
  /** The operation's name. */
  readonly before: string;
  /** How many such calls pass first. */
  skip?: number;
  change(world: World): void;
}

/** Something that the program must never do. */
export interface Violation {
  readonly what: 'unsigned' | 'unknown_write' | 'nodes_deleted' | 'forced';
  readonly call: Call;
}

/** What has been asked of the sandbox, in order of arrival. */
export class Traffic {
  readonly calls: Call[] = [];
  readonly violations: Violation[] = [];
  readonly #interruptions: Interruption[] = [];

  arrived(call: Omit<Call, 'at' | 'body' | 'status'>): Call {
    const arrived: Call = { ...call, at: Date.now(), body: null, status: null };
    this.calls.push(arrived);
    return arrived;
  }

  /** From now on; each plays once. */
  interrupt(interruption: Interruption): void {
    this.#interruptions.push({ ...interruption });
  }

  /** Changes the world just before a call is answered. */
  meet(call: Call, world: World): void {
    for (const interruption of this.#interruptions.filter((each) => each.before === call.operation)) {
      if (interruption.skip !== undefined && interruption.skip > 0) {
        interruption.skip -= 1;
        continue;
      }
      this.#interruptions.splice(this.#interruptions.indexOf(interruption), 1);
      interruption.change(world);
    }
  }

  violated(what: Violation['what'], call: Call): void {
    this.violations.push({ what, call });
  }
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** What must never happen, and did with this call. */
  readonly violation?: Violation['what'];
}

/** When the answer to a request that arrives now may be sent; null: at once. */
export const dueIn = ({ latencyMs }: Pick<World, 'latencyMs'>): Promise<unknown> | null =>
  latencyMs > 0 ? delay(latencyMs, undefined, { ref: false }) : null;

/** A request that is being answered, by whichever version of HTTP. */
export interface Exchange {
  readonly response: Pick<ServerResponse, 'writeHead' | 'end'>;
  /** Ends the connection without an answer. */
  readonly hangUp: () => void;
  /** The answer is not sent before; null: at once. */
  readonly due: Promise<unknown> | null;
}

/** The whole body, as it travelled. */
export async function rawBody(request: AsyncIterable<unknown>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/**
 * Sends what the call gets, not before it is due: the true answer, or its trouble. `answer` does the work meanwhile, and only where the
 * trouble lets it; `refusal` is an error in the service's own shape.
 */
export async function respond(
  { response, hangUp, due }: Exchange,
  call: Call,
  trouble: Trouble | null,
  answer: () => Answer | Promise<Answer>,
  refusal: (status: number) => Answer,
): Promise<void> {
  const reset = async (): Promise<void> => {
    await due;
    hangUp();
  };
  const send = async ({ status, body, headers }: Answer, cut = false): Promise<void> => {
    await due;
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    call.status = status;
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(cut ? text.slice(0, Math.ceil(text.length / 2)) : text);
  };
  if (trouble === null) return send(await answer());
  switch (trouble.kind) {
    case 'status': {
      const refused = refusal(trouble.status);
      const headers = { ...refused.headers };
      if (trouble.retryAfterSeconds !== undefined) headers['retry-after'] = String(trouble.retryAfterSeconds);
      return send({ status: trouble.status, body: trouble.body ?? refused.body, headers });
    }
    case 'html':
      return send({ status: trouble.status, body: WEB_PAGE, headers: { 'content-type': 'text/html' } });
    case 'changed': {
      const given = await answer();
      return send({ ...given, body: trouble.change(given.body) });
    }
    case 'broken-json':
      return send(await answer(), true);
    case 'reset':
      return reset();
    case 'commit-then-hang':
      await answer();
      return;
    case 'commit-then-reset':
      await answer();
      return reset();
    case 'commit-then-status':
      await answer();
      return send(refusal(trouble.status));
    case 'slow':
      await delay(trouble.ms, undefined, { ref: false });
      return send(await answer());
    case 'hang':
      return;
  }
}

const WEB_PAGE = '<!doctype html><html><head><title>502 Bad Gateway</title></head><body><h1>Bad Gateway</h1></body></html>';
