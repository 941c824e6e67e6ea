import type * as english from '../en/resources.ts';
import { resourceText } from '../plan-names.ts';

/** How people call what plans write, by the first word of a step's `resource`. */
export const KINDS: typeof english.KINDS = {
  'vpc-endpoint': { one: 'VPC 终端节点', many: 'VPC 终端节点' },
  addon: { one: '插件', many: '插件' },
  'node-pool': { one: '节点池', many: '节点池' },
  namespace: { one: '命名空间', many: '命名空间' },
  deployment: { one: 'Deployment', many: 'Deployment' },
};

/** `VPC 终端节点 com.myhuaweicloud.cn-north-4.swr`. */
export const named: typeof english.named = (resource) => resourceText({ resource }, { kinds: KINDS, fields: {} });
