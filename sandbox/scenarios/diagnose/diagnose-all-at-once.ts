import { addWorkload } from '../../cluster/workload.ts';
import { diagnoseScenario, finds, SMOKE, settle } from './diagnose-scenario.ts';

export const diagnoseAllAtOnce = diagnoseScenario(
  'diagnose-all-at-once',
  'Three things are wrong that have nothing to do with each other: first things first',
  {
    workload: true,
    arrange(world) {
      const { cluster } = settle(world, ({ addon, podSubnet }) => {
        addon.values = { ...addon.values, custom: { ...(addon.values.custom as object), subnet_id: podSubnet.id } };
      });
      world.endpoints = world.endpoints.filter(({ serviceName }) => !serviceName.endsWith('.swr'));
      addWorkload(cluster.kubernetes, {
        ...SMOKE,
        replicas: 1,
        image: 'docker.io/library/nginx:1.27',
        standing: { is: 'waiting', nodeName: 'bursting-node', reason: 'ErrImagePull', message: 'dial tcp 54.236.113.205:443: i/o timeout' },
      });
    },
    expect: { ...finds('addon-swapped-subnet', 'endpoint-missing', 'image-docker-hub') },
  },
);
