import { diagnoseScenario, finds, kubeletPod, settle } from './diagnose-scenario.ts';

export const diagnoseOutOfMemory = diagnoseScenario(
  'diagnose-out-of-memory',
  'The add-on needs more memory than it may have, and is killed again and again',
  {
    arrange(world) {
      const site = settle(world);
      const pod = kubeletPod(site);
      const name = 'bursting-cceaddon-virtual-kubelet-virtual-kubelet';
      pod.status = {
        phase: 'Running',
        conditions: [{ type: 'Ready', status: 'False', reason: 'ContainersNotReady', message: '' }],
        containerStatuses: [
          {
            name,
            ready: false,
            restartCount: 12,
            state: { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 5m0s restarting failed container' } },
            lastState: { terminated: { reason: 'OOMKilled', exitCode: 137 } },
          },
        ],
      };
      site.addon.status = 'abnormal';
    },
    expect: { ...finds('addon-crashloop') },
  },
);
