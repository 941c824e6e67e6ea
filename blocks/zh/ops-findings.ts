import type * as english from '../en/ops-findings.ts';
import { list } from './phrases.ts';
import { PURPOSE } from './terms.ts';

export const opsFindings: typeof english.opsFindings = {
  endpoint_duplicate: ({ purpose, service_name, endpoint_ids }) => ({
    message: `机器人创建了多个用于${PURPOSE[purpose]}的终端节点（${service_name}）：${list(endpoint_ids, 5)}。每一个都会计费。`,
    remedy: '保留一个即可：请在 VPC 终端节点控制台删除其余的终端节点。机器人不会删除任何资源。',
  }),
};
