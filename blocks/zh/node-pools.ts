import type * as english from '../en/node-pools.ts';
import type { PlanNames } from '../plan-names.ts';
import { count } from './phrases.ts';
import { KINDS } from './resources.ts';

/** How people call what `resize-nodepool` writes. */
export const resizeNodepool: PlanNames = { kinds: KINDS, fields: { node_count: '节点数' } };

/** How people call what `create-nodepool` writes. */
export const createNodepool: PlanNames = {
  kinds: KINDS,
  fields: {
    nodepool_name: '名称',
    flavor: '规格',
    availability_zone: '可用区',
    node_count: '节点数',
    os: '操作系统',
    ssh_key: '密钥对',
    subnet_id: '子网（网络 ID）',
    root_volume_size: '系统盘（GiB）',
    root_volume_type: '系统盘类型',
    data_volume_size: '数据盘（GiB）',
    data_volume_type: '数据盘类型',
  },
};

/** What the list of node pools says. Values are plain text. */
export const nodepools: typeof english.nodepools = {
  some: (cluster, pools, nodes, active) => {
    const there = `${cluster} 有 ${count(pools, '节点池')}，共 ${count(nodes, '节点')}`;
    return active === nodes
      ? `${there}${nodes > 0 ? '，均为运行中' : ''}。`
      : `${there}，其中 ${active.toLocaleString('zh-CN')} 个运行中。`;
  },
  none: (cluster) => `${cluster} 没有节点池。`,
  title: '节点池',
  nodes: (n, wanted, active, creating, deleting) =>
    [
      count(n, '节点'),
      ...(wanted > n ? [`期望 ${wanted} 个`] : []),
      ...(active === n ? [] : [`运行中 ${active} 个`]),
      ...(creating > 0 ? [`创建中 ${creating} 个`] : []),
      ...(deleting > 0 ? [`删除中 ${deleting} 个`] : []),
    ].join('，'),
  template: (flavor, zone) => [...(flavor ? [flavor] : []), ...(zone ? [`可用区 ${zone}`] : [])].join('，'),
  autoscaled: (min, max) => `弹性伸缩，${min} 至 ${max} 个`,
  byHand: '节点逐个添加，不支持扩缩容',
  more: (n, command) => `还有 ${count(n, '节点池')}，运行 ${command} 可查看全部`,
  next: '下一步',
  larger: (command) => `运行 ${command} ，制定扩容节点池的计划`,
  another: (command) => `运行 ${command} ，制定新建节点池的计划`,
};
