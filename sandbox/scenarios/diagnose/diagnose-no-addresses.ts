import { diagnoseScenario, finds, settle, smoke } from './diagnose-scenario.ts';

export const diagnoseNoAddresses = diagnoseScenario('diagnose-no-addresses', 'The pod subnet has no free address left', {
  workload: true,
  arrange(world) {
    settle(world).podSubnet.availableAddresses = 0;
    smoke(world, { is: 'waiting', nodeName: 'bursting-node', reason: 'ContainerCreating', message: '' });
  },
  expect: { ...finds('subnet-ip-exhausted') },
});
