import { globSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Redis } from 'ioredis';
import type { FakeSlack } from '../../sandbox/slack/fake.ts';

/** Every key and value of a Redis as one text, whatever their types; what is compressed is unpacked. */
export async function everythingIn(redisUrl: string): Promise<string> {
  const redis = new Redis(redisUrl);
  try {
    const keys = await redis.keys('*');
    const parts = await Promise.all(keys.map(async (key) => [key, ...(await valuesOf(redis, key))]));
    return parts.flat().join('\n');
  } finally {
    redis.disconnect();
  }
}

async function valuesOf(redis: Redis, key: string): Promise<readonly string[]> {
  switch (await redis.type(key)) {
    case 'string': {
      const value = (await redis.getBuffer(key)) ?? Buffer.alloc(0);
      return [value.toString(), ...(value[0] === 0x1f && value[1] === 0x8b ? [gunzipSync(value).toString()] : [])];
    }
    case 'hash':
      return Object.entries(await redis.hgetall(key)).flat();
    case 'list':
      return redis.lrange(key, 0, -1);
    case 'set':
      return redis.smembers(key);
    case 'zset':
      return redis.zrange(key, '0', '-1');
    case 'stream':
      return (await redis.xrange(key, '-', '+')).flat(2);
    default:
      return [];
  }
}

/** Every file below a directory as one text. */
export const everythingUnder = (directory: string): string =>
  globSync('**/*', { cwd: directory })
    .map((name) => path.join(directory, name))
    .filter((name) => statSync(name, { throwIfNoEntry: false })?.isFile())
    .map((name) => readFileSync(name, 'latin1'))
    .join('\n');

/** All that people can see in Slack, earlier versions included, and all that the bot ever said to it. */
export function everythingSaidIn(slack: FakeSlack): string {
  const messages = [...slack.workspace.channels.keys()].flatMap((channel) => slack.messages.in(channel));
  return JSON.stringify([messages, slack.calls.map(({ args }) => args), slack.sockets.deliveries.map(({ acks }) => acks)]);
}

/** The ways in which a secret may stand in a text. */
const formsOf = (secret: string): readonly string[] => {
  const bytes = Buffer.from(secret);
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    JSON.stringify(JSON.stringify(secret)).slice(3, -3),
    encodeURIComponent(secret),
    encodeURIComponent(encodeURIComponent(secret)),
    encodeURIComponent(JSON.stringify(secret).slice(1, -1)),
    bytes.toString('hex'),
    // Base64 inside a longer text may begin at any of three places; the first and last characters then belong to its neighbours.
    ...[0, 1, 2].flatMap((offset) =>
      (['base64', 'base64url'] as const).map((alphabet) =>
        Buffer.concat([Buffer.alloc(offset), bytes])
          .toString(alphabet)
          .slice(offset === 0 ? 0 : 4, -4),
      ),
    ),
  ];
};

/** Which secret was found in which place; empty is what should be. */
export function leaks(secrets: Readonly<Record<string, string>>, places: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(places).flatMap(([place, text]) =>
    Object.entries(secrets)
      .filter(([, secret]) => formsOf(secret).some((form) => text.includes(form)))
      .map(([name]) => `${name} in ${place}`),
  );
}
