import { expect, test } from 'vitest';
import { imageScenarios } from '../../sandbox/scenarios/images/index.ts';
import { worldOf } from '../../sandbox/scenarios/scenario.ts';
import { images } from '../../src/actions/images.ts';
import { isBotError } from '../../src/core/errors.ts';
import { withRealClients } from './real-clients.ts';

test('every image scenario is told in one line', () => {
  for (const scenario of imageScenarios) {
    expect(scenario.summary).toMatch(/^[^\n]{10,100}$/);
    expect(worldOf(scenario)).toEqual(worldOf(scenario));
  }
});

test.each(imageScenarios)('images, with the real client, says of $name what the scenario promises', async (scenario) => {
  await withRealClients(scenario, async (context, sandbox) => {
    const seen = await images.read({}, context).then(
      (result) => ({
        success: result.success,
        issues: [],
        state: 'succeeded',
        images: result.images.length,
        selected: result.selected?.image.replace(/^[^/]+\//, '') ?? null,
        because: result.selection_reason.code,
        warnings: result.warnings.map(({ code }) => code),
      }),
      (error: unknown) => {
        if (!isBotError(error)) throw error;
        return { success: false, issues: [], state: 'failed', images: null, selected: null, because: error.code, warnings: [] };
      },
    );
    expect(seen).toEqual(scenario.expect);
    expect(sandbox.violations).toEqual([]);
    expect(sandbox.calls.filter((call) => call.write)).toEqual([]);
    // SWR ignores one of them without the other.
    for (const { path } of sandbox.calls.filter(({ operation }) => operation.startsWith('ListRepo')))
      expect(path).toMatch(/limit=\d+&offset=\d+/);
  });
});
