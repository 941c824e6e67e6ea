import { diagnoseScenario, prints, settle } from './diagnose-scenario.ts';

export const diagnoseHealthy = diagnoseScenario(
  'diagnose-healthy',
  'The cluster bursts, and its logs hold words that only look like trouble',
  {
    arrange(world) {
      const site = settle(world);
      prints(site, [
        'I1122 main.go:88] starting provider huawei, region northchina',
        'W1122 pods.go:31] pod shop/checkout is pending, 403 pods in the queue',
        'I1122 region.go:12] region southchina is valid',
        'E1122 sync.go:77] sync took 403ms, 0 errors',
        'W1122 reflector.go:1] pods is forbidden: User "system:serviceaccount:kube-system:cceaddon-virtual-kubelet" cannot list pods',
      ]);
    },
    expect: { success: true },
  },
);
