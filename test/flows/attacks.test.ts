import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { House } from './house.ts';
import { ALICE, BOB, CAROL, Team } from './team.ts';

describe('a cluster that is named by its id to dodge its approvers', () => {
  let team: Team;
  beforeAll(async () => {
    team = await Team.start({ clusters: { prod: { approvals: { approvers: { users: [CAROL] } } } }, yaml: { allowUnlisted: true } });
    team.missing('swr-api');
    await team.holdApplies();
  });
  afterAll(() => team.close());

  test('keeps them, in whatever letters the id is written', async () => {
    const { region, clusterId } = team.cloud.clusters.prod ?? {};
    const id = await team.plan(`vpcep region=${region} cluster_id=${String(clusterId).toUpperCase()}`, ALICE);
    expect((await team.run(id)).target).toMatchObject({ alias: 'prod', clusterId });
    await team.click(BOB, id);
    expect((await team.run(id)).state).toBe('awaiting_approval');
    await team.click(CAROL, id);
    expect((await team.run(id)).approvals).toMatchObject([{ by: CAROL, verdict: 'approved' }]);
  });

  test('is refused with a region or project that says otherwise, before any call', async () => {
    const { clusterId } = team.cloud.clusters.prod ?? {};
    const calls = team.cloud.calls.length;
    expect(await team.told(`vpcep region=ap-southeast-3 cluster_id=${clusterId}`)).not.toMatch(/run_/);
    expect(team.cloud.calls.length).toBe(calls);
  });
});

describe('addresses where names are expected', () => {
  let house: House;
  beforeAll(async () => {
    house = await House.withBot({ yaml: { allowUnlisted: true } });
  });
  afterAll(() => house.close());
  const ID = '6f3c9a52-7d18-11f0-9b2e-0255ac100aff';

  test.each([
    `precheck region=evil.example/ cluster_id=${ID}`,
    `precheck region=cn-north-4.evil.example cluster_id=${ID}`,
    `precheck region=cn-north-4@evil.example cluster_id=${ID}`,
    `precheck region=cn-north-4#evil cluster_id=${ID}`,
    `precheck region=127.0.0.1 cluster_id=${ID}`,
    `precheck region=169.254.169.254 cluster_id=${ID}`,
    `precheck region=http://169.254.169.254 cluster_id=${ID}`,
    'precheck region=cn-north-4 cluster_id=../../v3/users',
    'precheck region=cn-north-4 cluster_id=127.0.0.1:8080',
    'precheck prod project_id=../v3/users',
    'precheck prod vpcep_subnet_id=http://169.254.169.254/latest/meta-data',
    'vpcep prod route_table_ids=../../x,http://127.0.0.1',
    'vpcep prod obs_endpoint_service_name=http://127.0.0.1/x',
    'verify prod namespace=../kube-system workload_name=x',
    'verify prod workload_name=a/../../secrets',
  ])('%s: refused, and nobody is called', async (line) => {
    const calls = house.cloud.calls.length;
    expect(await house.told(line)).not.toMatch(/run_/);
    expect(house.cloud.calls.length).toBe(calls);
  });
});
