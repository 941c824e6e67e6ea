import { diagnoseScenario, finds, pullFails, settle } from './diagnose-scenario.ts';

export const diagnoseNoObsEndpoint = diagnoseScenario(
  'diagnose-no-obs-endpoint',
  'The gateway to OBS is missing: manifests arrive, layers do not',
  {
    workload: true,
    arrange(world) {
      const { endpoints } = settle(world);
      pullFails(
        world,
        'failed to copy: httpReadSeeker: failed open: failed to do request: Get "https://obs.cn-north-4.myhuaweicloud.com/swr-layers/5f70": dial tcp 100.125.80.1:443: i/o timeout',
      );
      world.endpoints = world.endpoints.filter((endpoint) => endpoint !== endpoints.obs);
    },
    expect: { ...finds('endpoint-missing') },
  },
);
