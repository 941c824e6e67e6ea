import { afterEach, expect, test, vi } from 'vitest';
import { startSandboxCloud } from '../../sandbox/cloud/start.ts';
import { ready } from '../../sandbox/scenarios/ready.ts';
import { Program } from '../flows/program.ts';
import { startRedis } from '../setup/redis.ts';
import { create, openBench, startSlack, stored } from './workbench.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

test('a worker that is killed while it posts is followed by another: one message, found and edited', async ({ annotate }) => {
  const [server, slack, cloud] = await Promise.all([startRedis(), startSlack(), startSandboxCloud(ready)]);
  closing.push(
    () => server.stop(),
    () => slack.stop(),
    () => cloud.close(),
  );
  const gateway = await openBench(server.url, slack, { workers: false });
  closing.push(() => gateway.stop());
  const env = { ROLE: 'worker', REDIS_URL: server.url, BURSTING_SIGNING_KEY: 'k'.repeat(40), SLACK_APP_TOKEN: undefined };
  const victim = Program.onStage(['start'], { slack, cloud, env });
  await victim.says(/"msg":"started"/);

  slack.faults.add('chat.postMessage', { hang: true }, { afterCommit: true, times: 1 });
  const clusterId = cloud.world.clusters[0]?.id ?? '';
  const { id } = await create(gateway.store, { target: { alias: 'prod', region: cloud.world.region, projectId: null, clusterId } });
  await slack.waitForCall('chat.postMessage');
  victim.kill('SIGKILL');
  const killed = performance.now();

  const other = await openBench(server.url, slack, { group: 'another' });
  closing.push(() => other.stop());
  await vi.waitFor(
    async () => {
      const { version, shown } = await stored(gateway.store, id);
      if (version !== shown) throw new Error(`version ${version}, Slack shows ${shown}`);
    },
    { timeout: 20_000, interval: 20 },
  );
  await annotate(`shown ${((performance.now() - killed) / 1_000).toFixed(1)} s after the publisher was killed`);
  expect(slack.callsOf('chat.postMessage')).toHaveLength(1);
}, 40_000);
