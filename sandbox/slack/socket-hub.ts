import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { ACK_WITHIN_MS, type Ack, type DeliveryKind, type Retry } from './acknowledgement.ts';
import { Watch } from './watch.ts';

/** Slack opens no more per app (docs.slack.dev, apis/events-api/using-socket-mode). */
const MOST_CONNECTIONS = 10;
/** `@slack/socket-mode` gives a connection up after 30 s without a ping from the server. */
const PING_EVERY_MS = 10_000;

/** One envelope that went out, and what came back. */
export interface Delivery {
  readonly envelopeId: string;
  readonly kind: DeliveryKind;
  /** Which connection it went to, counted from 1 in the order they were made. */
  readonly connection: number;
  readonly retry: Retry | null;
  /** Every acknowledgement, also one too many or too late, and after how many ms. */
  readonly acks: { readonly ms: number; readonly payload: unknown }[];
}

interface Connection {
  readonly number: number;
  readonly socket: WebSocket;
}

/** The server side of Socket Mode. Every payload goes to exactly one of the connections, in turn. */
export class SocketHub {
  /** While true a connection that is tried is turned away with 503. */
  refusing = false;
  readonly deliveries: Delivery[] = [];
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #appId: string;
  readonly #ackWithinMs: number;
  readonly #tickets = new Set<string>();
  readonly #watch = new Watch();
  readonly #waiting = new Map<string, (payload: unknown) => void>();
  readonly #pings: NodeJS.Timeout;
  #connections: Connection[] = [];
  #made = 0;
  #turn = 0;

  constructor(appId: string, ackWithinMs: number = ACK_WITHIN_MS) {
    this.#appId = appId;
    this.#ackWithinMs = ackWithinMs;
    this.#pings = setInterval(() => {
      for (const { socket } of this.#connections) socket.ping();
    }, PING_EVERY_MS).unref();
  }

  /** How many connections take deliveries now. */
  get count(): number {
    return this.#connections.length;
  }

  /** A ticket for one connection. */
  newTicket(): string {
    const ticket = randomUUID();
    this.#tickets.add(ticket);
    return ticket;
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const ticket = new URL(request.url ?? '/', 'http://slack').searchParams.get('ticket') ?? '';
    if (this.refusing || !this.#tickets.delete(ticket)) {
      socket.end(`HTTP/1.1 ${this.refusing ? '503 Service Unavailable' : '403 Forbidden'}\r\nConnection: close\r\n\r\n`);
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (accepted) => this.#accept(accepted));
  }

  #accept(socket: WebSocket): void {
    if (this.count >= MOST_CONNECTIONS) {
      socket.send(JSON.stringify({ type: 'disconnect', reason: 'too_many_websockets' }));
      socket.close();
      return;
    }
    this.#made += 1;
    const connection = { number: this.#made, socket };
    this.#connections.push(connection);
    socket.setMaxListeners(0); // one for each delivery under way
    socket.on('message', (data) => this.#received(connection, String(data)));
    socket.on('error', () => socket.terminate());
    socket.on('close', () => this.#retire(connection));
    socket.send(
      JSON.stringify({
        type: 'hello',
        num_connections: this.count,
        connection_info: { app_id: this.#appId },
        debug_info: { host: 'sandbox', approximate_connection_time: 18_060 },
      }),
    );
    this.#watch.changed();
  }

  #retire(connection: Connection): void {
    this.#connections = this.#connections.filter((other) => other !== connection);
    this.#watch.changed();
  }

  #received(connection: Connection, data: string): void {
    const { envelope_id: id, payload } = JSON.parse(data) as { envelope_id?: string; payload?: unknown };
    if (id) this.#waiting.get(`${connection.number} ${id}`)?.(payload);
  }

  /** Sends one payload to the connection whose turn it is, and waits for the acknowledgement. */
  deliver(kind: DeliveryKind, payload: unknown, retry: Retry | null = null, envelopeId: string = randomUUID()): Promise<Ack> {
    const connection = this.#connections[this.#turn++ % Math.max(1, this.count)];
    if (!connection) return Promise.resolve({ payload: null, failure: 'not connected', tookMs: 0, http: null });
    const delivery: Delivery = { envelopeId, kind, connection: connection.number, retry, acks: [] };
    this.deliveries.push(delivery);
    const sentAt = performance.now();
    return new Promise((resolve) => {
      const end = (payload: Ack['payload'], failure: string | null): void => {
        clearTimeout(timer);
        connection.socket.off('close', lost);
        resolve({ payload, failure, tookMs: performance.now() - sentAt, http: null });
      };
      const timer = setTimeout(() => end(null, `no ack within ${this.#ackWithinMs / 1000} s`), this.#ackWithinMs);
      const lost = (): void => end(null, 'connection lost');
      connection.socket.once('close', lost);
      this.#waiting.set(`${connection.number} ${envelopeId}`, (answer) => {
        delivery.acks.push({ ms: performance.now() - sentAt, payload: answer });
        end((answer ?? null) as Ack['payload'], null);
      });
      connection.socket.send(
        JSON.stringify({
          envelope_id: envelopeId,
          type: kind,
          payload,
          accepts_response_payload: kind !== 'events_api',
          ...(retry ? { retry_attempt: retry.attempt, retry_reason: retry.reason } : {}),
        }),
      );
    });
  }

  /** Tells every connection to go and make a new one, as Slack does every few hours; nothing more is delivered to it. */
  disconnect(reason: 'refresh_requested' | 'warning' | 'link_disabled' = 'refresh_requested'): void {
    for (const connection of this.#connections) {
      connection.socket.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'sandbox' } }));
      this.#retire(connection);
    }
  }

  /** Breaks every connection without a word. */
  drop(): void {
    for (const client of this.#server.clients) client.terminate();
  }

  /** Resolves when so many connections (exactly) are there; looked at whenever one comes or goes. */
  async whenConnected(count: number, timeoutMs = 15_000): Promise<void> {
    await this.#watch.until(
      () => (this.count === count ? true : null),
      timeoutMs,
      () => `${this.count} connections, not ${count},`,
    );
  }

  stop(): void {
    clearInterval(this.#pings);
    this.drop();
    this.#server.close();
  }
}
