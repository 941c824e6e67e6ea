import type { PlanScenario } from '../plans/plan-scenario.ts';
import { CREATE, MAKE } from './node-pool-scenario.ts';

export const createUnknownKey: PlanScenario = {
  name: 'create-unknown-key',
  summary: 'A key pair that the account does not have',
  command: CREATE.replace('ops-keypair', 'nobodys'),
  arrange() {},
  expect: { ...MAKE, warnings: ['nodepool_values_unused'] },
  applied: { state: 'failed', error: 'bad_request', writes: 1 },
};
