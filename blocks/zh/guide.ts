import type { Stop } from '../../src/runs/guide.ts';
import type * as english from '../en/guide.ts';
import { count } from './phrases.ts';

const STATE: Readonly<Record<Exclude<Stop['state'], 'succeeded'>, string>> = {
  ahead: '未开始',
  skipped: '已具备',
  queued: '排队中',
  running: '进行中',
  awaiting_approval: '等待审批',
  approved: '已批准，即将开始',
  applying: '执行中',
  failed: '失败',
  blocked: '受阻',
  rejected: '已拒绝',
  expired: '已过期，无人及时审批',
  stale: '已失效',
  cancelled: '已取消',
};

/** What the message of a guided run says, whatever it leads through. Plain text, but for what is given as ready markup. */
export const guide: typeof english.guide = {
  verdict: {
    queued: (command, cluster) => `${cluster} 上的 ${command} 正在排队。`,
    running: (command, cluster, stage, state, at, of) =>
      `${cluster} 上的 ${command}（${at}/${of}）：${stage}，${state === 'succeeded' ? '完成' : STATE[state]}。`,
    succeeded: (command, cluster, done) => `${cluster} 上的 ${command} 已完成：${done}。`,
    blocked: (command, cluster, stage, issues) => `${cluster} 上的 ${command} 停在“${stage}”：有 ${count(issues, '问题')}需要处理。`,
    cancelled: (command, cluster, stage) => `${cluster} 上的 ${command} 在“${stage}”时被取消。`,
    failed: (command, cluster) => `${cluster} 上的 ${command} 失败。`,
  },
  state: ({ state, success }, changes) => {
    if (state !== 'succeeded') return STATE[state];
    if (!changes) return success === false ? '受阻' : '正常';
    return success === false ? '已具备' : '已执行';
  },
  decided: {
    approved: (stage, person, when) => `${stage}：由 ${person} 批准，${when}`,
    rejected: (stage, person, when) => `${stage}：由 ${person} 拒绝，${when}`,
  },
  saysOn: '后续步骤见本消息列的首条消息。',
  diagnosed: '诊断会自动出现在消息列中。',
  goOn: (command) => `*然后：* 点击“继续”或运行 ${command} ，将从已完成处继续。`,
};
