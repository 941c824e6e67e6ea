import { expect, test } from 'vitest';
import { crowd } from '../../sandbox/cluster/crowd.ts';
import { burstingNode } from '../../sandbox/cluster/objects.ts';
import { generated } from '../../sandbox/cluster/state.ts';
import { verifyScenarios } from '../../sandbox/scenarios/verify/index.ts';
import { siteOf } from '../../sandbox/site.ts';
import { verify } from '../../src/actions/verify.ts';
import { readIn } from './cluster-reads.ts';

const codes = (findings: readonly { readonly code: string }[]): string[] => findings.map((found) => found.code).toSorted();

test.each(verifyScenarios)('verify, with the real clients, says of $name what the scenario promises', async (scenario) => {
  const { result, calls } = await readIn(verify, scenario, scenario.command ?? '');
  expect({ success: result.success, issues: codes(result.issues), warnings: codes(result.warnings) }).toEqual({
    success: scenario.expect.success,
    issues: scenario.expect.issues.toSorted(),
    warnings: scenario.expect.warnings.toSorted(),
  });
  const counts = Map.groupBy(calls, ({ operation }) => operation);
  expect([...counts].filter(([operation, made]) => made.length > 1 && operation !== 'unknown').map(([operation]) => operation)).toEqual([]);
});

test('50,000 pods of other namespaces are not even asked for', async () => {
  const { result, calls } = await readIn(
    verify,
    {
      name: 'crowd',
      summary: 'A crowded cluster',
      arrange(world) {
        const { kubernetes } = siteOf(world, 'prod').cluster;
        const { nodes, pods } = crowd({ nodes: 5_000, pods: 50_000 });
        kubernetes.nodes = generated(5_001, (i) => (i === 5_000 ? burstingNode() : (nodes.at(i) ?? burstingNode())));
        kubernetes.pods = pods;
      },
    },
    'verify prod namespace=team-7',
  );
  expect(result.workload).toMatchObject({ pod_count: 1_250, ready: false });
  expect(result.issues).toMatchObject([{ code: 'pods_elsewhere', facts: { elsewhere: 1_250 } }]);
  const listed = calls.filter(({ operation }) => operation === 'ListPods');
  expect(listed.length).toBeLessThanOrEqual(3);
  expect(listed.every(({ path }) => path.startsWith('/api/v1/namespaces/team-7/pods'))).toBe(true);
});
