import { type SandboxCloud, startSandboxCloud } from '../../sandbox/cloud/start.ts';
import type { Situation } from '../../sandbox/scenarios/scenario.ts';
import { systemClock } from '../../src/clients/clock.ts';
import { openCloud } from '../../src/clients/huawei/cloud.ts';
import { systemPace } from '../../src/clients/huawei/pace.ts';
import { openCluster } from '../../src/clients/kubernetes/cluster.ts';
import type { Context } from '../../src/core/action.ts';
import type { ClusterSettings } from '../../src/core/target.ts';

const NO_PROXY = { httpsProxy: null, httpProxy: null, noProxy: null };
const DEFAULTS: ClusterSettings = { vpcepSubnetId: null, obsEndpointServiceName: null, sshKey: null, allowStandard: false };

/** The real clients on a sandbox that plays a situation; requests are given up after a second and a half. */
export async function withRealClients(
  situation: Situation,
  work: (context: Context, sandbox: SandboxCloud) => Promise<void>,
): Promise<void> {
  const sandbox = await startSandboxCloud(situation);
  const { region } = sandbox.world;
  const configured = sandbox.clusters.prod;
  const clusterId = String(configured?.clusterId);
  const url = sandbox.env.HUAWEI_ENDPOINT_CCE ?? '';
  const cloud = openCloud(
    {
      region,
      credentials: { ak: sandbox.env.HUAWEI_AK ?? '', sk: sandbox.env.HUAWEI_SK ?? '', securityToken: null },
      endpoints: { cce: url, vpc: url, vpcep: url, swr: url, iam: url },
      proxy: NO_PROXY,
    },
    { ...systemPace, requestTimeoutMs: 1_500 },
  );
  const { signal } = new AbortController();
  const projectId = await cloud.findProject(signal);
  const project = cloud.project(projectId);
  const cluster = openCluster({ issue: (...args) => project.issueCertificate(clusterId, ...args), proxy: NO_PROXY });
  try {
    const target = { alias: 'prod', region, projectId, clusterId };
    await work(
      {
        target,
        settings: { ...DEFAULTS, ...configured },
        ports: { ...project, ...cluster, clock: systemClock },
        now: new Date(),
        signal,
        progress: () => {},
      },
      sandbox,
    );
  } finally {
    cloud.close();
    await cluster.close();
    await sandbox.close();
  }
}
