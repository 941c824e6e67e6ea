import { count } from './phrases.ts';

/** What each related skill is good at, for people. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'huawei-cloud-cce-pod-failure-diagnoser': 'pods that crash or cannot be started',
  'huawei-cloud-cce-network-failure-diagnoser': 'the network of the cluster',
  'huawei-cloud-cce-cluster-management': 'the cluster itself',
};

/** What `diagnose` says besides findings. */
export const diagnose = {
  nothing: (cluster: string) => `Nothing stands in the way of bursting on ${cluster}.`,
  found: (cluster: string, causes: number) =>
    causes === 1 ? `${cluster}: one thing to mend.` : `${cluster}: ${causes} things to mend, in this order.`,
  settling: (cluster: string) => `${cluster} is settling; nothing to mend.`,
  blind: (cluster: string, sources: number) =>
    `Nothing was found on ${cluster}, but ${count(sources, 'source')} could not be read: that is no all-clear.`,
  elsewhere: (cluster: string, pod: string, others: number) =>
    `Bursting works on ${cluster}; ${pod}${others === 0 ? '' : ` and ${count(others, 'other')}`} ${others === 0 ? 'fails' : 'fail'} for a reason of ${others === 0 ? 'its' : 'their'} own.`,
  outside: (cluster: string) => `What is wrong with ${cluster} is not about bursting.`,
  why: 'Why',
  next: 'Next',
  follows: 'What follows from it, and goes away with it',
  evidence: 'Seen',
  inThread: (n: number) =>
    `Below: ${n === 1 ? 'the cause' : `the ${n} causes`} in full, with what was seen; the logs and everything as JSON.`,
  cause: (i: number, n: number) => `Cause ${i} of ${n}`,
  handoff: (skill: string) => `This goes on in ${skill}, which knows about ${ELSEWHERE[skill] ?? 'it'}.`,
  unexplained: (pod: string) => `Begin with what it printed: kubectl logs ${pod} --previous`,
  logsTitle: (pod: string, container: string, previous: boolean) =>
    `${pod}, container ${container}${previous ? ', before its restart' : ''}`,
  more: {
    causes: (n: number) => `and ${count(n, 'more cause')} in the thread`,
    consequences: (n: number) => `and ${count(n, 'more thing')}`,
    evidence: (n: number) => `and ${count(n, 'more line')}`,
  },
  steps: {
    command: (command: string) => `${command}, then run diagnose again`,
    todo: 'do what is said there, then run diagnose again',
    verify: (command: string) => `${command} shows whether pods reach CCI`,
    again: (command: string) => `${command} when the sources can be read`,
    outside: (command: string) => `do what is said above, then run ${command}`,
    wait: (command: string) => `${command} watches until it is done`,
    nothing: 'nothing to do',
    /** Below a guided run. */
    commandThenContinue: (command: string) => `${command}, then Continue in the first message of this thread`,
    todoThenContinue: 'do what is said there, then Continue in the first message of this thread',
    continue: 'Continue in the first message of this thread looks again, and goes on if all is well',
  },
};
