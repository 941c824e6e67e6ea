import { diagnoseScenario, finds, objects, prints, settle } from './diagnose-scenario.ts';

export const diagnoseRegionMismatch = diagnoseScenario(
  'diagnose-region-mismatch',
  'The log of the add-on says that its region does not match',
  {
    arrange(world) {
      const site = settle(world);
      site.cluster.kubernetes.nodes = objects(site.cluster.kubernetes.nodes).filter(({ metadata }) => metadata.name !== 'bursting-node');
      prints(site, ['E1122 provider.go:142] region mismatch: addon region southchina does not match cluster region']);
    },
    expect: { ...finds('region-mismatch') },
  },
);
