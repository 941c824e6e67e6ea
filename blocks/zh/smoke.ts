import type * as english from '../en/smoke.ts';
import type { PlanNames } from '../plan-names.ts';
import { KINDS } from './resources.ts';

/** How people call what `smoke` writes. */
export const smoke: PlanNames = {
  kinds: KINDS,
  fields: {
    name: '名称',
    image: '镜像',
    replicas: 'Pod 数',
    labels: '标签',
    pod_labels: 'Pod 标签',
    selector: 'Pod 选择器',
    requests: '每个 Pod 的资源申请',
    limits: '每个 Pod 的资源限制',
    image_pull_policy: '镜像拉取策略',
    image_pull_secrets: '镜像拉取凭证',
    container_ports: '端口',
  },
};

/** What is said once a smoke workload was applied. */
export const smokeAfter: typeof english.smokeAfter = {
  cleanUp: '不再需要时，请手动清理（机器人不删除任何资源）',
  reminder: (workload) => `冒烟测试工作负载 ${workload} 已创建一天。其 Pod 只要在运行就会计费。`,
};
