import { diagnoseScenario, finds, prints, settle } from './diagnose-scenario.ts';

export const diagnoseSubnetInLog = diagnoseScenario(
  'diagnose-subnet-in-log',
  'The values look right, and the log says that the subnet is not found',
  {
    arrange(world) {
      const site = settle(world);
      site.addon.status = 'abnormal';
      prints(site, ['E1122 network.go:219] subnet 58d2f6a0-1b7e-43c9-a264-e9f03c7d8b15 not found']);
    },
    expect: { ...finds('subnet-or-network') },
  },
);
