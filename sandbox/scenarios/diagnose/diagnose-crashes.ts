import { diagnoseScenario, finds, handsOver, kubeletPod, prints, settle } from './diagnose-scenario.ts';

export const diagnoseCrashes = diagnoseScenario(
  'diagnose-crashes',
  'The add-on ends again and again, and none of the known causes is in its log',
  {
    arrange(world) {
      const site = settle(world);
      const pod = kubeletPod(site);
      pod.status = {
        phase: 'Running',
        conditions: [{ type: 'Ready', status: 'False', reason: 'ContainersNotReady', message: '' }],
        containerStatuses: [
          {
            name: 'bursting-cceaddon-virtual-kubelet-virtual-kubelet',
            ready: false,
            restartCount: 4,
            state: { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 1m20s restarting failed container' } },
            lastState: { terminated: { reason: 'Error', exitCode: 2 } },
          },
        ],
      };
      site.addon.status = 'abnormal';
      prints(site, ['F1122 main.go:41] panic: runtime error: index out of range [3] with length 3']);
    },
    expect: { ...finds('addon-crashloop'), ...handsOver('huawei-cloud-cce-pod-failure-diagnoser') },
  },
);
