import type { EndpointPurpose } from '../../src/core/finding.ts';
import type { RunState } from '../../src/runs/run.ts';
import type * as english from '../en/words.ts';
import { count } from './phrases.ts';
import { addonStatus, clusterPhase } from './states.ts';
import { categoryName } from './terms.ts';

const STATE: Readonly<Record<RunState, string>> = {
  queued: '正在排队',
  running: '正在运行',
  awaiting_approval: '正在等待审批',
  approved: '已获批准，等待开始',
  applying: '正在执行',
  succeeded: '已完成',
  failed: '失败',
  blocked: '受阻',
  rejected: '已被拒绝',
  expired: '已过期',
  stale: '已失效',
  cancelled: '已取消',
};

const SHORT: Readonly<Record<EndpointPurpose, string>> = { swr: 'SWR', 'swr-api': 'SWR API', obs: 'OBS' };

/** All that views say besides findings. Values are plain text; a command to copy is given ready, and set as code by the view. */
export const words: typeof english.words = {
  lead: (label) => `*${label}：*`,
  run: {
    state: (command, cluster, state) => `${cluster} 上的 ${command} ${STATE[state]}。`,
    askedBy: (person) => `由 ${person} 发起`,
    cancelledBy: (person) => `由 ${person} 取消`,
    took: (seconds) =>
      seconds < 1 ? '用时不到 1 秒' : seconds < 60 ? `用时 ${seconds} 秒` : `用时 ${Math.floor(seconds / 60)} 分 ${seconds % 60} 秒`,
    requestId: (id) => `请求 ID ${id}`,
    retryable: '稍后重新运行同一命令可能会成功。',
    todo: '处理办法',
    wentOn: (run) => `后续为 ${run}`,
    takesPlace: (run) => `取代 ${run}`,
    earlier: '之前的消息',
    astray: (channel) =>
      `*无法在此批准：* 其他人看不到，无从提出异议。机器人不能在 ${channel} 中发消息：请邀请它加入（ \`/invite @bursting\` ），或取消归档该频道，然后重新发布计划。`,
    buttons: { check: '重新检查', continue: '继续', json: 'JSON', repost: '重新发布' },
  },
  more: {
    issues: (n, command) => `还有 ${count(n, '问题')}，运行 ${command} 可查看全部`,
    warnings: (n, command) => `还有 ${n.toLocaleString('zh-CN')} 条警告，运行 ${command} 可查看全部`,
    nodes: (n) => `还有 ${count(n, '节点')}`,
  },
  none: '未知',
  addonStatus,
  clusterPhase,
  precheck: {
    ready: (cluster) => `${cluster} 已具备弹性到 CCI 2.0 的条件。`,
    readyWith: (cluster, warnings) => `${cluster} 没有妨碍弹性的问题，有 ${warnings.toLocaleString('zh-CN')} 条警告需要查看。`,
    blocked: (cluster, issues) => `${cluster} 有 ${count(issues, '问题')}妨碍弹性到 CCI。`,
    labels: {
      cluster: '集群',
      version: 'Kubernetes',
      network: '网络',
      vpc: 'VPC',
      podSubnet: '容器子网（IPv4 子网 ID）',
      endpointSubnet: '终端节点子网（网络 ID）',
      addon: '插件 virtual-kubelet',
      endpoints: 'VPC 终端节点',
      headroom: '节点剩余资源',
    },
    network: (mode, category) => (category ? `${mode}（${categoryName(category)}）` : mode),
    notInstalled: '未安装',
    unreadable: '无法读取',
    endpoint: { ready: '可用', notReady: '不可用', missing: '缺失', unknown: '未知' },
    purpose: (purpose) => SHORT[purpose],
    headroom: (enough, nodes) => `${enough ? '充足' : '不足'}，${count(nodes, '可调度节点')}`,
    next: '下一步',
    steps: {
      fix: (command) => `处理上述问题，然后运行 ${command}`,
      another: (command) => `换用其他集群，运行 ${command} 可列出集群`,
      vpcep: (command) => `运行 ${command} ，为缺失的终端节点制定计划`,
      setup: (command) => `运行 ${command} ，制定安装插件的计划`,
      setupAll: (command) => `运行 ${command} ，为缺失的终端节点和插件制定计划`,
      repair: (command) => `运行 ${command} ，制定修复插件的计划`,
      verify: (command) => `运行 ${command} ，查看 Pod 能否到达 CCI`,
      warnings: (command) => `查看上述警告，然后运行 ${command}`,
      install: (command) => `安装插件（CCE 控制台 > 插件中心），然后运行 ${command}`,
      nothing: '无需操作，弹性所需的一切均已就绪',
    },
  },
  capacity: {
    ready: (cluster) => `${cluster} 有足够的资源运行插件自身的 Pod。`,
    low: (cluster) => `${cluster} 的剩余资源可能不足以运行插件自身的 Pod。`,
    nodesTitle: (schedulable, virtual) =>
      `${count(schedulable, '可调度的物理节点')}${virtual > 0 ? `，${count(virtual, '虚拟节点')}` : ''}，剩余最多的在前`,
    noNodes: '没有物理节点。',
    free: (cpu, memory, pods) => `剩余 ${cpu} CPU、${memory} 内存、${pods} 个 Pod`,
    unschedulable: '不可调度',
    baseline: (cpu, memory) => `单个节点上需要 ${cpu} CPU 和 ${memory} 内存（保守的基线值，并非平台限制）。`,
  },
};
