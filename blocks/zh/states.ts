import type { RunState } from '../../src/runs/run.ts';

/** A run's state in one short word. */
export const STATE: Readonly<Record<RunState, string>> = {
  queued: '排队中',
  running: '运行中',
  awaiting_approval: '等待审批',
  approved: '已批准',
  applying: '执行中',
  succeeded: '已完成',
  failed: '失败',
  blocked: '受阻',
  rejected: '已拒绝',
  expired: '已过期',
  stale: '已失效',
  cancelled: '已取消',
};

/** The same of a state that was typed. */
export const stateName = (state: string): string => new Map<string, string>(Object.entries(STATE)).get(state) ?? state;
