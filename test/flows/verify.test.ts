import { expect, onTestFinished, test } from 'vitest';
import { addWorkload } from '../../sandbox/cluster/workload.ts';
import { verifyScenarios } from '../../sandbox/scenarios/verify/index.ts';
import { siteOf } from '../../sandbox/site.ts';
import { checkMessage } from '../../sandbox/slack/block-check.ts';
import { runDocument, verifyResult } from './documents.ts';
import { documentOf, House, type HouseOptions } from './house.ts';

const openHouse = async (options: HouseOptions): Promise<House> => {
  const house = await House.withBot(options);
  onTestFinished(() => house.close());
  return house;
};
const codes = (found: readonly { readonly code: string }[]): string[] => found.map(({ code }) => code).toSorted();

test.each(verifyScenarios)('$name: $summary', async (scenario) => {
  const house = await openHouse({ scenario });
  const { message, run } = await house.play(scenario.command ?? '');
  for (const { text, blocks, metadata } of [...message.edits, message]) expect(checkMessage({ text, blocks, metadata })).toEqual([]);
  const { result } = runDocument(verifyResult).parse(documentOf(run));
  expect({ success: result?.success, issues: codes(result?.issues ?? []), warnings: codes(result?.warnings ?? []) }).toEqual({
    success: scenario.expect.success,
    issues: scenario.expect.issues.toSorted(),
    warnings: scenario.expect.warnings.toSorted(),
  });
  expect(result?.ready).toBe(result?.success);
  expect(house.cloud.violations).toEqual([]);
  expect(house.cloud.calls.filter(({ write }) => write)).toEqual([]);
});

test('with wait, the same message shows what is missing meanwhile, and ends when it is ready', async () => {
  const scenario = verifyScenarios.find(({ name }) => name === 'verify-workload');
  if (!scenario) throw new Error('verify-workload is a scenario');
  const spec = { namespace: 'cci2-burst-lab', name: 'cci2-burst-demo', replicas: 2 } as const;
  const house = await openHouse({
    scenario: {
      ...scenario,
      arrange(world) {
        const standing = { is: 'waiting', nodeName: 'bursting-node', reason: 'ContainerCreating', message: '' } as const;
        addWorkload(siteOf(world, 'prod').cluster.kubernetes, { ...spec, standing });
      },
    },
  });
  const typed = await house.type('huawei_verify_cce_cci_bursting cluster=prod workload_name=cci2-burst-demo wait=1m');
  const id = /run_\w{10}/.exec(String(typed.payload?.text))?.[0] ?? '';
  await house.slack.messages.wait((message) => JSON.stringify(message.blocks).includes('0 of 2 pods ready'));
  const { kubernetes } = siteOf(house.cloud.world, 'prod').cluster;
  Object.assign(kubernetes, { pods: [], replicasets: [], deployments: [] });
  addWorkload(kubernetes, { ...spec, standing: { is: 'ready', nodeName: 'bursting-node' } });
  const message = await house.ended(id);
  expect(message.text).toBe('prod bursts: 1 virtual node Ready, 2 of 2 pods of cci2-burst-demo run on CCI.');
  expect(message.edits.length).toBeGreaterThan(0);
});
