import type { AddressInfo } from 'node:net';
import { createConnection, createServer, type Server, type Socket } from 'node:net';

/**
 * A connection that can go bad, between a bot and its Redis: `cut` refuses and breaks connections, `swallow` takes every byte and
 * answers none, `restore` lets through again. What was swallowed is lost, as in a network that drops packets.
 */
export class Line {
  readonly url: string;
  readonly #to: number;
  readonly #port: number;
  readonly #server: Server;
  readonly #open = new Set<Socket>();
  #swallowing = false;

  private constructor(server: Server, to: number) {
    this.#server = server;
    this.#to = to;
    this.#port = (server.address() as AddressInfo).port;
    this.url = `redis://127.0.0.1:${this.#port}`;
    server.on('connection', (socket) => this.#join(socket));
  }

  /** `to`: the port of the Redis. */
  static async to(to: number): Promise<Line> {
    const server = createServer();
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
    return new Line(server, to);
  }

  #join(near: Socket): void {
    const far = createConnection(this.#to, '127.0.0.1');
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#open.add(from);
      from.setNoDelay(true);
      from.on('data', (data) => this.#swallowing || to.write(data));
      from.on('error', () => {});
      from.on('close', () => {
        this.#open.delete(from);
        to.destroy();
      });
    }
  }

  /** Nobody is there any more. */
  async cut(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#breakAll();
    await closed;
  }

  /** Somebody is there, and says nothing. */
  swallow(): void {
    this.#swallowing = true;
  }

  async restore(): Promise<void> {
    if (this.#swallowing) {
      this.#swallowing = false;
      this.#breakAll();
    }
    if (this.#server.listening) return;
    await new Promise<void>((resolve, reject) => this.#server.once('error', reject).listen(this.#port, '127.0.0.1', resolve));
  }

  close(): void {
    this.#server.close();
    this.#breakAll();
  }

  #breakAll(): void {
    for (const socket of this.#open) socket.destroy();
  }
}
