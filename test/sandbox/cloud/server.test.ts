import { CceClient, ListAddonInstancesRequest, ShowClusterRequest } from '@huaweicloud/huaweicloud-sdk-cce/v3/public-api.js';
import { BasicCredentials } from '@huaweicloud/huaweicloud-sdk-core/auth/BasicCredentials.js';
import { HcClient } from '@huaweicloud/huaweicloud-sdk-core/HcClient.js';
import { DefaultHttpClient } from '@huaweicloud/huaweicloud-sdk-core/http/DefaultHttpClient.js';
import { ListSubnetsRequest, VpcClient } from '@huaweicloud/huaweicloud-sdk-vpc/v2/public-api.js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type SandboxCloud, startSandboxCloud } from '../../../sandbox/cloud/start.ts';
import { ready } from '../../../sandbox/scenarios/ready.ts';
import { siteOf } from '../../../sandbox/site.ts';
import { OTHER_PROJECT_ID, PROJECT_ID } from '../../../sandbox/story.ts';
import { signedFetch, signedJson } from './signed-fetch.ts';

let sandbox: SandboxCloud;
beforeEach(async () => {
  sandbox = await startSandboxCloud(ready);
});
afterEach(() => sandbox.close());

const hcClient = (): HcClient => {
  const endpoint = sandbox.env.HUAWEI_ENDPOINT_CCE ?? '';
  const credential = new BasicCredentials({ ak: sandbox.env.HUAWEI_AK ?? '', sk: sandbox.env.HUAWEI_SK ?? '' }).withProjectId(PROJECT_ID);
  return new HcClient(new DefaultHttpClient({}, [endpoint])).withCredential(credential).withEndpoints([endpoint]);
};
const showCluster = (): string => `/api/v3/projects/${PROJECT_ID}/clusters/${siteOf(sandbox.world, 'prod').cluster.id}`;

test('the official clients of CCE and VPC are understood', async () => {
  const { cluster, podSubnet } = siteOf(sandbox.world, 'prod');
  const cce = new CceClient(hcClient() as never);
  const shown = await cce.showCluster(new ShowClusterRequest().withClusterId(cluster.id));
  expect(shown).toMatchObject({
    metadata: { uid: cluster.id, name: 'turbo-prod' },
    spec: { category: 'Turbo', containerNetwork: { mode: 'eni' }, eniNetwork: { subnets: [{ subnetID: podSubnet.neutronId }] } },
    status: { phase: 'Available' },
  });
  const addons = await cce.listAddonInstances(new ListAddonInstancesRequest().withClusterId(cluster.id));
  expect(addons.items?.map((addon) => addon.metadata?.name)).toEqual(['coredns', 'everest', 'virtual-kubelet']);
  const subnets = await new VpcClient(hcClient() as never).listSubnets(new ListSubnetsRequest().withVpcId(cluster.vpcId));
  expect(subnets.subnets).toContainEqual(expect.objectContaining({ id: podSubnet.id, neutron_subnet_id: podSubnet.neutronId }));
  expect(sandbox.violations).toEqual([]);
});

test.each([
  ['an unknown access key', { ak: 'UNKNOWN0000000000000' }],
  ['a wrong secret key', { sk: 'x'.repeat(40) }],
])('%s is refused as the API gateway refuses it', async (_, key) => {
  const response = await signedFetch(sandbox.env, showCluster(), key);
  expect(response.status).toBe(401);
  expect(await response.json()).toMatchObject({ error_code: 'APIGW.0301', request_id: response.headers.get('x-request-id') });
  expect(sandbox.violations).toEqual([]);
});

test('an unsigned call is refused and recorded as a violation', async () => {
  const response = await fetch(new URL(showCluster(), sandbox.env.HUAWEI_ENDPOINT_CCE));
  expect(response.status).toBe(401);
  expect(sandbox.violations).toMatchObject([{ what: 'unsigned', call: { service: 'CCE', operation: 'ShowCluster', status: 401 } }]);
});

test('an unsigned call is a violation also where the service is in trouble', async () => {
  sandbox.world.faults.push({ trouble: { kind: 'status', status: 500 } });
  const response = await fetch(new URL(showCluster(), sandbox.env.HUAWEI_ENDPOINT_CCE));
  expect(response.status).toBe(500);
  expect(sandbox.violations).toMatchObject([{ what: 'unsigned' }]);
});

