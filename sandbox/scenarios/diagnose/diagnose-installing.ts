import { siteOf } from '../../site.ts';
import { diagnoseScenario, finds, objects } from './diagnose-scenario.ts';

export const diagnoseInstalling = diagnoseScenario(
  'diagnose-installing',
  'The add-on is being installed: there is no virtual node yet, and nothing to mend',
  {
    arrange(world) {
      const { kubernetes } = siteOf(world, 'prod').cluster;
      kubernetes.nodes = objects(kubernetes.nodes).filter(({ metadata }) => metadata.name !== 'bursting-node');
      siteOf(world, 'prod').addon.status = 'installing';
    },
    expect: { ...finds('addon-status-changing') },
  },
);
