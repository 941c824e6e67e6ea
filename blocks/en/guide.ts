import type { Stop } from '../../src/runs/guide.ts';
import { count } from './phrases.ts';

const STATE: Readonly<Record<Exclude<Stop['state'], 'succeeded'>, string>> = {
  ahead: 'still to come',
  skipped: 'there already',
  queued: 'queued',
  running: 'under way',
  awaiting_approval: 'waits for approval',
  approved: 'approved, about to start',
  applying: 'being applied',
  failed: 'failed',
  blocked: 'something is in the way',
  rejected: 'rejected',
  expired: 'expired, nobody decided in time',
  stale: 'out of date',
  cancelled: 'cancelled',
};

/** What the message of a guided run says, whatever it leads through. Plain text, but for what is given as ready markup. */
export const guide = {
  verdict: {
    queued: (command: string, cluster: string) => `${command} on ${cluster} is queued.`,
    running: (command: string, cluster: string, stage: string, state: Stop['state'], at: number, of: number) =>
      `${command} on ${cluster}, ${at} of ${of}: ${stage}, ${state === 'succeeded' ? 'done' : STATE[state]}.`,
    succeeded: (command: string, cluster: string, done: string) => `${command} on ${cluster} is done: ${done}.`,
    blocked: (command: string, cluster: string, stage: string, issues: number) =>
      `${command} on ${cluster} stopped at ${stage}: ${count(issues, 'thing')} in the way.`,
    cancelled: (command: string, cluster: string, stage: string) => `${command} on ${cluster} was cancelled at ${stage}.`,
    failed: (command: string, cluster: string) => `${command} on ${cluster} failed.`,
  },
  state: ({ state, success }: Stop, changes: boolean): string => {
    if (state !== 'succeeded') return STATE[state];
    if (!changes) return success === false ? 'something is in the way' : 'as it should be';
    return success === false ? 'there already' : 'applied';
  },
  decided: {
    approved: (stage: string, person: string, when: string) => `${stage} approved by ${person}, ${when}`,
    rejected: (stage: string, person: string, when: string) => `${stage} rejected by ${person}, ${when}`,
  },
  /** In its thread, where elsewhere a command is named that goes on. */
  saysOn: 'How it goes on is said by the first message of this thread.',
  /** Instead of a command that looks for the cause. */
  diagnosed: 'The diagnosis follows in the thread by itself.',
  goOn: (command: string) => `*Then:* Continue, or ${command}: it goes on from what is so already.`,
};
