import { addonAbnormal } from '../addon-abnormal.ts';
import type { PlanScenario } from './plan-scenario.ts';

export const setupAbnormal: PlanScenario = {
  name: 'setup-abnormal',
  summary: 'The add-on does not work although its values are right: nothing that setup could set right',
  command: 'setup prod',
  arrange: (world) => addonAbnormal.arrange(world),
  expect: { state: 'blocked', steps: {}, issues: ['addon_broken'], warnings: [] },
};
