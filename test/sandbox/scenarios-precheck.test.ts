import { expect, test } from 'vitest';
import { startSandboxCloud } from '../../sandbox/cloud/start.ts';
import { scenarios } from '../../sandbox/scenarios/index.ts';
import { precheck } from '../../src/actions/precheck.ts';
import { openCloud } from '../../src/clients/huawei/cloud.ts';
import { openCluster } from '../../src/clients/kubernetes/cluster.ts';
import type { ClusterSettings } from '../../src/core/target.ts';

const NO_PROXY = { httpsProxy: null, httpProxy: null, noProxy: null };
const DEFAULTS: ClusterSettings = { vpcepSubnetId: null, obsEndpointServiceName: null, sshKey: null, allowStandard: false };

test.each(scenarios)('precheck, with the real clients, says of $name what the scenario promises', async (scenario) => {
  const sandbox = await startSandboxCloud(scenario);
  const { region } = sandbox.world;
  const [, alias = '', ...given] = (scenario.command ?? 'precheck prod').split(' ');
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
    const params = precheck.params.parse(Object.fromEntries(given.map((pair) => pair.split('='))));
    const result = await precheck.read(params, {
      target: { alias, region, projectId, clusterId },
      settings: { ...DEFAULTS, ...configured },
      ports: { ...project, ...cluster },
      now: new Date(),
      signal,
      progress() {},
    });
    const codes = (findings: readonly { readonly code: string }[]): string[] => findings.map((found) => found.code).toSorted();
    expect({ success: result.success, issues: codes(result.issues), warnings: codes(result.warnings) }).toEqual({
      success: scenario.expect.success,
      issues: scenario.expect.issues.toSorted(),
      warnings: scenario.expect.warnings.toSorted(),
    });
    expect(sandbox.violations).toEqual([]);
    expect(sandbox.calls.filter((call) => call.write)).toEqual([]);
  } finally {
    cloud.close();
    await cluster.close();
    await sandbox.close();
  }
});
