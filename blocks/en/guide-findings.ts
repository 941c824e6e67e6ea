import type { FindingWords } from './findings.ts';

const ENDED: Readonly<Record<string, string>> = {
  failed: 'failed',
  blocked: 'is blocked',
  rejected: 'was rejected',
  expired: 'expired: nobody decided in time',
  stale: 'is out of date',
  cancelled: 'was cancelled',
};

/** What a guided run says when it goes no further. */
export const guideFindings: Pick<FindingWords, 'guided_stopped'> = {
  guided_stopped: ({ command, run, state }) => ({
    message: `${command} (${run}) ${ENDED[state] ?? 'found something in the way'}.`,
    remedy:
      'Its message in the thread says more. When that is settled, Continue asks for the same again and goes on from what is so already.',
  }),
};
