import { machineNode } from '../../cluster/objects.ts';
import { diagnoseScenario, finds, settle } from './diagnose-scenario.ts';

export const diagnoseArm = diagnoseScenario('diagnose-arm', 'An Arm cluster with an add-on that does not run on Arm', {
  arrange(world) {
    settle(world, ({ addon, cluster }) => {
      addon.version = '1.5.27';
      cluster.type = 'ARM64';
      cluster.kubernetes.nodes = ['192.168.0.41', '192.168.0.87'].map((name) => machineNode({ name, architecture: 'arm64' }));
    });
  },
  expect: { ...finds('arm-unsupported') },
});
