import { siteOf } from '../site.ts';
import type { Scenario } from './scenario.ts';

export const fewAddresses: Scenario = {
  name: 'few-addresses',
  summary: 'The pod subnet has one free address left',
  arrange(world) {
    siteOf(world, 'prod').podSubnet.availableAddresses = 1;
  },
  expect: { success: true, issues: [], warnings: ['few_addresses'] },
};
