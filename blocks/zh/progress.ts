import type * as english from '../en/progress.ts';
import { because, count } from './phrases.ts';

const duration = (seconds: number): string =>
  seconds < 60 ? `${seconds} 秒` : seconds % 60 === 0 ? `${seconds / 60} 分钟` : `${Math.floor(seconds / 60)} 分 ${seconds % 60} 秒`;

/** One plain sentence for each way to be under way. */
export const progress: typeof english.progress = {
  endpoint_settling: ({ service_name, status }) =>
    status === 'pendingAcceptance'
      ? `终端节点服务 ${service_name} 的终端节点已创建，正在等待服务所有者接受连接。`
      : `终端节点服务 ${service_name} 的终端节点已创建，尚不可用（${status}）。`,
  verify_waiting: ({ addon, nodes_ready, pods_ready, pods_wanted, waited_seconds, wait_seconds }) => {
    const parts = [
      addon === null ? '尚无插件' : `插件 ${addon}`,
      nodes_ready === null ? '虚拟节点未知' : `${count(nodes_ready, '虚拟节点')}就绪`,
      ...(pods_wanted === null ? [] : [`Pod 就绪 ${pods_ready ?? 0}/${pods_wanted}`]),
    ];
    return `尚未就绪：${parts.join('，')}。将观察 ${duration(wait_seconds)}，已过 ${duration(waited_seconds)}。`;
  },
  nodes_joining: ({ name, active, wanted, creating }) =>
    `${name} 有 ${active}/${wanted} 个节点运行中${creating > 0 ? `，${creating} 个创建中` : ''}；创建一个节点需要几分钟。`,
  addon_settling: ({ status, detail }) => `插件状态为 ${status}${because(detail)}。`,
};
