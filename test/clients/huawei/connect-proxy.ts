import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

/** A proxy on loopback that opens CONNECT tunnels, and nothing else. */
export class ConnectProxy {
  /** What was asked for: `host:port`. */
  readonly tunnels: string[] = [];
  readonly logins: (string | undefined)[] = [];
  /** Other than 200: what CONNECT is answered with. 0: nothing. */
  status = 200;
  onConnect: () => void = () => {};
  readonly #sockets = new Set<Socket>();
  readonly #server: Server = createServer((_request, response) => response.writeHead(405).end());

  static async start(): Promise<ConnectProxy> {
    const proxy = new ConnectProxy();
    proxy.#server.on('connection', (socket) => proxy.#sockets.add(socket));
    proxy.#server.on('connect', (request, socket, head) => {
      proxy.tunnels.push(request.url ?? '');
      proxy.logins.push(request.headers['proxy-authorization']);
      socket.on('error', () => {});
      proxy.onConnect();
      if (proxy.status === 0) return;
      if (proxy.status !== 200) return void socket.end(`HTTP/1.1 ${proxy.status} No\r\ncontent-length: 0\r\n\r\n`);
      const { hostname, port } = new URL(`http://${request.url}`);
      const target = connect(Number(port), hostname, () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
        target.write(head);
        target.pipe(socket).pipe(target);
      });
      proxy.#sockets.add(target);
      target.on('error', () => socket.destroy());
    });
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }
}
