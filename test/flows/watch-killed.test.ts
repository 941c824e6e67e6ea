import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Run } from '../../src/runs/run.ts';
import { Program } from './program.ts';
import { GATEWAY, soon, Team, WORKER } from './team.ts';

let team: Team;
beforeAll(async () => {
  team = await Team.start({ bots: [GATEWAY] });
});
afterAll(() => team.close());

async function startWorker(): Promise<Program> {
  const worker = Program.onStage(['start'], team.stage(WORKER));
  await worker.says(/"msg":"started"/, 40_000);
  return worker;
}

test('a watch that is due when its worker is killed -9 is looked at once, by the next worker', async () => {
  const clusterId = String(team.cloud.clusters.prod?.clusterId);
  const looked = async (): Promise<readonly Run[]> =>
    (await team.store.list({ cluster: clusterId, limit: 100, visible: () => true })).filter(({ watch }) => watch !== null);
  const ended = (count: number): Promise<void> =>
    soon(async () => expect((await looked()).map(({ state }) => state)).toEqual(Array.from({ length: count }, () => 'succeeded')), 40_000);

  let worker = await startWorker();
  await team.told('watch prod every=15m');
  await ended(1);
  // Before the schedule is looked at, about when the run is made, and while it is read.
  for (const [i, afterMs] of [0, 400, 1_050].entries()) {
    await team.data.zadd('{bursting}:watches', 1, clusterId);
    await sleep(afterMs);
    worker.kill('SIGKILL');
    await worker.ended;
    worker = await startWorker();
    await ended(i + 2);
  }
  worker.kill('SIGTERM');
  await worker.ended;
}, 180_000);
