import { diagnoseScenario, finds, settle, smoke } from './diagnose-scenario.ts';

export const diagnoseLabelMissing = diagnoseScenario(
  'diagnose-label-missing',
  'The label that sends pods to CCI is not on the pod template',
  {
    workload: true,
    arrange(world) {
      settle(world);
      smoke(
        world,
        {
          is: 'unscheduled',
          message: '0/3 nodes are available: 1 node(s) had untolerated taint {virtual-kubelet.io/provider: huawei}, 2 Insufficient cpu.',
        },
        { labels: {} },
      );
    },
    expect: { ...finds('pod-untolerated-taint') },
  },
);
