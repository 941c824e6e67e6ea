import type { PlanScenario } from '../plans/plan-scenario.ts';
import { CREATE, NO_PLAN } from './node-pool-scenario.ts';

export const createWithoutKey: PlanScenario = {
  name: 'create-without-key',
  summary: 'No key pair is given, and none is configured: passwords are not taken',
  command: CREATE.replace(' ssh_key=ops-keypair', ''),
  arrange() {},
  expect: { ...NO_PLAN, state: 'blocked', issues: ['ssh_key_required'] },
};
