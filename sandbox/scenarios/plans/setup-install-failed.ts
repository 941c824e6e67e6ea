import { siteOf } from '../../site.ts';
import type { PlanScenario } from './plan-scenario.ts';

export const setupInstallFailed: PlanScenario = {
  name: 'setup-install-failed',
  summary: 'An installation failed before: only uninstalling by hand helps',
  command: 'setup prod',
  arrange(world) {
    Object.assign(siteOf(world, 'prod').addon, {
      status: 'installFailed',
      reason: 'Install failed',
      message: 'release virtual-kubelet failed: timed out waiting for the condition',
    });
  },
  expect: { state: 'blocked', steps: {}, issues: ['addon_broken'], warnings: [] },
};
