import { type Figure, percentile } from '../figure.ts';
import { GATEWAY, Rig, steadily, WORKER } from '../rig.ts';

const PER_SECOND = 20;
const BURST = 200;

const times = async (rig: Rig, seconds: number, line: string): Promise<{ steady: number[]; burst: number[] }> => {
  const tookMs = async (): Promise<number> => (await rig.type(line)).tookMs;
  await steadily(PER_SECOND, PER_SECOND * 2, tookMs); // warm
  const steady = await steadily(PER_SECOND, PER_SECOND * seconds, tookMs);
  const burst = await Promise.all(Array.from({ length: BURST }, tookMs));
  return { steady: [...steady], burst };
};

/** How soon a person reads an answer, the run durably created first, while at least 100 runs are active. */
export async function acknowledge({ seconds }: { readonly seconds: number }): Promise<readonly Figure[]> {
  const bare = await Rig.start();
  const { apiUrl: SLACK_API_URL, botToken: SLACK_BOT_TOKEN, appToken: SLACK_APP_TOKEN } = bare.slack;
  await bare.run('bare-bolt.ts', { SLACK_API_URL, SLACK_BOT_TOKEN, SLACK_APP_TOKEN }).says('"started"');
  const floor = await times(bare, seconds, 'precheck prod');
  await bare.close();

  const rig = await Rig.start({
    arrange: (world) => {
      world.latencyMs = 2_000; // the runs stay active
    },
  });
  await rig.bot(GATEWAY);
  await rig.bot(WORKER);
  await Promise.all(Array.from({ length: 100 }, () => rig.type('precheck prod')));
  const taken = await times(rig, seconds, 'precheck prod');
  await rig.close();
  const what = 'a bare Bolt listener that only acknowledges';
  return [
    {
      what: `acknowledge, ${PER_SECOND} commands/s for ${seconds} s, p99`,
      value: percentile(taken.steady, 0.99),
      unit: 'ms',
      baseline: { what, value: percentile(floor.steady, 0.99) },
      budget: { most: 25 },
    },
    {
      what: `acknowledge, ${PER_SECOND} commands/s for ${seconds} s, median`,
      value: percentile(taken.steady, 0.5),
      unit: 'ms',
      baseline: { what, value: percentile(floor.steady, 0.5) },
    },
    {
      what: `acknowledge, ${BURST} commands at once, last`,
      value: Math.max(...taken.burst),
      unit: 'ms',
      baseline: { what, value: Math.max(...floor.burst) },
      budget: { most: 1_500 },
    },
  ];
}
