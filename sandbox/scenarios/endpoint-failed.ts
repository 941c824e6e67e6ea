import { siteOf } from '../site.ts';
import type { Scenario } from './scenario.ts';

export const endpointFailed: Scenario = {
  name: 'endpoint-failed',
  summary: 'The name of the OBS service was guessed, and the endpoint failed',
  arrange(world) {
    const guessed = 'cn-north-4.com.myhuaweicloud.v4.obsv2.lz026';
    const { obs } = siteOf(world, 'prod').endpoints;
    obs.serviceName = guessed;
    obs.status = 'failed';
    obs.policy = null;
    obs.error = { code: 'EndPoint.0001', message: 'System error. Please retry.' };
    for (const configured of world.configured) configured.settings.obsEndpointServiceName = guessed;
  },
  expect: { success: true, issues: [], warnings: ['endpoint_not_ready'] },
};
