import { diagnoseScenario, finds, settle } from './diagnose-scenario.ts';

export const diagnoseMissingProjectId = diagnoseScenario('diagnose-missing-project-id', 'The add-on was given no project id', {
  arrange(world) {
    settle(world, ({ addon }) => {
      const { project_id: _, ...basic } = addon.values.basic as Record<string, unknown>;
      addon.values = { ...addon.values, basic };
    });
  },
  expect: { ...finds('project-id-or-iam') },
});
