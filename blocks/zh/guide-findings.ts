import type * as english from '../en/guide-findings.ts';

const ENDED: Readonly<Record<string, string>> = {
  failed: '失败',
  blocked: '受阻',
  rejected: '已被拒绝',
  expired: '已过期：没有人及时作出决定',
  stale: '已失效',
  cancelled: '已取消',
};

/** What a guided run says when it goes no further. */
export const guideFindings: typeof english.guideFindings = {
  guided_stopped: ({ command, run, state }) => ({
    message: `${command}（${run}）${ENDED[state] ?? '遇到了阻碍'}。`,
    remedy: '详情请查看消息列中该运行的消息。问题解决后，点击“继续”会再次发起同样的操作，并从已完成的部分接着进行。',
  }),
};
