import { siteOf } from '../../site.ts';
import type { SmokeScenario } from './smoke-scenario.ts';

export const smokeFewAddresses: SmokeScenario = {
  name: 'smoke-few-addresses',
  summary: 'The pod subnet has one address left, and two pods are asked for',
  command: 'smoke prod',
  arrange(world) {
    siteOf(world, 'prod').podSubnet.availableAddresses = 1;
  },
  expect: { state: 'blocked', steps: {}, issues: ['addresses_short'], warnings: ['few_addresses'] },
};
