import type { RunState } from '../../src/runs/run.ts';

/** Lines of the audit channel. Values come as ready markup. */
export const audit = {
  what: (run: string, command: string, cluster: string) => `${run} ${command} of ${cluster}`,
  state: (state: RunState) => state.replaceAll('_', ' '),
  by: (person: string) => `by ${person}`,
  plan: (fingerprint: string) => `plan ${fingerprint}`,
  reason: (reason: string) => `reason: ${reason}`,
  superseded: (run: string, by: string) => `${run} is stale: ${by} is a newer plan for the same resources`,
  click: (person: string, verb: string, run: string, why: string, channel: string) =>
    `${person} clicked ${verb} on ${run}: refused, ${why}, in ${channel}`,
  unproven: (entry: string) => `somebody else wrote into the audit: ${entry} is not signed; check it with \`bursting audit --verify\``,
  stop: (person: string, run: string) => `${person} asked ${run} to stop before its next write`,
  freeze: (person: string, scope: string) => `${person} froze ${scope}`,
  unfreeze: (person: string, scope: string) => `${person} unfroze ${scope}`,
  chain: (head: string) => `audit ${head}`,
};
