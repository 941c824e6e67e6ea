import { Redis } from 'ioredis';
import { expect, onTestFinished, test } from 'vitest';
import { soon } from '../flows/team.ts';
import { startRedis } from './redis.ts';
import { monitorRedis, unquoted, type Words } from './redis-monitor.ts';

test.each([
  ['"get" "a b"', ['get', 'a b']],
  [String.raw`"set" "k" "{\"a\":\"b\\\"c\"}"`, ['set', 'k', '{"a":"b\\"c"}']],
  [String.raw`"set" "" "\r\n\t\x00\\x41"`, ['set', '', '\r\n\t\0\\x41']],
  ['', []],
])('%s', (line, words) => expect(unquoted(line)).toEqual(words));

test('of a busy Redis every command is told, from the first one on, and no command of a script', async () => {
  const redis = await startRedis();
  const data = new Redis(redis.url);
  onTestFinished(async () => {
    data.disconnect();
    await redis.stop();
  });
  await data.ping();
  let busy = true;
  const noise = (async () => {
    while (busy) await Promise.all(Array.from({ length: 50 }, () => data.ping()));
  })();
  const told: Words[] = [];
  const stop = await monitorRedis(redis.port, (words) => told.push(words));
  await data.eval("return redis.call('set', KEYS[1], 'x')", 1, 'inside');
  await data.set('say', 'he said "no"\n');
  busy = false;
  await noise;
  await soon(() => expect(told.some(([name]) => name === 'set')).toBe(true));
  expect(told.filter(([name]) => name !== 'ping')).toEqual([
    ['eval', "return redis.call('set', KEYS[1], 'x')", '1', 'inside'],
    ['set', 'say', 'he said "no"\n'],
  ]);
  stop();
});
