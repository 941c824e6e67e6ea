import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canMove, isFinal, RUN_STATES, type RunState } from '../../src/runs/run.ts';

const nextOf = (state: RunState): readonly RunState[] => RUN_STATES.filter((to) => canMove(state, to));

/** Any way that a run can go from its beginning, as far as it goes or as long as it is followed. */
const walk = fc.array(fc.nat(), { maxLength: 30 }).map((choices) => {
  const states: RunState[] = ['queued'];
  for (const choice of choices) {
    const next = nextOf(states.at(-1) ?? 'queued');
    const to = next[choice % Math.max(1, next.length)];
    if (to === undefined) break;
    states.push(to);
  }
  return states;
});

/** Contract, section 3: what reads, plans and guided runs may do together. */
const LEGAL: Readonly<Record<RunState, readonly RunState[]>> = {
  queued: ['running', 'cancelled', 'failed'],
  running: ['succeeded', 'failed', 'cancelled', 'awaiting_approval', 'blocked'],
  awaiting_approval: ['awaiting_approval', 'approved', 'rejected', 'expired', 'cancelled', 'stale'],
  approved: ['applying', 'cancelled', 'stale', 'failed'],
  applying: ['succeeded', 'failed', 'stale', 'cancelled'],
  ...{ succeeded: [], failed: [], blocked: [], rejected: [], expired: [], stale: [], cancelled: [] },
};

describe('the states of a run', () => {
  it.each(RUN_STATES)('lead from %s where the contract lets it, and nowhere else', (state) => {
    expect(nextOf(state).toSorted()).toEqual(LEGAL[state].toSorted());
  });

  it('never lead to an apply but through an approval of a plan that waited', () => {
    fc.assert(
      fc.property(walk, (states) => {
        for (const [i, state] of states.entries()) {
          if (state === 'applying') expect(states[i - 1]).toBe('approved');
          if (state === 'approved') expect(states[i - 1]).toBe('awaiting_approval');
          if (state === 'rejected' || state === 'expired') expect(states[i - 1]).toBe('awaiting_approval');
        }
      }),
    );
  });

  it('lead nowhere once a run has ended', () => {
    fc.assert(
      fc.property(walk, (states) => {
        const end = states.findIndex(isFinal);
        expect(end === -1 || end === states.length - 1).toBe(true);
      }),
    );
  });

  it.each(RUN_STATES)('%s is an end, or one can be reached from it, and the run can be stopped by a person', (state) => {
    const reached = new Set<RunState>([state]);
    for (const from of reached) for (const to of nextOf(from)) reached.add(to);
    expect([...reached].some(isFinal)).toBe(true);
    expect(isFinal(state) || canMove(state, 'cancelled')).toBe(true);
    if (state !== 'queued') expect(reached.has('queued')).toBe(false);
  });
});
