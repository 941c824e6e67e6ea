import { describe, expect, it } from 'vitest';
import { baseUrl } from '../../../src/clients/huawei/hosts.ts';

const NONE = { cce: null, vpc: null, vpcep: null, swr: null, iam: null };

describe('the base URL of a service', () => {
  it.each([
    ['CCE', 'cn-north-4', 'https://cce.cn-north-4.myhuaweicloud.com'],
    ['VPC', 'cn-north-4', 'https://vpc.cn-north-4.myhuaweicloud.com'],
    ['VPCEP', 'cn-north-4', 'https://vpcep.cn-north-4.myhuaweicloud.com'],
    ['SWR', 'cn-north-4', 'https://swr-api.cn-north-4.myhuaweicloud.com'],
    ['IAM', 'cn-north-4', 'https://iam.cn-north-4.myhuaweicloud.com'],
    ['CCE', 'eu-west-101', 'https://cce.eu-west-101.myhuaweicloud.eu'],
    ['VPC', 'eu-west-101', 'https://vpc.eu-west-101.myhuaweicloud.com'],
    ['VPCEP', 'eu-west-101', 'https://vpcep.eu-west-101.myhuaweicloud.eu'],
    ['SWR', 'eu-west-101', 'https://swr-api.eu-west-101.myhuaweicloud.eu'],
    ['IAM', 'eu-west-101', 'https://iam.eu-west-101.myhuaweicloud.eu'],
  ] as const)('is known for %s in %s', (service, region, url) => {
    expect(baseUrl(service, region, NONE)).toBe(url);
  });

  it.each([
    ['https://cce.example.com', 'https://cce.example.com'],
    ['https://cce.example.com/', 'https://cce.example.com'],
    ['https://cce.example.com///', 'https://cce.example.com'],
    ['https://{region}.example.com:8443/', 'https://cn-north-4.example.com:8443'],
    ['https://gate.example.com/{region}/cce/', 'https://gate.example.com/cn-north-4/cce'],
    ['http://[::1]:8080', 'http://[::1]:8080'],
  ])('can be configured: %s', (template, url) => {
    expect(baseUrl('CCE', 'cn-north-4', { ...NONE, cce: template })).toBe(url);
  });

  it.each([
    'cce.example.com',
    'ftp://cce.example.com',
    'https://user:word@cce.example.com',
    'https://cce.example.com?x=1',
    'https://cce.example.com#x',
    'https://cce.example.com/a b',
    '',
  ])('is refused, not repaired: "%s"', (template) => {
    expect(() => baseUrl('CCE', 'cn-north-4', { ...NONE, cce: template })).toThrow(TypeError);
  });

  it.each(['', 'cn-north-4.evil.example/', '../x', 'cn north'])('needs a region name: "%s"', (region) => {
    expect(() => baseUrl('CCE', region, NONE)).toThrow(TypeError);
  });
});
