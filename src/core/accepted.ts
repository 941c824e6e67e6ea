/**
 * What a value may be, said to whoever gave another: each completes "Accepted: ...". The English stands here, beside the schemas that use it
 * as their message; other languages say the same by it (`blocks/zh/accepted.ts`), and the compiler demands every one.
 */
export const ACCEPTED = {
  region: 'a region such as cn-north-4',
  projectId: 'a project id of 32 lower-case hex digits',
  clusterId: 'a CCE cluster id such as 4f3c2b1a-0000-11ef-8aaa-0255ac100b01',
  vpcSubnet: 'a VPC subnet id: 8-4-4-4-12 hex digits',
  ipv4Subnet: 'an IPv4 subnet id: 8-4-4-4-12 hex digits',
  serviceName: 'the name of an endpoint service: letters, digits, ".", "-" and "_", at most 128',
  routeTables: 'route table ids, comma separated: 8-4-4-4-12 hex digits each',
  addonVersion: 'an add-on version of 1.5.2 or later, the first with CCI 2.0: 1.5.82',
  namespace: 'a namespace: small letters, digits and "-"',
  namespaceLength: 'a namespace: at most 63 characters',
  ownNamespace: "a namespace that is not the cluster's own (kube-...)",
  workload: 'the name of a workload: small letters, digits, "-" and "."',
  workloadLength: 'the name of a workload: at most 63 characters',
  wait: 'a duration from 0s to 15m, such as 90s or 5m',
  image:
    'an image such as swr.cn-north-4.myhuaweicloud.com/team/nginx:1.27: no scheme, no address, small letters, a tag or a sha256 digest',
  replicas: 'a whole number from 1 to 10',
  poolId: 'the id of a node pool',
  poolName: 'the name of a node pool, at most 64 characters',
  onePool: 'give nodepool_id or nodepool_name, one of them',
  newPoolName: 'lower-case letters, digits and "-", 1 to 50 characters, a letter first and no "-" last',
  nodeCount: 'a whole number of nodes, 1 to 2,000',
  flavor: 'the name of an ECS flavor: c7.xlarge.2',
  zone: 'an availability zone of the region: cn-north-4a',
  rootVolume: 'a size in GiB, 40 to 1,024',
  dataVolume: 'a size in GiB, 100 to 32,768',
  keyPair: 'the name of a key pair, at most 64 letters, digits, "-" and "_"',
  os: 'the name of an operating system as CCE writes it: Huawei Cloud EulerOS 2.0',
  reason: 'some words',
  reasonLength: 'at most 300 characters',
  watchInterval: 'a duration from 5m to 7d, such as 15m or 1h',
  runLimit: 'a number from 1 to 50',
} as const;

export type Accepted = (typeof ACCEPTED)[keyof typeof ACCEPTED];
