import { randomBytes } from 'node:crypto';
import { ACK_WITHIN_MS } from './acknowledgement.ts';
import { Acting } from './acting.ts';
import { Faults } from './faults.ts';
import { Files } from './files.ts';
import type { Inside, Screen } from './inside.ts';
import { Interactions } from './interactions.ts';
import { Messages } from './messages.ts';
import { type SignedRequest, send, signed } from './signed-requests.ts';
import { SocketHub } from './socket-hub.ts';
import { Views } from './views.ts';
import { type Call, WebServer } from './web-server.ts';
import { APP, Workspace, type WorkspaceOptions } from './workspace.ts';

export interface FakeSlackOptions extends WorkspaceOptions {
  /** The bot's scopes. Without them no scope is looked at. */
  readonly scopes?: readonly string[];
  /** How long an acknowledgement is waited for (3 s). */
  readonly ackWithinMs?: number;
  /** The clock of `trigger_id`, `response_url`, message ids and signatures, in ms since 1970. */
  readonly now?: () => number;
  /** Shows everything to people. */
  readonly screen?: Screen;
}

const secret = (prefix: string): string => `${prefix}${randomBytes(18).toString('base64url')}`;

/** A strict Slack on a free port of 127.0.0.1: it refuses what Slack refuses, remembers everything, and can be told to fail. */
export class FakeSlack {
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  /** For `SLACK_API_URL`. */
  readonly apiUrl: string;
  readonly workspace: Workspace;
  /** What people do: type a command, click, submit, open their Home. */
  readonly people: Acting;
  readonly sockets: SocketHub;
  readonly faults: Faults;
  /** Every message: `in(channel)`, `find`, `wait`, and `add` for somebody else's. */
  readonly messages: Messages;
  readonly views: Views;
  readonly files: Files;
  /** Every Web API call and every use of a `response_url`, in order. */
  readonly calls: readonly Call[];
  readonly #web: WebServer;
  readonly #ackWithinMs: number;
  /** HTTP mode: where deliveries are posted. Null: Socket Mode. */
  requestUrl: string | null = null;

  private constructor(
    options: FakeSlackOptions,
    parts: { web: WebServer; inside: Inside; sockets: SocketHub; faults: Faults; secrets: Secrets },
  ) {
    const { web, inside, sockets, faults, secrets } = parts;
    this.#web = web;
    this.#ackWithinMs = options.ackWithinMs ?? ACK_WITHIN_MS;
    this.botToken = secrets.botToken;
    this.appToken = secrets.appToken;
    this.signingSecret = secrets.signingSecret;
    this.apiUrl = `${inside.baseUrl}/api/`;
    this.workspace = inside.workspace;
    this.messages = inside.messages;
    this.views = inside.views;
    this.files = inside.files;
    this.sockets = sockets;
    this.faults = faults;
    this.calls = web.calls;
    const now = options.now ?? Date.now;
    this.people = new Acting(inside, (kind, payload, retry, signing, envelope) => {
      if (!this.requestUrl) return sockets.deliver(kind, payload, retry, envelope);
      const as = { secret: this.signingSecret, at: Math.floor(now() / 1000), ...signing };
      return send(signed(this.requestUrl, kind, payload, as, retry), this.#ackWithinMs);
    });
  }

  static async start(options: FakeSlackOptions = {}): Promise<FakeSlack> {
    const now = options.now ?? Date.now;
    const secrets = { botToken: secret('xoxb-'), appToken: secret(`xapp-1-${APP.id}-`), signingSecret: secret('') };
    const sockets = new SocketHub(APP.id, options.ackWithinMs);
    const faults = new Faults();
    const web = new WebServer(faults, { bot: secrets.botToken, app: secrets.appToken, scopes: options.scopes ?? null }, sockets, now);
    const port = await web.listen();
    const inside: Inside = {
      workspace: new Workspace(options),
      messages: new Messages(now),
      interactions: new Interactions(now),
      views: new Views(),
      files: new Files(),
      baseUrl: `http://127.0.0.1:${port}`,
      screen: options.screen ?? null,
      newSocketUrl: () => `ws://127.0.0.1:${port}/link/?ticket=${sockets.newTicket()}&app_id=${APP.id}`,
    };
    web.serve(inside);
    return new FakeSlack(options, { web, inside, sockets, faults, secrets });
  }

  /** The first call of a method, made or to come, that has ended and that the predicate accepts. */
  waitForCall(method: string, predicate: (call: Call) => boolean = () => true, timeoutMs = 10_000): Promise<Call> {
    return this.#web.waitForCall((call) => call.method === method && predicate(call), timeoutMs);
  }

  /** The calls of one method. */
  callsOf(method: string): readonly Call[] {
    return this.calls.filter((call) => call.method === method);
  }

  /** Posts a request again, the very same bytes. */
  replay(request: SignedRequest): ReturnType<typeof send> {
    return send(request, this.#ackWithinMs);
  }

  /** Slack is down: connections break, and new ones are refused or taken and never answered. */
  pause(how: 'refuse' | 'hang' = 'refuse'): void {
    this.#web.paused = how;
    this.sockets.refusing = true;
    this.sockets.drop();
    this.#web.break();
  }

  /** And back again. What hangs is broken off. */
  resume(): void {
    this.#web.paused = null;
    this.sockets.refusing = false;
    this.#web.break();
  }

  async stop(): Promise<void> {
    this.sockets.stop();
    await this.#web.stop();
  }
}

interface Secrets {
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
}
