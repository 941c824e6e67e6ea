import type { GuideNames } from '../guide.ts';

/** What rollout calls the stops on its way. */
export const rollout: GuideNames = {
  stages: {
    precheck: '预检查',
    'create-nodepool': '新建节点池',
    'resize-nodepool': '扩容节点池',
    vpcep: 'VPC 终端节点',
    setup: '弹性插件',
    verify: '虚拟节点',
    images: '首个工作负载的镜像',
    smoke: '首个工作负载',
    pods: 'CCI 上的 Pod',
  },
  offer: '节点剩余资源不足。可用下方按钮增加节点，流程会同时自动继续。',
  done: 'Pod 可到达 CCI',
};
