import type * as english from '../en/evidence.ts';
import { count, digits, howEnded, waitDetail } from './phrases.ts';
import { ENDPOINT_PROBLEM, PURPOSE } from './terms.ts';

const NOT_SET = '（未设置）';
const EMPTY = '（空）';

/** As it stands in the settings, to be looked for there. */
const setting = (field: string, value: string | null): string => (value === null ? `${field}：${NOT_SET}` : `${field}: ${value}`);

/** What a finding was seen by. */
export const evidence: typeof english.evidence = {
  log: ({ namespace, pod, container, previous, text }) => ({
    source: `日志 ${namespace}/${pod}/${container}${previous ? '（重启之前）' : ''}`,
    line: text,
  }),
  event: ({ object, message }) => ({ source: `事件 ${object}`, line: message }),
  waiting: ({ pod, waits }) => ({
    source: `Pod ${pod}`,
    line: waits.map((wait) => [wait.reason, waitDetail(wait)].filter(Boolean).join('：')).join('；'),
  }),
  pull: ({ pod, message }) => ({ source: `Pod ${pod}`, line: message }),
  crash: ({ pod, container, restarts, ended }) => ({
    source: `Pod ${pod}`,
    line: `容器 ${container}：已重启 ${digits(restarts)} 次，${howEnded(ended, '') || '上次如何退出未知'}`,
  }),
  pod_size: ({ pod, cpu, memory }) => ({ source: `Pod ${pod}`, line: `CPU：${cpu || NOT_SET}，内存：${memory || NOT_SET}` }),
  pod_label: ({ pod, label, value }) => ({ source: `Pod ${pod}`, line: setting(label, value) }),
  template_label: ({ deployment, label, value }) => ({
    source: `Deployment ${deployment} 的 Pod 模板`,
    line: setting(label, value),
  }),
  replica_set: ({ replica_set, revision, ready, wanted }) => ({
    source: `ReplicaSet ${replica_set}`,
    line: `版本 ${revision ?? '未知'}：${count(wanted, ' Pod')} 中有 ${digits(ready)} 个就绪`,
  }),
  no_addon: () => ({ source: '插件', line: '其中没有 virtual-kubelet' }),
  addon_status: ({ status, detail }) => ({ source: '插件状态', line: [status || EMPTY, detail].filter(Boolean).join('：') }),
  addon_version: ({ version }) => ({ source: '插件版本', line: version }),
  addon_value: ({ field, value }) => ({ source: '插件参数', line: setting(field, value) }),
  cluster: ({ phase, mode }) => ({ source: '集群', line: `状态：${phase || EMPTY}，容器网络：${mode || EMPTY}` }),
  subnet: ({ subnet, field, value }) => ({ source: `子网 ${subnet}`, line: setting(field, value) }),
  no_endpoint: ({ purpose, service_name }) => ({
    source: `终端节点 ${service_name ?? purpose}`,
    line: `没有用于${PURPOSE[purpose]}的终端节点`,
  }),
  endpoint: ({ endpoint_id, status, problem, detail }) => {
    const says = problem === 'unknown' ? '' : ENDPOINT_PROBLEM[problem].says(status, detail);
    const parts = [`状态：${status || EMPTY}`, says, says.includes(detail) ? '' : detail];
    return { source: `终端节点 ${endpoint_id}`, line: parts.filter(Boolean).join('，') };
  },
  config_map: ({ config_map, field, value }) => ({ source: `ConfigMap ${config_map}`, line: setting(field, value) }),
  no_virtual_node: () => ({ source: '节点', line: '没有名为 bursting-node 或带有其标签的节点' }),
  node_condition: ({ node, status, reason, message }) => ({
    source: `节点 ${node}`,
    line: `Ready：${[status ?? '未给出', reason].filter(Boolean).join('，')}${message === '' ? '' : `：${message}`}`,
  }),
  node_cordoned: ({ node, fault, zone }) => ({
    source: `节点 ${node}`,
    line: ['已停止调度（cordoned）', fault === null ? '' : `状态条件 ${fault}`, zone === null ? '' : `可用区 ${zone}`]
      .filter(Boolean)
      .join('，'),
  }),
};
