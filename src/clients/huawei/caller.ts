import type { z } from 'zod';
import type { Credentials } from '../../config/config.ts';
import type { BotError } from '../../core/errors.ts';
import type { CleanText } from '../clean-text.ts';
import { answerValue } from './answer-value.ts';
import { type Answer, headerOf, readFault } from './fault.ts';
import { type Limiter, limiterFor } from './limiter.ts';
import { type CloudService, OPERATIONS, type Operation, type ReadOperation, type WriteOperation } from './operations.ts';
import { backoffMs, MAX_ATTEMPTS, PATIENCE_MS, type Pace, retryAfterMs, WRITE_PATIENCE_MS } from './pace.ts';
import { badIdentifier, refusalOf, throttled, unreachable, unreadable } from './refusal.ts';
import { type SdkCall, signedCall } from './signed-call.ts';
import { NoAnswer, type Transport } from './transport.ts';
import { writeLimiterFor } from './write-limiter.ts';

/** One request that was sent, for metrics: nothing in it is secret. `status` is null if no answer came; `code` is then the system's. */
export interface CloudCall {
  readonly service: CloudService;
  readonly operation: Operation;
  readonly status: number | null;
  readonly code: string | null;
  readonly durationMs: number;
  /** The time by the server's clock (`Date`); null: it did not say, or did not answer. */
  readonly date: string | null;
  /** 1, 2 or 3; of a write always 1. */
  readonly attempt: number;
}

interface Call<T, Name extends Operation = Operation> {
  readonly operation: Name;
  /** Null for the calls that belong to no project. */
  readonly projectId: string | null;
  /** What enters the path or the query, by name: checked before anything is sent. */
  readonly ids: Readonly<Record<string, string>>;
  readonly request: SdkCall;
  readonly shape: z.ZodType<T>;
}

/** What calls need to know of the account, the network and the time. */
interface CallerSetup {
  readonly region: string;
  readonly credentials: Credentials;
  readonly baseUrls: Readonly<Record<CloudService, string>>;
  readonly transport: Transport;
  readonly clean: CleanText;
  readonly pace: Pace;
  readonly onCall: (call: CloudCall) => void;
}

type Outcome<T> = { readonly value: T } | { readonly error: BotError; readonly retryAfterMs: number | null };

/** Makes calls: signed, limited, and checked when they come back. Reads are repeated where that may help, writes never. */
export class Caller {
  readonly #setup: CallerSetup;

  constructor(setup: CallerSetup) {
    this.#setup = setup;
  }

  /** Throws `BotError`, or the signal's reason as soon as it aborts. */
  async call<T>(call: Call<T, ReadOperation>, signal: AbortSignal): Promise<T> {
    const { pace } = this.#setup;
    const { operation } = call;
    checkIds(call);
    const limiter = this.#limiterOf(operation);
    let patienceMs = PATIENCE_MS;
    for (let attempt = 1; ; attempt += 1) {
      const place = await limiter.enter(patienceMs, signal);
      if (place === null) throw throttled(operation);
      let outcome: Outcome<T> | null = null;
      try {
        outcome = await this.#attempt(call, attempt, signal);
      } finally {
        place.leave(verdictOf(outcome), outcome !== null && 'error' in outcome ? outcome.retryAfterMs : null);
      }
      if ('value' in outcome) return outcome.value;
      patienceMs -= place.pausedMs;
      const wait = backoffMs(attempt + 1, outcome.retryAfterMs, pace.random);
      if (!outcome.error.retryable || attempt === MAX_ATTEMPTS || wait > patienceMs) throw outcome.error;
      await pace.sleep(wait, signal);
      patienceMs -= wait;
    }
  }

  /**
   * Sends one request, once, as soon as the account may write again; `throttled` if that is not soon. What it throws tells what became of
   * the write: `upstream_unreachable`, `upstream_failed` and `upstream_unreadable` mean that nobody knows; `conflict` that it is there,
   * perhaps unseen; every other code that it was not done. After the signal's own reason nobody knows either.
   */
  async write<T>(call: Call<T, WriteOperation>, signal: AbortSignal): Promise<T> {
    checkIds(call);
    const { credentials, region, baseUrls, pace } = this.#setup;
    const limiter = writeLimiterFor([credentials.ak, region, ...Object.values(baseUrls)].join(' '), pace);
    if (!(await limiter.enter(WRITE_PATIENCE_MS, signal))) throw throttled(call.operation);
    const outcome = await this.#attempt(call, 1, signal);
    if ('value' in outcome) return outcome.value;
    if (outcome.error.code === 'throttled') limiter.pause(outcome.retryAfterMs);
    throw outcome.error;
  }

  async #attempt<T>(call: Call<T>, attempt: number, signal: AbortSignal): Promise<Outcome<T>> {
    const { credentials, baseUrls, transport, clean, pace } = this.#setup;
    const { operation, projectId } = call;
    const { service } = OPERATIONS[operation];
    const startedAt = pace.now();
    const report = (status: number | null, code: string | null, date: string | null = null): void =>
      this.#setup.onCall({ service, operation, status, code, durationMs: pace.now() - startedAt, date, attempt });
    let answer: Answer;
    try {
      const to = { endpoint: baseUrls[service], credentials, projectId };
      answer = await signedCall(call.request, to, (request) => transport.send(request, signal));
    } catch (error) {
      if (signal.aborted) report(null, 'aborted');
      signal.throwIfAborted();
      if (!(error instanceof NoAnswer)) throw error;
      report(null, error.code);
      return { error: unreachable(operation, clean(error.message)), retryAfterMs: null };
    }
    if (answer.status < 200 || answer.status >= 300) {
      const code = readFault(answer).code;
      report(answer.status, code === null ? null : clean(code), headerOf(answer.headers, 'date'));
      return {
        error: refusalOf(operation, answer, clean),
        retryAfterMs: retryAfterMs(headerOf(answer.headers, 'retry-after'), Date.now()),
      };
    }
    report(answer.status, null, headerOf(answer.headers, 'date'));
    const read = answerValue(answer, call.shape);
    if ('value' in read) return read;
    const requestId = headerOf(answer.headers, 'x-request-id');
    return { error: unreadable(operation, read.problem, requestId === null ? null : clean(requestId)), retryAfterMs: null };
  }

  #limiterOf(operation: Operation): Limiter {
    const { service } = OPERATIONS[operation];
    const { credentials, region, baseUrls, pace } = this.#setup;
    return limiterFor(`${credentials.ak} ${service} ${region} ${baseUrls[service]}`, pace);
  }
}

function checkIds({ operation, ids, projectId }: Pick<Call<unknown>, 'operation' | 'ids' | 'projectId'>): void {
  for (const [name, id] of Object.entries({ ...ids, project_id: projectId ?? '-' })) {
    if (!/^[A-Za-z0-9-]+$/.test(id)) throw badIdentifier(operation, name);
  }
}

function verdictOf(outcome: Outcome<unknown> | null): 'served' | 'throttled' | 'failed' {
  if (outcome === null) return 'failed';
  if ('value' in outcome) return 'served';
  if (outcome.error.code === 'throttled') return 'throttled';
  return outcome.error.retryable ? 'failed' : 'served';
}
