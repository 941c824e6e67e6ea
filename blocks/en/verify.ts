import { count, howEnded } from './phrases.ts';

/** What `verify` says besides findings. */
export const verify = {
  bursts: (cluster: string, nodes: number) =>
    `${cluster} bursts: the add-on is running and ${count(nodes, 'virtual node')} ${nodes === 1 ? 'is' : 'are'} Ready.`,
  runs: (cluster: string, nodes: number, ready: number, wanted: number, workload: string) =>
    `${cluster} bursts: ${count(nodes, 'virtual node')} Ready, ${ready} of ${count(wanted, 'pod')} of ${workload} ${wanted === 1 ? 'runs' : 'run'} on CCI.`,
  missing: (cluster: string, things: number) => `${cluster} does not burst yet: ${count(things, 'thing is', 'things are')} missing.`,
  workloadMissing: (cluster: string, workload: string, things: number) =>
    `${workload} on ${cluster} does not run on CCI yet: ${count(things, 'thing is', 'things are')} missing.`,
  unknown: (cluster: string, sources: number) => `Whether ${cluster} bursts is not known: ${count(sources, 'source')} could not be read.`,
  allPods: (namespace: string) => `namespace ${namespace}`,
  labels: {
    addon: 'Add-on virtual-kubelet',
    nodes: 'Virtual nodes',
    workload: 'Workload',
    pods: 'Pods',
    places: 'Where they run',
  },
  notInstalled: 'not installed',
  unreadable: 'could not be read',
  noNodes: 'none',
  node: (ready: boolean, schedulable: boolean) => `${ready ? 'Ready' : 'not Ready'}${schedulable ? '' : ', cordoned'}`,
  pods: (ready: number, pods: number, desired: number | null) =>
    `${ready} of ${count(pods, 'pod')} ready${desired === null ? '' : `, ${desired} wanted`}`,
  onNode: (node: string, pods: number) => `${{ '(none)': 'on no node yet', '(other nodes)': 'on other nodes' }[node] ?? node}: ${pods}`,
  waitingTitle: 'What waits',
  waits: (pod: string, container: string | null, others: number) =>
    `${pod}${container === null ? '' : `, container ${container}`}${others === 0 ? '' : ` and ${count(others, 'other')}`}`,
  ended: howEnded,
  eventsTitle: 'Latest warnings in the cluster',
  times: (n: number) => (n === 1 ? '' : ` (${n} times)`),
  more: {
    waiting: (n: number) => `and ${count(n, 'more reason')}`,
    events: (n: number) => `and ${count(n, 'more event')}`,
    nodes: (n: number) => `and ${count(n, 'more node')}`,
  },
  next: 'Next',
  steps: {
    setup: (command: string) => `${command} plans the add-on`,
    smoke: (command: string) => `${command} plans a workload to try it with`,
    watch: (command: string) => `${command} waits until it is ready`,
    diagnose: (command: string) => `${command} looks for the cause and says what to do`,
    again: (command: string) => `do what is marked above, then run ${command}`,
    nothing: 'nothing to do, pods reach CCI',
  },
};
