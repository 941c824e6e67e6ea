import { diagnoseScenario, finds, settle, smoke } from './diagnose-scenario.ts';

export const diagnoseLabelMissingElsewhere = diagnoseScenario(
  'diagnose-label-missing-elsewhere',
  'Without the label the pods run on ordinary nodes, and nobody is on CCI',
  {
    workload: true,
    arrange(world) {
      settle(world);
      smoke(world, { is: 'ready', nodeName: '192.168.0.41' }, { labels: {} });
    },
    expect: { ...finds('burst-label-missing') },
  },
);
