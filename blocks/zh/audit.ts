import type * as english from '../en/audit.ts';
import { STATE } from './states.ts';

/** Lines of the audit channel. Values come as ready markup. */
export const audit: typeof english.audit = {
  what: (run, command, cluster) => `${run} ${command} ，集群 ${cluster}`,
  state: (state) => STATE[state],
  by: (person) => `操作人 ${person}`,
  plan: (fingerprint) => `计划 ${fingerprint}`,
  reason: (reason) => `原因：${reason}`,
  superseded: (run, by) => `${run} 已失效： ${by} 是针对相同资源的新计划`,
  click: (person, verb, run, why, channel) => `${person} 对 ${run} 点击 ${verb} ，已拒绝： ${why} ，频道 ${channel}`,
  unproven: (entry) => `有他人写入审计： ${entry} 没有签名，请用 \`bursting audit --verify\` 检查`,
  stop: (person, run) => `${person} 要求 ${run} 在下一次写入之前停止`,
  freeze: (person, scope) => `${person} 冻结了 ${scope}`,
  unfreeze: (person, scope) => `${person} 解除了对 ${scope} 的冻结`,
  chain: (head) => `审计 ${head}`,
};
