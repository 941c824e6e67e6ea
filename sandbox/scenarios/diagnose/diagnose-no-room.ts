import { machineNode } from '../../cluster/objects.ts';
import { siteOf } from '../../site.ts';
import { diagnoseScenario, finds, settle } from './diagnose-scenario.ts';

export const diagnoseNoRoom = diagnoseScenario('diagnose-no-room', 'No node has room for the pods of the add-on', {
  arrange(world) {
    const { kubernetes } = siteOf(world, 'prod').cluster;
    kubernetes.nodes = ['192.168.0.41', '192.168.0.87'].map((name) => machineNode({ name, cpu: '600m', memory: '900Mi' }));
    settle(world);
  },
  expect: { ...finds('resource-pressure') },
});
