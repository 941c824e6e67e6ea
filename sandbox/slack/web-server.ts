import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { APP_SCOPE } from '../../handlers/scopes.ts';
import type { Fault, Faults } from './faults.ts';
import { type Inside, respond } from './inside.ts';
import { METHODS, type Method } from './methods/index.ts';
import { Refusal } from './refusal.ts';
import type { SocketHub } from './socket-hub.ts';
import { Watch } from './watch.ts';
import { type Args, readArguments, readBody, readToken, readUpload, structured, word } from './web-arguments.ts';

/** One Web API call as it came, and how it ended. */
export interface Call {
  readonly method: string;
  /** Parsed; as they came where that failed. */
  args: Args;
  /** When it came, in ms since 1970. */
  readonly at: number;
  /** `ok`, the error of an `ok: false`, or what went wrong on the way: `http 429`, `hang`, `reset`. Empty while it is under way. */
  answer: string;
}

export interface Tokens {
  readonly bot: string;
  readonly app: string;
  /** The bot's scopes; null: not looked at. */
  readonly scopes: readonly string[] | null;
}

type Answer = Readonly<Record<string, unknown>>;

function checkToken(method: Method, token: string | null, tokens: Tokens): void {
  if (token === null) throw new Refusal('not_authed');
  const kind = token === tokens.bot ? 'bot' : token === tokens.app ? 'app' : null;
  if (kind === null) throw new Refusal('invalid_auth');
  if (method.token !== 'any' && method.token !== kind) throw new Refusal('not_allowed_token_type');
  if (kind === 'bot' && method.scope && tokens.scopes && !tokens.scopes.includes(method.scope))
    throw new Refusal('missing_scope', { needed: method.scope, provided: tokens.scopes.join(',') });
}

const answer = (response: ServerResponse, status: number, body: Answer | string, headers: Readonly<Record<string, string>> = {}): void => {
  const json = typeof body !== 'string';
  response.writeHead(status, { 'content-type': json ? 'application/json; charset=utf-8' : 'text/html', ...headers });
  response.end(json ? JSON.stringify(body) : body);
};

/** Slack's HTTP side on loopback: `/api/<method>`, `/response/<id>`, `/upload/<ticket>`, and the upgrade to Socket Mode at `/link`. */
export class WebServer {
  readonly calls: Call[] = [];
  readonly #watch = new Watch();
  /** `refuse`: every connection breaks. `hang`: taken and never answered. */
  paused: 'refuse' | 'hang' | null = null;
  readonly #server: Server;
  readonly #faults: Faults;
  readonly #tokens: Tokens;
  readonly #now: () => number;
  #inside: Inside | null = null;

