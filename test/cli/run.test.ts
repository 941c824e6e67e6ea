import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type SandboxCloud, startSandboxCloud } from '../../sandbox/cloud/start.ts';
import { ready } from '../../sandbox/scenarios/ready.ts';
import { runProgram } from '../flows/program.ts';

vi.setConfig({ testTimeout: 60_000 });

describe('bursting run', () => {
  let env: Readonly<Record<string, string | undefined>>;
  let yaml: string;
  let clusterId: string;
  let cloud: SandboxCloud;
  beforeAll(async () => {
    cloud = await startSandboxCloud(ready);
    env = { ...cloud.env };
    clusterId = String(cloud.clusters.prod?.clusterId);
    yaml = `clusters: { prod: { region: cn-north-4, clusterId: ${clusterId}, channels: [C0NOWHERE] } }`;
  });
  afterAll(() => cloud.close());

  test('prints the result as JSON and says with its exit code whether all is well; needs no file, Slack or Redis', async () => {
    const [named, byId, refused] = await Promise.all([
      runProgram(['run', 'precheck', 'prod'], env, yaml),
      runProgram(['run', 'huawei_check_cce_cci_node_capacity', 'region=cn-north-4', `cluster_id=${clusterId}`], env),
      runProgram(['run', 'precheck', 'prod', `vpcep_subnet_id=${clusterId}`], env, yaml),
    ]);
    expect(named).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(named.out)).toMatchObject({ success: true, action: 'huawei_precheck_cce_cci_bursting', cluster_id: clusterId });
    expect(byId).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(byId.out)).toMatchObject({ success: true, ready: true });
    expect(refused).toMatchObject({ code: 1, err: '' });
    expect(JSON.parse(refused.out)).toMatchObject({ success: false, issues: [{ code: 'subnet_unknown' }] });
  });

  test('where a region is enough, it needs no cluster and no file', async () => {
    const found = await runProgram(['run', 'images', 'region=cn-north-4'], env);
    expect(found).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(found.out)).toMatchObject({
      success: true,
      region: 'cn-north-4',
      cluster_id: null,
      selected: { tag: expect.any(String) },
    });
  });

  test('what could not be asked is an error in the same JSON; what was typed wrong is exit code 2', async () => {
    const [denied, unknown, typo, secret, none] = await Promise.all([
      runProgram(['run', 'precheck', 'prod'], { ...env, HUAWEI_SK: 'canary-wrong-secret-key' }, yaml),
      runProgram(['run', 'whoami'], env, yaml),
      runProgram(['run', 'precheck', 'prdo'], env, yaml),
      runProgram(['run', 'precheck', 'prod', 'ak=canary'], env, yaml),
      runProgram(['run', 'precheck', 'prod'], {}, yaml),
    ]);
    expect(denied.code).toBe(1);
    expect(JSON.parse(denied.out)).toMatchObject({
      success: false,
      error: { code: 'credentials_rejected', remedy: expect.any(String), request_id: expect.any(String) },
    });
    expect(denied.out + denied.err).not.toContain('canary');
    for (const [each, says] of [
      [unknown, /answered in Slack only/],
      [typo, /Did you mean prod/],
      [secret, /treat that key as leaked/],
      [none, /HUAWEI_AK is not set; .*HUAWEI_SK is not set; /s],
    ] as const) {
      expect(each).toMatchObject({ code: 2, out: '' });
      expect(each.err).toMatch(says);
    }
    expect(secret.err).not.toContain('canary');
  });
});
