import type * as english from '../en/terms.ts';
import { after } from './phrases.ts';

/** Words that several sentences share: what an endpoint is for, as it stands between 用于 and 的. */
export const PURPOSE: typeof english.PURPOSE = {
  swr: '从 SWR 拉取镜像',
  'swr-api': '访问 SWR 镜像仓库接口（API）',
  obs: '读取 OBS 中的镜像层',
};

/** What the CCE console calls the category of a cluster (CCE API: `spec.category`). */
export const categoryName: typeof english.categoryName = (category) =>
  category === 'CCE' ? 'CCE Standard' : category === 'Turbo' ? 'CCE Turbo' : category;

export const ADDON: typeof english.ADDON = {
  swapped: '填写的是 VPC 子网 ID（“网络ID”），而此处应填写同一子网的 IPv4 子网 ID',
  foreign: '该 ID 不属于本集群的 VPC 或项目',
};

export const HEADROOM: typeof english.HEADROOM = {
  few_nodes: '可调度的物理节点少于两个',
  no_node_fits: '没有任何节点剩余足够的 CPU 和内存',
  aggregate: '所有节点的剩余资源总和不足',
  pod_slots: '空闲的 Pod 名额不足（插件在一个节点上需要 7 个）',
};

const withDetail = (text: string) => (_: string, detail: string) => (detail === '' ? text : `${text}：${detail}`);
const CONSOLE = '（VPC 终端节点控制台）';

/** What follows the name of an endpoint, which ends with a bracket. */
export const ENDPOINT_PROBLEM: typeof english.ENDPOINT_PROBLEM = {
  creating: { says: () => '仍在创建中', remedy: '请等待一两分钟，然后重新运行 precheck。' },
  pending_acceptance: {
    says: () => '正在等待终端节点服务的所有者接受连接',
    remedy: '请联系终端节点服务的所有者接受连接，或提交工单。',
  },
  rejected: {
    says: withDetail('已被终端节点服务的所有者拒绝'),
    remedy: `请向所有者了解原因，然后删除该终端节点并重新购买${CONSOLE}。`,
  },
  failed: {
    says: withDetail('创建失败'),
    remedy: `请检查终端节点服务名称，然后删除该终端节点并重新购买${CONSOLE}。`,
  },
  frozen: { says: () => '已被冻结', remedy: '请在费用中心结清欠款：被冻结的终端节点不转发流量。' },
  dns_disabled: {
    says: () => '没有内网域名，Pod 无法通过镜像仓库的域名找到它',
    remedy: `请删除该终端节点，并在勾选“创建内网域名”后重新购买${CONSOLE}。`,
  },
  disabled: { says: () => '已被禁用', remedy: '请联系终端节点服务的所有者启用该连接。' },
  route_table: {
    says: (_, detail) => `未关联容器子网的路由表（${detail}）`,
    remedy: `请为该终端节点关联 VPC 的所有路由表${CONSOLE}。`,
  },
  unknown: {
    says: (status) => `的状态无法识别：${status || '（空）'}`,
    remedy: `请检查该终端节点${CONSOLE}：目前不能视为可用。`,
  },
};

/** Why a worker refused what a gateway had let through. */
export const REFUSED: typeof english.REFUSED = new Map(
  Object.entries({
    unknown_command: '该 worker 不认识此命令。',
    unlisted_cluster: '该集群不在 worker 的配置中。',
    other_cluster: '在 worker 的配置中，这个名称指向另一个集群。',
    wrong_channel: '不允许在此频道中对该集群发起运行。',
    not_listed: '发起人不在允许发起此操作的人员名单中。',
    nobody_listed: '允许发起此操作的人员名单为空。',
    guest: '访客不能发起此操作。',
    bot: '机器人账号不能发起此操作。',
    deactivated: '发起人的账号已停用。',
    foreign: '发起人属于另一个工作区。',
    unknown: '无法确认发起人是否有权发起此操作。',
  }),
);

/** The name of an endpoint in a sentence: what it is for, of which service, and its id. */
export const endpointName = (purpose: keyof typeof PURPOSE, service: string, id: string): string =>
  `用于${PURPOSE[purpose]}的终端节点（${service}，ID${after(id, '未知')}）`;
