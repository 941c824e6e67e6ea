import { diagnoseScenario, finds, pullFails, settle } from './diagnose-scenario.ts';

export const diagnoseImageDenied = diagnoseScenario(
  'diagnose-image-denied',
  'The registry refuses: the pods bring no secret, or the wrong kind',
  {
    workload: true,
    arrange(world) {
      settle(world);
      pullFails(
        world,
        'failed to authorize: failed to fetch oauth token: unexpected status from GET request to https://swr.cn-north-4.myhuaweicloud.com/swr/auth/v2/registry/auth: 401 Unauthorized',
      );
    },
    expect: { ...finds('image-pull-auth') },
  },
);
