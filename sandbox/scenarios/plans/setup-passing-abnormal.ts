import type { PlanScenario } from './plan-scenario.ts';
import { setupSwappedSubnet } from './setup-swapped-subnet.ts';

export const setupPassingAbnormal: PlanScenario = {
  ...setupSwappedSubnet,
  name: 'setup-passing-abnormal',
  summary: 'A corrected add-on shows abnormal for a moment before and after it is upgraded',
  arrange(world) {
    setupSwappedSubnet.arrange(world);
    for (const template of world.addonTemplates)
      Object.assign(template, { lagMs: 40, outcome: { kind: 'abnormal', message: 'ready replicas 0/2', forMs: 40 } });
  },
};
