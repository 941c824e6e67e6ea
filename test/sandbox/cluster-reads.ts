import { expect } from 'vitest';
import type { SandboxCloud } from '../../sandbox/cloud/start.ts';
import type { Situation } from '../../sandbox/scenarios/scenario.ts';
import type { Outcome, ReadAction } from '../../src/core/action.ts';
import { withRealClients } from './real-clients.ts';

/** One read with the real clients in a situation, as `line` asks for it. What only a writer may do, or nobody, fails the test. */
export async function readIn<Params extends object, Result extends Outcome>(
  action: ReadAction<Params, Result>,
  situation: Situation,
  line: string,
): Promise<{ readonly result: Result; readonly calls: SandboxCloud['calls'] }> {
  const params = action.params.parse(
    Object.fromEntries(
      line
        .split(' ')
        .slice(2)
        .map((pair) => pair.split('=')),
    ),
  );
  const read: { result: Result; calls: SandboxCloud['calls'] }[] = [];
  await withRealClients(situation, async (context, sandbox) => {
    read.push({ result: await action.read(params, context), calls: sandbox.calls });
    expect(sandbox.violations).toEqual([]);
    expect(sandbox.calls.filter((call) => call.write)).toEqual([]);
  });
  const [done] = read;
  if (!done) throw new Error('nothing was read');
  return done;
}
