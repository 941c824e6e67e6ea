import { describe, expect, test } from 'vitest';
import { diagnoseScenarios } from '../../sandbox/scenarios/diagnose/index.ts';
import { worldOf } from '../../sandbox/scenarios/scenario.ts';
import { diagnose } from '../../src/actions/diagnose.ts';
import { readIn } from './cluster-reads.ts';

describe.each(diagnoseScenarios)('$name', (scenario) => {
  test('makes the same world each time', () => expect(worldOf(scenario)).toEqual(worldOf(scenario)));

  test('is diagnosed, with the real clients, as the scenario promises', async () => {
    const { result } = await readIn(diagnose, scenario, scenario.command ?? '');
    const codes = (findings: readonly { readonly code: string }[]): string[] => findings.map((found) => found.code);
    expect({
      success: result.success,
      findings: codes(result.findings),
      warnings: codes(result.warnings).toSorted(),
      handoff: result.handoff,
    }).toEqual({
      success: scenario.expect.success,
      findings: scenario.expect.findings,
      warnings: scenario.expect.warnings.toSorted(),
      handoff: scenario.expect.handoff ?? null,
    });
    // Whatever is claimed was seen.
    for (const found of result.findings) expect(found.evidence.length, found.code).toBeGreaterThan(0);
    expect(JSON.stringify(result)).not.toMatch(/FAKEAK0|FAKESK|fake-token|eyJfake|MIIfake|hunter2|deadbeefdead/);
  });
});
