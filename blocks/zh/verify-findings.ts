import type * as english from '../en/verify-findings.ts';
import { because, between, count, waitDetail } from './phrases.ts';

const DIAGNOSE = '请运行 diagnose：它会从插件的配置、Pod、日志以及网络中查找原因。';

const FAILED_PULL = /^(ErrImagePull|ImagePullBackOff|ErrImageNeverPull|InvalidImageName|RegistryUnavailable)$/;

/** What a person can do about a pod that waits, by the reason Kubernetes gives. */
const forWaiting = (reason: string, pod: string): string => {
  if (FAILED_PULL.test(reason)) return '请对该工作负载运行 diagnose：它能区分是镜像有误还是缺少终端节点。';
  if (reason === 'CrashLoopBackOff' || reason === 'Error' || reason === 'OOMKilled')
    return `请查看其输出（kubectl logs ${pod} --previous）：是程序自身退出。`;
  if (reason === 'Unschedulable') return '请对该工作负载运行 diagnose：调度器没有为它找到合适的节点。';
  return '首次拉取镜像需要一些时间，请等待一分钟后重新运行 verify，或带上 wait=5m。';
};

/** Sentences for what `verify` finds. */
export const verifyFindings: typeof english.verifyFindings = {
  addon_not_installed: () => ({
    message: '未安装插件 virtual-kubelet（CCE 突发弹性引擎（对接 CCI））：集群与 CCI 之间没有连接。',
    remedy: '请运行 setup 制定计划。',
  }),
  virtual_node_missing: () => ({
    message: '集群没有虚拟节点（bursting-node），因此无法将 Pod 调度到 CCI。',
    remedy: `插件运行一两分钟后会出现虚拟节点。如果没有出现，${DIAGNOSE}`,
  }),
  virtual_node_not_ready: ({ name, status, reason, detail }) => ({
    message: `虚拟节点 ${name} 未处于 Ready 状态（${[status ?? '未知', reason].filter(Boolean).join('，')}）${because(detail)}。`,
    remedy: DIAGNOSE,
  }),
  virtual_node_cordoned: ({ name, zone, fault }) =>
    fault === null
      ? {
          message: `虚拟节点 ${name} 已停止调度（cordoned）：正在运行的 Pod 保持不变，新的 Pod 不会调度到该节点。`,
          remedy: `请了解是谁、出于什么原因停止了调度；执行 kubectl uncordon ${name} 可恢复调度。`,
        }
      : {
          message: `虚拟节点 ${name} 已停止调度（cordoned），因为可用区${between(zone, '')}发生故障（${fault}）。`,
          remedy: '请等待：可用区恢复后，插件会自动恢复调度。请勿手动恢复。',
        },
  workload_not_found: ({ namespace, workload_name }) =>
    workload_name === null
      ? {
          message: `命名空间 ${namespace} 中没有 Pod。`,
          remedy: `请检查命名空间名称，以及其中是否部署了工作负载（kubectl get deployments -n ${namespace}）。`,
        }
      : {
          message: `命名空间 ${namespace} 中没有 Deployment ${workload_name}，也没有带标签 app=${workload_name} 的 Pod。`,
          remedy: '请检查 namespace 和 workload_name；smoke 可以部署一个用于测试的工作负载。',
        },
  workload_scaled_to_zero: ({ namespace, workload_name }) => ({
    message: `${workload_name} 不需要任何 Pod：其副本数为 0。`,
    remedy: `请扩容：kubectl scale deployment ${workload_name} -n ${namespace} --replicas=1`,
  }),
  pods_missing: ({ wanted, found, reason, detail }) => ({
    message: `期望 ${count(wanted, ' Pod')}，实际存在 ${found} 个${because([reason, detail].filter(Boolean).join('：'))}。`,
    remedy:
      reason === ''
        ? '请等待一分钟后重新运行 verify；如果仍然如此，可从事件中了解原因。'
        : '请先解决原因中提到的问题（配额或准入规则），然后重新运行 verify。',
  }),
  pods_not_ready: ({ ready, total, pod, reason, detail, ended }) => ({
    message: `${count(total, ' Pod')} 中有 ${ready} 个就绪${pod === '' ? '' : `；${pod} 正在等待`}${because([reason, waitDetail({ reason, message: detail, ended })].filter(Boolean).join('：'))}。`,
    remedy: forWaiting(reason, pod),
  }),
  pods_elsewhere: ({ elsewhere, total, node }) => ({
    message: `${count(total, ' Pod')} 中有 ${elsewhere} 个运行在物理节点上（${elsewhere > 1 ? '多数位于 ' : ''}${node}），而不是 CCI 上。`,
    remedy: '如需只在 CCI 上运行，请为 Pod 模板添加标签 bursting.cci.io/burst-to-cci: enforce。已有的 Pod 在重建之前保持原位。',
  }),
  rollout_under_way: ({ workload_name }) => ({
    message: `${workload_name} 正在滚动更新：仍有旧版本的 Pod。`,
    remedy: '请等待更新完成后重新运行 verify，或带上 wait=5m。',
  }),
  workload_by_label: ({ workload_name, label }) => ({
    message: `没有名为 ${workload_name} 且拥有 Pod 的 Deployment；这些 Pod 是通过标签 ${label} 找到的，期望数量未知。`,
    remedy: '如果它使用其他名称，请通过 workload_name 指定。',
  }),
};
