import { Redis } from 'ioredis';
import type { Figure } from '../figure.ts';
import { GATEWAY, Rig, WORKER } from '../rig.ts';

/** So slow that workers wait for the cloud, and do not share out what one machine can compute. */
const LATENCY_MS = 500;
const WORKERS = 4;
/** Of each worker. */
const READS = 60;

/** Two gateways; prechecks a minute with one worker, and with four. */
async function inMode(mode: 'Socket Mode' | 'HTTP mode'): Promise<Figure> {
  const rig = await Rig.start({
    arrange: (world) => {
      world.latencyMs = LATENCY_MS;
    },
  });
  const redis = new Redis(rig.redis.url);
  const http = { SLACK_APP_TOKEN: undefined, SLACK_SIGNING_SECRET: rig.slack.signingSecret };
  const urls: string[] = [];
  for (let index = 0; index < 2; index += 1) {
    const gateway = await rig.bot({ ...GATEWAY, ...(mode === 'HTTP mode' ? http : {}) });
    if (mode === 'HTTP mode') urls.push(`http://127.0.0.1:${gateway.told('port')}/slack/events`);
  }
  let done = 0;
  const perMinute = async (count: number): Promise<number> => {
    const since = performance.now();
    const asked = Array.from({ length: count }, (_, index) => {
      // As a load balancer does; to its sockets, Slack deals by itself.
      rig.slack.requestUrl = urls[index % urls.length] ?? null;
      return rig.type('precheck prod');
    });
    await Promise.all(asked);
    done += count;
    while ((await redis.zcard('{bursting}:runs:state:succeeded')) < done) await new Promise((resolve) => setTimeout(resolve, 20));
    return (count * 60_000) / (performance.now() - since);
  };
  try {
    await rig.bot(WORKER);
    await perMinute(10); // the clients are loaded
    const one = await perMinute(READS);
    for (let more = 1; more < WORKERS; more += 1) await rig.bot(WORKER);
    await perMinute(10 * WORKERS);
    return {
      what: `prechecks a minute, ${WORKERS} workers and 2 gateways, ${mode}, ${LATENCY_MS} ms per call`,
      value: await perMinute(READS * WORKERS),
      unit: '/min',
      baseline: { what: 'one worker', value: one },
      budget: { least: one * (WORKERS - 1) },
    };
  } finally {
    redis.disconnect();
    await rig.close();
  }
}

/** How much more is done by more processes behind one Redis. */
export const scaling = async (): Promise<readonly Figure[]> => [await inMode('Socket Mode'), await inMode('HTTP mode')];
