import { expect } from 'vitest';
import { type SandboxCloud, startSandboxCloud } from '../../sandbox/cloud/start.ts';
import type { Situation } from '../../sandbox/scenarios/scenario.ts';
import { systemClock } from '../../src/clients/clock.ts';
import { openCloud } from '../../src/clients/huawei/cloud.ts';
import { openCluster } from '../../src/clients/kubernetes/cluster.ts';
import type { Context, Outcome, ReadAction } from '../../src/core/action.ts';
import type { ClusterSettings } from '../../src/core/target.ts';

const NO_PROXY = { httpsProxy: null, httpProxy: null, noProxy: null };
const DEFAULTS: ClusterSettings = { vpcepSubnetId: null, obsEndpointServiceName: null, sshKey: null, allowStandard: false };

/** One read with the real clients in a situation, as `line` asks for it. What only a writer may do, or nobody, fails the test. */
export async function readIn<Params extends object, Result extends Outcome>(
  action: ReadAction<Params, Result>,
  situation: Situation,
  line: string,
  more: Partial<Context> = {},
): Promise<{ readonly result: Result; readonly calls: SandboxCloud['calls'] }> {
  const sandbox = await startSandboxCloud(situation);
  const { region } = sandbox.world;
  const [, alias = '', ...given] = line.split(' ');
  const configured = sandbox.clusters[alias];
  const clusterId = String(configured?.clusterId);
  const url = sandbox.env.HUAWEI_ENDPOINT_CCE ?? '';
  const cloud = openCloud({
    region,
    credentials: { ak: sandbox.env.HUAWEI_AK ?? '', sk: sandbox.env.HUAWEI_SK ?? '', securityToken: null },
    endpoints: { cce: url, vpc: url, vpcep: url, swr: url, iam: url },
    proxy: NO_PROXY,
  });
  const { signal } = new AbortController();
  const projectId = await cloud.findProject(signal);
  const project = cloud.project(projectId);
  const cluster = openCluster({ issue: (...args) => project.issueCertificate(clusterId, ...args), proxy: NO_PROXY });
  try {
    const params = action.params.parse(Object.fromEntries(given.map((pair) => pair.split('='))));
    const result = await action.read(params, {
      target: { alias, region, projectId, clusterId },
      settings: { ...DEFAULTS, ...configured },
      ports: { ...project, ...cluster, clock: systemClock },
      now: new Date(),
      signal,
      progress() {},
      ...more,
    });
    expect(sandbox.violations).toEqual([]);
    expect(sandbox.calls.filter((call) => call.write)).toEqual([]);
    return { result, calls: sandbox.calls };
  } finally {
    cloud.close();
    await cluster.close();
    await sandbox.close();
  }
}
