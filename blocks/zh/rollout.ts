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
  offers: {
    'create-nodepool': '节点剩余资源不足。可在流程继续的同时新建节点池：',
    'resize-nodepool': '节点剩余资源不足。可在流程继续的同时扩容节点池：',
  },
  done: 'Pod 可到达 CCI',
};
