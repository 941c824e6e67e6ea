import { createConnection, createServer, type Socket } from 'node:net';
import type { Crossing, Gate, Meet } from './crossing.ts';
import { redisName } from './redis-names.ts';
import { Frames, wordsOf } from './resp.ts';

export interface RedisGate extends Gate {
  /** Takes connections and bytes, and lets nothing through in either direction. */
  stall(): void;
  /** What was held back goes on: late commands are carried out. */
  flow(): void;
}

/** What stands between one bot and Redis: every command passes here, one by one, and so does every reply. */
export async function startRedisGate(who: Pick<Crossing, 'bot' | 'role'>, redisPort: number, meet: Meet): Promise<RedisGate> {
  const sockets = new Set<Socket>();
  let stalled = false;
  const hold = (socket: Socket): void => {
    if (stalled) socket.pause();
  };
  const server = createServer((client) => {
    const redis = createConnection(redisPort, '127.0.0.1');
    const cut = (): void => {
      client.resetAndDestroy();
      redis.destroy();
    };
    const asked: (string | null)[] = [];
    const [commands, replies] = [new Frames(), new Frames()];
    let over = false;
    const meets = (name: string | null, moment: Crossing['moment']): boolean => {
      if (name === null || over) return !over;
      const verdict = meet({ wire: 'redis', ...who, name, moment });
      over = verdict !== 'pass';
      if (over) cut();
      return !over;
    };
    client.on('data', (chunk) => {
      for (const frame of commands.take(chunk as Buffer)) {
        const name = redisName(wordsOf(frame));
        if (!meets(name, 'before')) return;
        asked.push(name);
        redis.write(frame);
      }
    });
    redis.on('data', (chunk) => {
      for (const frame of replies.take(chunk as Buffer)) {
        if (!meets(asked.shift() ?? null, 'after')) return;
        client.write(frame);
      }
    });
    for (const socket of [client, redis]) {
      sockets.add(socket);
      socket.setNoDelay(true).on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        redis.destroy();
      });
      hold(socket);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    stall() {
      stalled = true;
      for (const socket of sockets) hold(socket);
    },
    flow() {
      stalled = false;
      for (const socket of sockets) socket.resume();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.resetAndDestroy();
      }),
  };
}
