import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holdsKey } from '../../src/core/key-shapes.ts';

// Made up: the shapes only.
const AK = 'ABCDEFGHIJ0123456789';
const SK = 'aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF3hJ6kM9n';

describe('holdsKey', () => {
  it.each([
    AK,
    SK,
    `precheck ${AK}`,
    `precheck prod namespace=${AK}`,
    `precheck prod namespace="${SK}"`,
    `"namespace=${SK}"`,
    `route_table_ids=a,${AK},b`,
    `freeze prod reason="the key ${AK} is out"`,
    `freeze prod reason="it was (${AK})."`,
    `a=b=${AK}`,
    `\`${AK}\``,
    `"${AK}`,
    'ABCDEFGHIJ０１２３４５６７８９', // full width digits
    'ak=x',
    'precheck AK=x',
    'precheck prod sk=',
    'precheck prod Security-Token="a b"',
    'security_token=x',
    'access_key=x',
    'accesskey=x',
    'secret-key=x',
    'secret_access_key=x',
    'access_key_id=x',
    'HUAWEI_AK=x',
    'HUAWEICLOUD_SDK_SK=x',
    'HW_ACCESS_KEY=x',
    'HUAWEI_SK_EU=x',
    'HUAWEI_SECURITY_TOKEN=x',
    'x-auth-token=x',
    '--sk=x',
    '"ak=x"',
    '"ak"=x',
    'ak =x',
    'ak   = x',
    'sk＝x',
    '{"sk": "abcdefghijklmnop"}',
    'ak:ABCDEFGHIJKLMNOPQRST',
    'reason="the bot has xoxb-123456789012-abcdefghijkl"',
    'image=https://user:hunter2@swr.example/app',
    'x=eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln',
    'reason="-----BEGIN PRIVATE KEY----- MII"',
  ])('refuses %j', (line) => expect(holdsKey(line)).toBe(true));

  it.each([
    '',
    'precheck prod',
    'project_id=0f1e2d3c4b5a69788796a5b4c3d2e1f0',
    'cluster_id=4f3c2b1a-0000-11ef-8aaa-0255ac100b01',
    'cluster_id=4F3C2B1A-0000-11EF-8AAA-0255AC100B01',
    'vpcep_subnet_id=0c1d2e3f-1111-4222-8333-444455556666',
    'image=swr.cn-north-4.myhuaweicloud.com/ns/app@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    'image=app:da39a3ee5e6b4b0d3255bfef95601890afd80709', // a commit id: 40 digits, no capitals
    `image=swr.com/ns/${AK}/app:1`, // part of a longer word
    `image=app:${SK}`,
    'obs_endpoint_service_name=cn-north-4.com.myhuaweicloud.v4.obsv2.storage.lz01',
    'show run_0123456789',
    'ABCDEFGHIJKLMNOPQRST', // capitals only
    '01234567890123456789', // digits only
    'ABCDEFGHIJ012345678', // 19
    'ABCDEFGHIJ01234567890', // 21
    'abcdefghij0123456789', // lower case
    'ssh_key=ops',
    'task=1 risk=2 disk=3 break=4 tasks=5',
    'help ak',
    'freeze reason="see :flag-sk: today"',
    'no capital in forty: abcdefghijabcdefghij01234567890123456789',
  ])('lets pass %j', (line) => expect(holdsKey(line)).toBe(false));

  it('finds a key wherever it stands as a word', () => {
    const around = fc.constantFrom('', 'a ', 'k=', '"', '(', 'x="y ', ', ');
    fc.assert(fc.property(around, fc.constantFrom(AK, SK), fc.constantFrom('', ' z', '"', ')', '.'), (a, key, z) => holdsKey(a + key + z)));
  });

  it('takes time in proportion to the line', () => {
    const started = performance.now();
    for (const unit of ['a', '_', 'ak ', '"', '=', 'ak_', ' ', '-', 'A1']) holdsKey(unit.repeat(100_000));
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
