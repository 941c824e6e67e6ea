import { diagnoseScenario, finds, settle } from './diagnose-scenario.ts';

export const diagnosePendingEndpoint = diagnoseScenario('diagnose-pending-endpoint', 'The SWR endpoint waits for its owner', {
  arrange(world) {
    settle(world).endpoints.swr.status = 'pendingAcceptance';
  },
  expect: { ...finds('endpoint-pending') },
});
