import { diagnoseScenario, finds, settle } from './diagnose-scenario.ts';

export const diagnoseEndpointWithoutName = diagnoseScenario(
  'diagnose-endpoint-without-name',
  'The SWR endpoint has no private domain name: pods do not find it',
  {
    arrange(world) {
      settle(world).endpoints.swr.dnsEnabled = false;
    },
    expect: { ...finds('endpoint-unusable') },
  },
);
