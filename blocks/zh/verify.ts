import type * as english from '../en/verify.ts';
import { count, howEnded } from './phrases.ts';

/** What `verify` says besides findings. */
export const verify: typeof english.verify = {
  bursts: (cluster, nodes) => `${cluster} 可以弹性到 CCI：插件运行中，${count(nodes, '虚拟节点')}就绪。`,
  runs: (cluster, nodes, ready, wanted, workload) =>
    `${cluster} 可以弹性到 CCI：${count(nodes, '虚拟节点')}就绪，${workload} 有 ${ready}/${wanted} 个 Pod 在 CCI 上运行。`,
  missing: (cluster, things) => `${cluster} 尚不能弹性到 CCI：有 ${count(things, '问题')}。`,
  workloadMissing: (cluster, workload, things) => `${cluster} 上的 ${workload} 尚未在 CCI 上运行：有 ${count(things, '问题')}。`,
  unknown: (cluster, sources) => `无法确定 ${cluster} 能否弹性到 CCI：${count(sources, '数据源')}无法读取。`,
  allPods: (namespace) => `命名空间 ${namespace}`,
  labels: {
    addon: '插件 virtual-kubelet',
    nodes: '虚拟节点',
    workload: '工作负载',
    pods: 'Pod',
    places: '运行位置',
  },
  notInstalled: '未安装',
  unreadable: '无法读取',
  noNodes: '无',
  node: (ready, schedulable) => `${ready ? '就绪' : '未就绪'}${schedulable ? '' : '，已停止调度'}`,
  pods: (ready, pods, desired) => `${ready}/${pods} 个 Pod 就绪${desired === null ? '' : `，期望 ${desired} 个`}`,
  onNode: (node, pods) => `${{ '(none)': '尚未调度', '(other nodes)': '其他节点' }[node] ?? node}：${pods}`,
  waitingTitle: '等待中的 Pod',
  waits: (pod, container, others) =>
    `${pod}${container === null ? '' : `，容器 ${container}`}${others === 0 ? '' : `，以及另外 ${others} 个`}`,
  ended: howEnded,
  eventsTitle: '集群最近的告警事件',
  times: (n) => (n === 1 ? '' : `（${n} 次）`),
  more: {
    waiting: (n) => `还有 ${count(n, '原因')}`,
    events: (n) => `还有 ${count(n, '事件')}`,
    nodes: (n) => `还有 ${count(n, '节点')}`,
  },
  next: '下一步',
  steps: {
    setup: (command) => `运行 ${command} ，制定安装插件的计划`,
    smoke: (command) => `运行 ${command} ，制定试运行工作负载的计划`,
    watch: (command) => `运行 ${command} ，等待其就绪`,
    diagnose: (command) => `运行 ${command} ，查找原因和处理办法`,
    again: (command) => `处理上述问题，然后运行 ${command}`,
    nothing: '无需操作，Pod 可到达 CCI',
  },
};
