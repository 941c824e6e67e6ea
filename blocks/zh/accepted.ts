import type { Accepted } from '../../src/core/accepted.ts';

const ACCEPTED: Readonly<Record<Accepted, string>> = {
  'a region such as cn-north-4': '区域，例如 cn-north-4',
  'a project id of 32 lower-case hex digits': '项目 ID，32 位小写十六进制数字',
  'a CCE cluster id such as 4f3c2b1a-0000-11ef-8aaa-0255ac100b01': 'CCE 集群 ID，例如 4f3c2b1a-0000-11ef-8aaa-0255ac100b01',
  'a VPC subnet id: 8-4-4-4-12 hex digits': 'VPC 子网 ID（“网络ID”），形如 8-4-4-4-12 的十六进制数字',
  'an IPv4 subnet id: 8-4-4-4-12 hex digits': 'IPv4 子网 ID，形如 8-4-4-4-12 的十六进制数字',
  'the name of an endpoint service: letters, digits, ".", "-" and "_", at most 128':
    '终端节点服务的名称：字母、数字、“.”、“-”和“_”，最多 128 个字符',
  'route table ids, comma separated: 8-4-4-4-12 hex digits each': '路由表 ID，以逗号分隔，每个形如 8-4-4-4-12 的十六进制数字',
  'an add-on version of 1.5.2 or later, the first with CCI 2.0: 1.5.82': '1.5.2（首个支持 CCI 2.0 的版本）或更高的插件版本，例如 1.5.82',
  'a namespace: small letters, digits and "-"': '命名空间：小写字母、数字和“-”',
  'a namespace: at most 63 characters': '命名空间，最多 63 个字符',
  "a namespace that is not the cluster's own (kube-...)": '不属于集群自身（kube-...）的命名空间',
  'the name of a workload: small letters, digits, "-" and "."': '工作负载名称：小写字母、数字、“-”和“.”',
  'the name of a workload: at most 63 characters': '工作负载名称，最多 63 个字符',
  'a duration from 0s to 15m, such as 90s or 5m': '0s 到 15m 的时长，例如 90s 或 5m',
  'an image such as swr.cn-north-4.myhuaweicloud.com/team/nginx:1.27: no scheme, no address, small letters, a tag or a sha256 digest':
    '镜像，例如 swr.cn-north-4.myhuaweicloud.com/team/nginx:1.27 ：不带协议，不用 IP 地址，小写字母，带标签或 sha256 摘要',
  'a whole number from 1 to 10': '1 到 10 的整数',
  'the id of a node pool': '节点池 ID',
  'the name of a node pool, at most 64 characters': '节点池名称，最多 64 个字符',
  'give nodepool_id or nodepool_name, one of them': '请在 nodepool_id 和 nodepool_name 中填写一个',
  'lower-case letters, digits and "-", 1 to 50 characters, a letter first and no "-" last':
    '小写字母、数字和“-”，1 到 50 个字符，以字母开头，不以“-”结尾',
  'a whole number of nodes, 1 to 2,000': '节点数，1 到 2,000 的整数',
  'the name of an ECS flavor: c7.xlarge.2': 'ECS 规格名称，例如 c7.xlarge.2',
  'an availability zone of the region: cn-north-4a': '该区域的可用区，例如 cn-north-4a',
  'a size in GiB, 40 to 1,024': '容量（GiB），40 到 1,024',
  'a size in GiB, 100 to 32,768': '容量（GiB），100 到 32,768',
  'the name of a key pair, at most 64 letters, digits, "-" and "_"': '密钥对名称，最多 64 个字母、数字、“-”和“_”',
  'the name of an operating system as CCE writes it: Huawei Cloud EulerOS 2.0': 'CCE 中的操作系统名称，例如 Huawei Cloud EulerOS 2.0',
  'some words': '一些文字',
  'at most 300 characters': '最多 300 个字符',
  'a duration from 5m to 7d, such as 15m or 1h': '5m 到 7d 的时长，例如 15m 或 1h',
  'a number from 1 to 50': '1 到 50 的整数',
};

/** What a value may be; names and values that are the same in every language are left as they are. */
export const accepted = (english: string): string => (ACCEPTED as Readonly<Record<string, string>>)[english] ?? english;
