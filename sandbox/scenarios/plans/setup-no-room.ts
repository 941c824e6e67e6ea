import { pod } from '../../cluster/objects.ts';
import { removeAddon, siteOf } from '../../site.ts';
import { type PlanScenario, UNCHANGED } from './plan-scenario.ts';

export const setupNoRoom: PlanScenario = {
  name: 'setup-no-room',
  summary: 'The pods of the add-on find no room on the nodes, as the plan had warned',
  command: 'setup prod',
  arrange(world) {
    const { cluster } = siteOf(world, 'prod');
    removeAddon(cluster);
    cluster.kubernetes.pods = ['192.168.0.41', '192.168.0.87'].map((nodeName) =>
      pod({ namespace: 'shop', name: `batch-${nodeName.split('.').at(-1)}`, nodeName, cpu: '7900m', memory: '12Gi', app: 'batch' }),
    );
  },
  expect: { state: 'awaiting_approval', steps: { ...UNCHANGED, addon: 'create' }, issues: [], warnings: ['low_headroom'] },
  applied: { state: 'failed', error: 'addon_broken', writes: 1 },
};
