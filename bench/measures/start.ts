import type { Child } from '../child.ts';
import { type Figure, median } from '../figure.ts';
import { GATEWAY, Rig, WORKER } from '../rig.ts';

const ROUNDS = 5;
const SETTLE_MS = 1_500;

interface Started {
  readonly readyMs: number;
  readonly rssMiB: number;
}

/** Started to ready, and what it weighs a little later. */
async function started(start: () => Child, after: (child: Child) => Promise<unknown> = async () => {}): Promise<Started> {
  const since = performance.now();
  const child = start();
  await child.says('"started"');
  const readyMs = performance.now() - since;
  await after(child);
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  const { rssMiB } = await child.usage();
  await child.stop();
  return { readyMs, rssMiB };
}

async function medians(...of: Parameters<typeof started>): Promise<Started> {
  const all: Started[] = [];
  for (let round = 0; round < ROUNDS; round += 1) all.push(await started(...of));
  return { readyMs: median(all.map(({ readyMs }) => readyMs)), rssMiB: median(all.map(({ rssMiB }) => rssMiB)) };
}

/** Start to ready and idle memory of each role, beside a process that only imports the same libraries. */
export async function start(): Promise<readonly Figure[]> {
  const rig = await Rig.start();
  await rig.compile();
  const figures: Figure[] = [];
  for (const [role, env] of [
    ['gateway', GATEWAY],
    ['worker', WORKER],
  ] as const) {
    const floor = await medians(() => rig.run(`${role}-imports.ts`, {}));
    const bot = await medians(() => rig.spawn(env));
    const what = 'importing the same libraries';
    figures.push(
      {
        what: `${role}: start to ready`,
        value: bot.readyMs,
        unit: 'ms',
        baseline: { what, value: floor.readyMs },
        budget: { most: floor.readyMs * 1.25 },
      },
      {
        what: `${role}: idle memory`,
        value: bot.rssMiB,
        unit: 'MiB',
        baseline: { what, value: floor.rssMiB },
        budget: { most: floor.rssMiB * 1.25 },
      },
    );
  }
  const gateway = await rig.bot(GATEWAY);
  const loaded = await medians(
    () => rig.spawn(WORKER),
    async () => {
      const { run } = await rig.type('precheck prod');
      await rig.ended(run ?? '');
    },
  );
  await gateway.stop();
  await rig.close();
  return [...figures, { what: 'worker: memory with every client loaded', value: loaded.rssMiB, unit: 'MiB', budget: { most: 175 } }];
}
