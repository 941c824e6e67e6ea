import type { PlanScenario } from '../plans/plan-scenario.ts';
import { CREATE, MAKE } from './node-pool-scenario.ts';

export const createConfiguredKey: PlanScenario = {
  name: 'create-configured-key',
  summary: 'The key pair of the configuration is used',
  command: CREATE.replace(' ssh_key=ops-keypair', ''),
  arrange(world) {
    for (const cluster of world.configured) cluster.settings.sshKey = 'ops-keypair';
  },
  expect: MAKE,
  applied: { state: 'succeeded', error: null, writes: 1 },
};
