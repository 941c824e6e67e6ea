import { machineNode } from '../../cluster/objects.ts';
import { diagnoseScenario, finds, settle } from './diagnose-scenario.ts';

export const diagnoseTooOld = diagnoseScenario('diagnose-too-old', 'The add-on is of the time before CCI 2.0', {
  arrange(world) {
    settle(world, ({ addon }) => {
      addon.version = '1.3.57';
    }).cluster.kubernetes.nodes = [machineNode({ name: '192.168.0.41' }), machineNode({ name: '192.168.0.87' })];
  },
  expect: { ...finds('addon-version-too-old') },
});
