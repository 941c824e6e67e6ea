import { diagnoseScenario, finds, pullFails, settle, TIMES_OUT } from './diagnose-scenario.ts';

export const diagnoseFrozenEndpoint = diagnoseScenario(
  'diagnose-frozen-endpoint',
  'The SWR endpoint is frozen, because the account was not settled',
  {
    workload: true,
    arrange(world) {
      settle(world).endpoints.swr.frozen = true;
      pullFails(world, TIMES_OUT);
    },
    expect: { ...finds('endpoint-frozen') },
  },
);
