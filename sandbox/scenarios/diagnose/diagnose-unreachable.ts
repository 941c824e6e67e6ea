import { diagnoseScenario, finds, handsOver, settle } from './diagnose-scenario.ts';

export const diagnoseUnreachable = diagnoseScenario(
  'diagnose-unreachable',
  'Nobody reaches the API server: what is in the cloud is looked at all the same',
  {
    arrange(world) {
      settle(world).cluster.apiServer = 'closed';
      world.endpoints = [];
    },
    expect: { ...finds('endpoint-missing'), ...handsOver('huawei-cloud-cce-cluster-management'), warnings: ['source_unreadable'] },
  },
);
