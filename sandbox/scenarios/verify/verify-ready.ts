import type { Scenario } from '../scenario.ts';

export const verifyReady: Scenario = {
  name: 'verify-ready',
  summary: 'The add-on runs and its virtual node is Ready; nothing has been put on CCI yet',
  command: 'verify prod',
  arrange: () => {},
  expect: { success: true, issues: [], warnings: [] },
};
