import { diagnoseScenario, finds, pullFails, settle, TIMES_OUT } from './diagnose-scenario.ts';

export const diagnoseGuessedObsName = diagnoseScenario(
  'diagnose-guessed-obs-name',
  'The OBS endpoint was made with a guessed name, and failed',
  {
    workload: true,
    arrange(world) {
      const { endpoints } = settle(world);
      Object.assign(endpoints.obs, {
        status: 'failed',
        serviceName: 'cn-north-4.com.myhuaweicloud.v4.obsv2.lz026',
        error: { code: 'EndPoint.0005', message: 'endpoint service not found' },
      });
      pullFails(world, TIMES_OUT);
    },
    expect: { ...finds('endpoint-failed') },
  },
);
