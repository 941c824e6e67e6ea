import { diagnoseScenario, finds, settle } from './diagnose-scenario.ts';

export const diagnoseOverlap = diagnoseScenario('diagnose-overlap', 'The pod subnet overlaps the range that CCI keeps for its Services', {
  arrange(world) {
    settle(world).podSubnet.cidr = '10.247.64.0/18';
  },
  expect: { ...finds('cidr-overlap') },
});