test('a caller who hangs up does no harm', async () => {
  sandbox.world.latencyMs = 20;
  const signal = AbortSignal.timeout(5);
  await expect(signedFetch(sandbox.env, showCluster(), { signal })).rejects.toThrow();
  expect((await signedFetch(sandbox.env, showCluster())).status).toBe(200);
});

test.each([
  ['CCE', '/api/v3/projects/{p}/clusters/x', { errorCode: 'CCE.01403001' }],
  ['VPC', '/v1/{p}/subnets', { code: 'VPC.0010', message: expect.stringContaining('vpc:subnets:get') }],
  ['VPCEP', '/v1/{p}/vpc-endpoints', { error: { code: 'EndPoint.0004' } }],
])('%s does not answer for a project of another account', async (_, path, body) => {
  const foreign = 'ffffffffffffffffffffffffffffffff';
  const response = await signedFetch(sandbox.env, path.replace('{p}', foreign), { projectId: foreign });
  expect(response.status).toBe(403);
  expect(await response.json()).toMatchObject(body);
});

test('what belongs to another project of the account is not found', async () => {
  const path = showCluster().replace(PROJECT_ID, OTHER_PROJECT_ID);
  const response = await signedFetch(sandbox.env, path, { projectId: OTHER_PROJECT_ID });
  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({ kind: 'Status', errorCode: 'CCE.01404001', message: 'cluster not found' });
  const subnets = await signedJson(sandbox.env, `/v1/${OTHER_PROJECT_ID}/subnets`, { projectId: OTHER_PROJECT_ID });
  expect(subnets).toEqual({ subnets: [] });
});

test('a path and a header that name different projects are refused', async () => {
  expect((await signedFetch(sandbox.env, showCluster(), { projectId: OTHER_PROJECT_ID })).status).toBe(403);
});

test('a write that the sandbox does not know answers 404 in the shape of its service and is a violation', async () => {
  const path = `/v1/${PROJECT_ID}/vpc-endpoints/${siteOf(sandbox.world, 'prod').endpoints.swr.id}`;
  const response = await signedFetch(sandbox.env, path, { method: 'DELETE' });
  expect(response.status).toBe(404);
  expect(await response.json()).toEqual({ error: { code: 'EndPoint.0005', message: 'The requested resource does not exist.' } });
  expect(sandbox.violations).toMatchObject([{ what: 'unknown_write', call: { service: 'VPCEP', method: 'DELETE', write: true } }]);
});

test('every call is recorded with its official name, path, status and whether it writes', async () => {
  await signedFetch(sandbox.env, showCluster());
  await signedFetch(sandbox.env, `${showCluster()}/clustercert`, { method: 'POST', body: { duration: 1 } });
  await signedFetch(sandbox.env, '/v2/manage/quotas');
  expect(sandbox.calls.map(({ service, operation, status, write }) => [service, operation, status, write])).toEqual([
    ['CCE', 'ShowCluster', 200, false],
    ['CCE', 'CreateKubernetesClusterCert', 200, false],
    ['SWR', 'unknown', 404, false],
  ]);
  expect(sandbox.calls[0]?.path).toBe(showCluster());
});

test('the environment is all that the bot needs, and the keys look like real ones', async () => {
  expect(Object.keys(sandbox.env).toSorted()).toEqual([
    'HUAWEI_AK',
    'HUAWEI_ENDPOINT_CCE',
    'HUAWEI_ENDPOINT_IAM',
    'HUAWEI_ENDPOINT_SWR',
    'HUAWEI_ENDPOINT_VPC',
    'HUAWEI_ENDPOINT_VPCEP',
    'HUAWEI_SK',
  ]);
  expect(sandbox.env.HUAWEI_AK).toMatch(/^(?=.*[A-Z])(?=.*\d)[A-Z0-9]{20}$/);
  expect(sandbox.env.HUAWEI_SK).toMatch(/^(?=.*[A-Z])(?=.*[a-z])(?=.*\d)[A-Za-z0-9]{40}$/);
  expect(sandbox.clusters).toEqual({ prod: { region: 'cn-north-4', clusterId: siteOf(sandbox.world, 'prod').cluster.id } });
});
