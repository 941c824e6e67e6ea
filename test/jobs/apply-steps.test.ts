import { expect, test } from 'vitest';
import { applySteps, type StepsDeps } from '../../jobs/apply-steps.ts';
import { BotError } from '../../src/core/errors.ts';
import type { Sight } from '../../src/core/plan.ts';
import { planOf, runOf, runPlan, step } from '../runs/samples.ts';

const lost = new BotError('timeout', { seconds: 10 }, { retryable: true });
const SETTLING: Sight = { is: 'settling', resourceId: 'id-1', by: null };
const UNDONE: Sight = { is: 'undone' };

/** One step, on a cloud that shows these sights one after the other, the last of them for good, and answers a write like this. */
async function failing(sights: readonly Sight[], write: () => Promise<void>): Promise<unknown> {
  const seen = [...sights];
  const deps = {
    store: { note: async () => true },
    timing: { unknownMs: 5, pollMs: 1, pollMaxMs: 2, throttledMs: 5, passingMs: 5 },
    action: { settleMs: 1_000, look: async () => (seen.length > 1 ? seen.shift() : seen[0]), write },
    run: runOf({ state: 'applying', plan: runPlan(planOf([step('swr', 'create')])), steps: {} }),
    attempt: 1,
    context: {},
    lease: { mayWrite: () => true, leftMs: () => 1_000 },
    halt: new AbortController().signal,
    absentMs: 0,
    mayGoOn: async () => {},
  } as unknown as StepsDeps;
  return applySteps(deps).then(
    () => 'done',
    (error: unknown) => (error instanceof BotError ? error.code : error),
  );
}

const answered = async (): Promise<void> => {};
const unanswered = async (): Promise<void> => {
  throw lost;
};

test.concurrent.each<[string, readonly Sight[], () => Promise<void>, string]>([
  ['that was accepted and is done, is done', [UNDONE, SETTLING, { is: 'done', resourceId: 'id-1', by: null }], answered, 'done'],
  ['that was accepted and is still coming may be ready later', [UNDONE, SETTLING], answered, 'step_timeout'],
  ['that was accepted and never seen was not done', [UNDONE], answered, 'write_undone'],
  ['that was accepted, began and was taken back was not done either', [UNDONE, SETTLING, SETTLING, UNDONE], answered, 'write_undone'],
  ['that was sent twice without an answer, and never seen: nobody knows', [UNDONE], unanswered, 'write_unknown'],
])('a write %s', async (_, sights, write, end) => {
  expect(await failing(sights, write)).toBe(end);
});
