import { Redis } from 'ioredis';
import { type Figure, percentile } from '../figure.ts';
import { Rig, steadily } from '../rig.ts';

const COUNT = 200;
const WARM = 20;

/** From a run's creation, by Redis's clock, to its first message arriving at Slack: both are clocks of this machine. */
export async function firstMessage(): Promise<readonly Figure[]> {
  const rig = await Rig.start();
  await rig.bot();
  const runs = await steadily(10, COUNT + WARM, async () => (await rig.type('precheck prod')).run ?? '');
  await Promise.all(runs.map((run) => rig.posted(run)));
  const redis = new Redis(rig.redis.url);
  const created = await Promise.all(runs.map((run) => redis.hget(`{bursting}:run:${run}`, 'created')));
  redis.disconnect();
  const posted = new Map<string, number>();
  for (const { args, at } of rig.slack.callsOf('chat.postMessage')) {
    const { event_payload: shown } = (args.metadata ?? {}) as { event_payload?: { run_id?: string } };
    if (shown?.run_id && !posted.has(shown.run_id)) posted.set(shown.run_id, at);
  }
  await rig.close();
  const lags = runs.map((run, index) => (posted.get(run) ?? Number.NaN) - Number(created[index])).slice(WARM);
  return [
    { what: 'created to first message at Slack, p99', value: percentile(lags, 0.99), unit: 'ms', budget: { most: 50 } },
    { what: 'created to first message at Slack, median', value: percentile(lags, 0.5), unit: 'ms' },
  ];
}
