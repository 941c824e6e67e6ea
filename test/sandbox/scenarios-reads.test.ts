import { expect, test } from 'vitest';
import { playable } from '../../sandbox/scenarios/index.ts';
import { actionOf } from '../../src/actions/index.ts';
import type { Finding } from '../../src/core/finding.ts';
import { readIn } from './cluster-reads.ts';

/** Those whose scenarios are played with more to look at, each in a test of its own. */
const ELSEWHERE = ['precheck', 'verify', 'diagnose', 'images'];
const typed = playable.flatMap(({ command, ...scenario }) =>
  command === undefined || ELSEWHERE.includes(command.split(' ')[0] ?? '') ? [] : [{ ...scenario, command }],
);

const codes = (found: unknown): readonly string[] => (Array.isArray(found) ? found.map(({ code }: Finding) => code).toSorted() : []);

test.each(typed)('$command, with the real clients, says of $name what the scenario promises', async (scenario) => {
  const action = actionOf(scenario.command.split(' ')[0] ?? '');
  if (action?.kind !== 'read') throw new Error(`${scenario.command} is no read`);
  const { result } = await readIn(action, scenario, scenario.command);
  const { issues, warnings } = { issues: [], warnings: [], ...result };
  expect({ success: result.success, issues: codes(issues), warnings: codes(warnings) }).toEqual({
    success: scenario.expect.success,
    issues: scenario.expect.issues.toSorted(),
    warnings: scenario.expect.warnings.toSorted(),
  });
});
