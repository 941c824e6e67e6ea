import { siteOf } from '../../site.ts';
import { diagnoseScenario, finds, objects } from './diagnose-scenario.ts';

export const diagnoseInstallFailed = diagnoseScenario('diagnose-install-failed', 'The installation of the add-on has failed', {
  arrange(world) {
    const { kubernetes } = siteOf(world, 'prod').cluster;
    kubernetes.nodes = objects(kubernetes.nodes).filter(({ metadata }) => metadata.name !== 'bursting-node');
    kubernetes.pods = objects(kubernetes.pods).filter(({ metadata }) => !metadata.name.startsWith('bursting-cceaddon'));
    const { addon } = siteOf(world, 'prod');
    Object.assign(addon, { status: 'installFailed', reason: 'InstallFailed', message: 'timed out waiting for the condition' });
  },
  expect: { ...finds('addon-status-install-failed') },
});