  constructor(faults: Faults, tokens: Tokens, hub: SocketHub, now: () => number) {
    this.#faults = faults;
    this.#tokens = tokens;
    this.#now = now;
    this.#server = createServer((request, response) => {
      response.setHeader('date', new Date(now()).toUTCString());
      this.#take(request, response).catch(() => response.destroy());
    });
    this.#server.on('upgrade', (request, socket, head) => {
      socket.on('error', () => socket.destroy());
      if (this.paused === 'refuse') socket.destroy();
      else if (!this.paused) hub.upgrade(request, socket, head);
    });
  }

  /** Listens on a free port of 127.0.0.1 and resolves with it. */
  listen(): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject).listen(0, '127.0.0.1', () => resolve((this.#server.address() as AddressInfo).port));
    });
  }

  serve(inside: Inside): void {
    this.#inside = inside;
  }

  /** Resolves with the first call, made or to come, that has ended and that the predicate accepts. */
  waitForCall(predicate: (call: Call) => boolean, timeoutMs: number): Promise<Call> {
    const look = (): Call | undefined => this.calls.find((call) => call.answer !== '' && predicate(call));
    return this.#watch.until(look, timeoutMs, () => `no such call among ${this.calls.map((call) => call.method).join(', ')}`);
  }

  /** Breaks every connection that is open. */
  break(): void {
    this.#server.closeAllConnections();
  }

  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.break();
    });
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const inside = this.#inside;
    if (this.paused === 'hang') return;
    if (this.paused || !inside) return void request.socket.destroy();
    const url = new URL(request.url ?? '/', 'http://slack');
    const body = await readBody(request);
    const [, door = '', rest = ''] = /^\/(\w+)\/(.+)$/.exec(url.pathname) ?? [];
    if (door === 'api') return this.#call(rest, request, url, body, response, inside);
    if (door === 'upload') {
      const content = await readUpload(request.headers['content-type'] ?? '', body);
      return answer(response, inside.files.upload(rest, content) ? 200 : 400, 'OK');
    }
    if (door === 'response') return this.#respond(rest, body, response, inside);
    answer(response, 404, 'not found');
  }

  async #call(name: string, request: IncomingMessage, url: URL, body: Buffer, response: ServerResponse, inside: Inside): Promise<void> {
    const call: Call = { method: name, args: {}, at: this.#now(), answer: '' };
    this.calls.push(call);
    let fault: Fault | null = null;
    let said: Answer;
    try {
      call.args = readArguments(url, request.headers['content-type'] ?? '', body);
      const args = structured(call.args);
      call.args = args;
      fault = this.#faults.take(name, args);
      if (fault && !fault.afterCommit && !('delayMs' in fault.effect)) return this.#fail(fault, call, request, response);
      const method = METHODS[name];
      if (!method) throw new Refusal('unknown_method', { req_method: name });
      checkToken(method, readToken(request, url, body), this.#tokens);
      said = { ok: true, ...(await method.run(args, inside)) };
    } catch (error) {
      said = {
        ok: false,
        error: error instanceof Refusal ? error.message : 'internal_error',
        ...(error instanceof Refusal ? error.more : {}),
      };
      if (!(error instanceof Refusal)) process.emitWarning(error instanceof Error ? error : String(error));
    }
    if (fault && !('delayMs' in fault.effect)) return this.#fail(fault, call, request, response);
    if (fault && 'delayMs' in fault.effect)
      await new Promise((resolve) => setTimeout(resolve, (fault.effect as { delayMs: number }).delayMs));
    this.#ended(call, said.ok ? 'ok' : word(said.error));
    answer(response, 200, said, this.#scopesOf(readToken(request, url, body)));
  }

  /** What the token may, as Slack tells it with every answer. */
  #scopesOf(token: string | null): Readonly<Record<string, string>> {
    if (token === this.#tokens.app) return { 'x-oauth-scopes': APP_SCOPE };
    return token === this.#tokens.bot && this.#tokens.scopes ? { 'x-oauth-scopes': this.#tokens.scopes.join(',') } : {};
  }

  #ended(call: Call, answer: string): void {
    call.answer = answer;
    this.#watch.changed();
  }

  #fail({ effect }: Fault, call: Call, request: IncomingMessage, response: ServerResponse): void {
    if ('error' in effect) {
      this.#ended(call, effect.error);
      answer(response, 200, { ok: false, error: effect.error });
    } else if ('answer' in effect) {
      this.#ended(call, 'odd');
      answer(response, 200, JSON.stringify(effect.answer));
    } else if ('retryAfterS' in effect) {
      this.#ended(call, 'http 429');
      answer(response, 429, { ok: false, error: 'ratelimited' }, { 'retry-after': String(effect.retryAfterS) });
    } else if ('status' in effect) {
      this.#ended(call, `http ${effect.status}`);
      answer(response, effect.status, '<html><body>Server Error</body></html>');
    } else if ('reset' in effect) {
      this.#ended(call, 'reset');
      request.socket.resetAndDestroy();
    } else this.#ended(call, 'hang');
  }

  async #respond(id: string, body: Buffer, response: ServerResponse, inside: Inside): Promise<void> {
    const call: Call = { method: 'response_url', args: {}, at: this.#now(), answer: '' };
    this.calls.push(call);
    try {
      call.args = readArguments(new URL('http://slack/'), 'application/json', body);
      await respond(inside, inside.interactions.useResponse(id), call.args, 'response_url');
      this.#ended(call, 'ok');
      answer(response, 200, 'ok');
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.#ended(call, error.message);
      const gone = error.message === 'expired_url' || error.message === 'used_url';
      answer(response, gone ? 404 : 400, { ok: false, error: error.message, ...error.more });
    }
  }
}
