import { crowd } from '../../sandbox/cluster/crowd.ts';
import { actionOf } from '../../src/actions/index.ts';
import type { Figure } from '../figure.ts';
import { GATEWAY, Rig, WORKER } from '../rig.ts';

const SIZE = { nodes: 5_000, pods: 50_000 } as const;

/** A large cluster: how long the worker's event loop is held, and how much memory a run adds to the idle worker's. */
export async function largeCluster(): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const command of ['capacity', 'verify'].filter(actionOf)) {
    const rig = await Rig.start({
      arrange: (world) => {
        const [cluster] = world.clusters;
        if (cluster) cluster.kubernetes = { ...cluster.kubernetes, ...crowd({ nodes: SIZE.nodes, pods: 0 }) };
      },
    });
    await rig.bot(GATEWAY);
    const worker = await rig.bot(WORKER);
    const once = async (): Promise<number> => {
      const since = performance.now();
      const { run } = await rig.type(`${command} prod`);
      await rig.ended(run ?? '', 300_000);
      return performance.now() - since;
    };
    // The clients are loaded, and the worker is as it is between two runs.
    await once();
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    const idle = await worker.usage();
    const [cluster] = rig.cloud.world.clusters;
    if (cluster) cluster.kubernetes = { ...cluster.kubernetes, ...crowd(SIZE) };
    const tookMs = await once();
    const busy = await worker.usage();
    await rig.close();
    const size = `${SIZE.pods} pods on ${SIZE.nodes} nodes`;
    figures.push(
      { what: `${command}, ${size}: longest block of the event loop`, value: busy.longestBlockMs, unit: 'ms', budget: { most: 50 } },
      { what: `${command}, ${size}: memory above idle`, value: busy.peakRssMiB - idle.rssMiB, unit: 'MiB', budget: { most: 80 } },
      { what: `${command}, ${size}: time`, value: tookMs, unit: 'ms' },
    );
  }
  return figures;
}
