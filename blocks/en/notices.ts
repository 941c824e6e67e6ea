import type { RunState } from '../../src/runs/run.ts';

const ENDED: Readonly<Partial<Record<RunState, string>>> = {
  succeeded: 'is done.',
  failed: 'failed. Its message says how far it came, and how to go on.',
  blocked: 'is blocked. Its message says what is in the way.',
  rejected: 'was rejected. Its message has the reason.',
  expired: 'expired: nobody decided in time. Nothing was changed.',
  stale: 'is out of date. Its message says what changed.',
  cancelled: 'was cancelled. Its message says what was done before.',
};

/** What people are told once, in a run's thread. `people`: live mentions; `what` is the command and its cluster, plain text made safe; `run` is code. */
export const notices = {
  what: (command: string, cluster: string) => `${command} on ${cluster}`,
  incident: (people: string, cluster: string) => `${people} ${cluster} is not ready for bursting any more. The message above says why.`,
  waits: (people: string, what: string, run: string) =>
    `${people} ${what} waits for your decision: ${run}. Its buttons are on the message, and in App Home.`,
  remind: (people: string, what: string, run: string, until: string) =>
    `${people} ${what} still waits for your decision: ${run}. It expires ${until}.`,
  decided: (people: string, what: string, run: string, given: number, required: number) =>
    given < required ? `${people} ${what} has ${given} of ${required} approvals: ${run}.` : `${people} ${what} is approved: ${run}.`,
  ended: (people: string, what: string, run: string, state: RunState) => `${people} ${what} ${ENDED[state] ?? 'has ended.'} ${run}`,
};
