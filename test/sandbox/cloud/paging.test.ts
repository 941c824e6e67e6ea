import { afterEach, beforeEach, expect, test } from 'vitest';
import { type SandboxCloud, startSandboxCloud } from '../../../sandbox/cloud/start.ts';
import { machineNode } from '../../../sandbox/cluster/objects.ts';
import { ready } from '../../../sandbox/scenarios/ready.ts';
import { siteOf } from '../../../sandbox/site.ts';
import { idOf, PROJECT_ID } from '../../../sandbox/story.ts';
import { signedFetch, signedJson } from './signed-fetch.ts';

let sandbox: SandboxCloud;
beforeEach(async () => {
  sandbox = await startSandboxCloud(ready);
});
afterEach(() => sandbox.close());

interface Endpoints {
  endpoints: { id: string; endpoint_service_name: string }[];
  total_count: number;
}
const listEndpoints = (query: string): Promise<Endpoints> => signedJson(sandbox.env, `/v1/${PROJECT_ID}/vpc-endpoints${query}`);

test('endpoints come ten at a time unless asked otherwise, and total_count counts all', async () => {
  const { endpoints } = siteOf(sandbox.world, 'prod');
  const more = Array.from({ length: 20 }, (_, index) => ({ ...endpoints.swr, id: idOf('more', String(index)) }));
  sandbox.world.endpoints.push(...more);
  const first = await listEndpoints('');
  expect([first.endpoints.length, first.total_count]).toEqual([10, 23]);
  const seen = new Set<string>();
  for (let offset = 0; offset < first.total_count; offset += 10) {
    for (const endpoint of (await listEndpoints(`?offset=${offset}`)).endpoints) seen.add(endpoint.id);
  }
  expect(seen.size).toBe(23);
  expect((await listEndpoints('?limit=1000')).endpoints).toHaveLength(23);
});

test('the endpoint service name is a fuzzy filter without case', async () => {
  const names = async (name: string): Promise<string[]> =>
    (await listEndpoints(`?endpoint_service_name=${name}`)).endpoints.map((endpoint) => endpoint.endpoint_service_name);
  expect(await names('com.myhuaweicloud.cn-north-4.SWR')).toEqual([
    'com.myhuaweicloud.cn-north-4.swr',
    'com.myhuaweicloud.cn-north-4.swr-api',
  ]);
  expect(await names('com.myhuaweicloud.cn-north-4.swr-api')).toHaveLength(1);
});

test.each(['?limit=1001', '?limit=-1', '?limit=ten', '?offset=-1'])('endpoints with %s are refused', async (query) => {
  const response = await signedFetch(sandbox.env, `/v1/${PROJECT_ID}/vpc-endpoints${query}`);
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ error_code: 'EndPoint.0006' });
});

test('subnets are paged by the last id, and a page holds 2,000', async () => {
  const { vpc, nodeSubnet } = siteOf(sandbox.world, 'prod');
  vpc.subnets.push(...Array.from({ length: 2_001 }, (_, index) => ({ ...nodeSubnet, id: idOf('subnet', String(index)) })));
  const page = async (marker: string): Promise<string[]> => {
    const query = marker === '' ? '' : `&marker=${marker}`;
    const { subnets } = await signedJson<{ subnets: { id: string }[] }>(sandbox.env, `/v1/${PROJECT_ID}/subnets?vpc_id=${vpc.id}${query}`);
    return subnets.map((subnet) => subnet.id);
  };
  const first = await page('');
  expect(first).toHaveLength(2_000);
  const second = await page(first.at(-1) ?? '');
  expect(new Set([...first, ...second])).toEqual(new Set(vpc.subnets.map((subnet) => subnet.id)));
  expect(await page(second.at(-1) ?? '')).toEqual([]);
});

test('route tables are filtered by VPC and subnet and paged by the last id', async () => {
  const { vpc, podSubnet } = siteOf(sandbox.world, 'prod');
  const ids = async (query: string): Promise<string[]> => {
    const path = `/v1/${PROJECT_ID}/routetables?vpc_id=${vpc.id}${query}`;
    const { routetables } = await signedJson<{ routetables: { id: string }[] }>(sandbox.env, path);
    return routetables.map((table) => table.id);
  };
  const [main, isolated] = vpc.routeTables.map((table) => table.id);
  expect(await ids('&limit=1')).toEqual([main]);
  expect(await ids(`&limit=1&marker=${main}`)).toEqual([isolated]);
  expect(await ids(`&subnet_id=${podSubnet.id}`)).toEqual([main]);
});

test('projects are found by their exact name', async () => {
  const names = async (query: string): Promise<string[]> => {
    const { projects } = await signedJson<{ projects: { name: string }[] }>(sandbox.env, `/v3/projects${query}`, { projectId: null });
    return projects.map((project) => project.name);
  };
  expect(await names('?name=cn-north-4')).toEqual(['cn-north-4']);
  expect(await names('?name=cn-north-9')).toEqual([]);
  expect(await names('?per_page=3&page=2')).toEqual(['MOS']);
  expect(await names('')).toHaveLength(4);
});

test('nodes of a cluster are paged by marker, without the virtual one', async () => {
  const { cluster } = siteOf(sandbox.world, 'prod');
  cluster.kubernetes.nodes = ['10.0.0.1', '10.0.0.2', '10.0.0.3'].map((name) => machineNode({ name }));
  const path = `/api/v3/projects/${PROJECT_ID}/clusters/${cluster.id}/nodes?limit=2`;
  interface Page {
    items: { status: { privateIP: string } }[];
    pageInfo: { currentCount: number; nextMarker: string };
  }
  const first = await signedJson<Page>(sandbox.env, path);
  const second = await signedJson<Page>(sandbox.env, `${path}&marker=${first.pageInfo.nextMarker}`);
  expect([...first.items, ...second.items].map((node) => node.status.privateIP)).toEqual(['10.0.0.1', '10.0.0.2', '10.0.0.3']);
  expect(second.pageInfo).toEqual({ currentCount: 1, nextMarker: '' });
});

test('a gateway says its policy in capitals, and only in its detail where the region leaves it out of lists', async () => {
  const { obs } = siteOf(sandbox.world, 'prod').endpoints;
  obs.policyInDetailOnly = true;
  const listed = (await listEndpoints(`?id=${obs.id}`)).endpoints[0];
  expect(listed).not.toHaveProperty('policy_statement');
  expect(await signedJson(sandbox.env, `/v1/${PROJECT_ID}/vpc-endpoints/${obs.id}`)).toMatchObject({
    ...listed,
    policy_statement: [{ Effect: 'Allow', Action: ['obs:*:*'] }],
    enable_status: 'enable',
  });
});
