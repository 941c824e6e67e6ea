import type * as english from '../en/diagnose.ts';
import { count } from './phrases.ts';

/** What each related skill is good at, for people. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'huawei-cloud-cce-pod-failure-diagnoser': '崩溃或无法启动的 Pod',
  'huawei-cloud-cce-network-failure-diagnoser': '集群网络',
  'huawei-cloud-cce-cluster-management': '集群本身',
};

/** What `diagnose` says besides findings. */
export const diagnose: typeof english.diagnose = {
  nothing: (cluster) => `${cluster} 没有妨碍弹性的问题。`,
  found: (cluster, causes) => (causes === 1 ? `${cluster}：有 1 个原因需要处理。` : `${cluster}：有 ${causes} 个原因，请按以下顺序处理。`),
  settling: (cluster) => `${cluster} 正在就绪，无需处理。`,
  blind: (cluster, sources) => `${cluster} 未发现问题，但${count(sources, '数据源')}无法读取，因此不代表一切正常。`,
  elsewhere: (cluster, pod, others) =>
    others === 0
      ? `${cluster} 的弹性功能正常；${pod} 因自身原因失败。`
      : `${cluster} 的弹性功能正常；${pod} 和另外 ${others} 个 Pod 因自身原因失败。`,
  outside: (cluster) => `${cluster} 的问题与弹性无关。`,
  why: '原因',
  next: '下一步',
  follows: '由此引起，会随之消失',
  evidence: '证据',
  inThread: (n) => `消息列中：${n === 1 ? '该原因' : `这 ${n} 个原因`}的完整说明和证据，以及日志和全部内容的 JSON。`,
  cause: (i, n) => `原因 ${i}/${n}`,
  handoff: (skill) => `后续请使用 ${skill} ，它擅长处理${ELSEWHERE[skill] ?? '此类问题'}。`,
  unexplained: (pod) => `先查看它的输出：kubectl logs ${pod} --previous`,
  logsTitle: (pod, container, previous) => `${pod}，容器 ${container}${previous ? '，重启之前' : ''}`,
  more: {
    causes: (n) => `消息列中还有 ${count(n, '原因')}`,
    consequences: (n) => `还有 ${n} 项`,
    evidence: (n) => `还有 ${n} 行`,
  },
  steps: {
    command: (command) => `运行 ${command} ，然后重新运行 diagnose`,
    todo: '按其中的说明处理，然后重新运行 diagnose',
    verify: (command) => `运行 ${command} ，查看 Pod 能否到达 CCI`,
    again: (command) => `待数据源可读取后，运行 ${command}`,
    outside: (command) => `按上述说明处理，然后运行 ${command}`,
    wait: (command) => `运行 ${command} ，持续观察直至完成`,
    nothing: '无需操作',
    commandThenContinue: (command) => `运行 ${command} ，然后在本消息列的首条消息中点击“继续”`,
    todoThenContinue: '按其中的说明处理，然后在本消息列的首条消息中点击“继续”',
    continue: '在本消息列的首条消息中点击“继续”，将重新检查，正常则继续后续步骤',
  },
};
