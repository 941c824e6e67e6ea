import { siteOf } from '../../site.ts';
import type { Scenario } from '../scenario.ts';

export const nodepoolsSoldOut: Scenario = {
  name: 'nodepools-sold-out',
  summary: 'Somebody wanted a third node, and its flavor is sold out',
  command: 'nodepools prod',
  arrange(world) {
    const { workers } = siteOf(world, 'prod');
    workers.desired = 3;
    for (const flavor of world.flavors) flavor.stock = { [workers.zone]: 0 };
  },
  expect: { success: true, issues: [], warnings: ['nodepool_unscalable'] },
};
