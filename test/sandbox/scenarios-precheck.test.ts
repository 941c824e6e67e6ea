import { expect, test } from 'vitest';
import { scenarios } from '../../sandbox/scenarios/index.ts';
import { precheck } from '../../src/actions/precheck.ts';
import { readIn } from './cluster-reads.ts';

test.each(scenarios)('precheck, with the real clients, says of $name what the scenario promises', async (scenario) => {
  const { result } = await readIn(precheck, scenario, scenario.command ?? 'precheck prod');
  const codes = (findings: readonly { readonly code: string }[]): string[] => findings.map((found) => found.code).toSorted();
  expect({ success: result.success, issues: codes(result.issues), warnings: codes(result.warnings) }).toEqual({
    success: scenario.expect.success,
    issues: scenario.expect.issues.toSorted(),
    warnings: scenario.expect.warnings.toSorted(),
  });
});
