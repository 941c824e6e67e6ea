import type { RunState } from '../../src/runs/run.ts';
import type * as english from '../en/notices.ts';

const ENDED: Readonly<Partial<Record<RunState, string>>> = {
  succeeded: '已完成。',
  failed: '失败。其消息说明了进展以及如何继续。',
  blocked: '受阻。其消息说明了需要处理的问题。',
  rejected: '已被拒绝。其消息中写有原因。',
  expired: '已过期：无人及时审批。未做任何变更。',
  stale: '已失效。其消息说明了发生的变化。',
  cancelled: '已取消。其消息说明了此前完成的内容。',
};

/** What people are told once, in a run's thread. `people`: live mentions; `what` is the command and its cluster, plain text made safe; `run` is code. */
export const notices: typeof english.notices = {
  what: (command, cluster) => `${cluster} 上的 ${command}`,
  incident: (people, cluster) => `${people} ${cluster} 不再具备弹性条件，原因见上方消息。`,
  waits: (people, what, run) => `${people} ${what} 等待您审批： ${run} 。请在其消息或 App Home 中点击按钮。`,
  remind: (people, what, run, until) => `${people} ${what} 仍在等待您审批： ${run} 。过期时间：${until}。`,
  decided: (people, what, run, given, required) =>
    given < required ? `${people} ${what} 已获 ${given}/${required} 个批准： ${run}` : `${people} ${what} 已获批准： ${run}`,
  ended: (people, what, run, state) => `${people} ${what} ${ENDED[state] ?? '已结束。'} ${run}`,
};
