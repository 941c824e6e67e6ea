import type { EndpointPurpose } from '../../src/core/finding.ts';
import type { RunState } from '../../src/runs/run.ts';
import { count } from './phrases.ts';
import { categoryName } from './terms.ts';

const STATE: Readonly<Record<RunState, string>> = {
  queued: 'is queued',
  running: 'is running',
  awaiting_approval: 'waits for approval',
  approved: 'is approved and waits to start',
  applying: 'is being applied',
  succeeded: 'is done',
  failed: 'failed',
  blocked: 'is blocked',
  rejected: 'was rejected',
  expired: 'has expired',
  stale: 'is out of date',
  cancelled: 'was cancelled',
};

const SHORT: Readonly<Record<EndpointPurpose, string>> = { swr: 'SWR', 'swr-api': 'SWR API', obs: 'OBS' };

/** All that views say besides findings. Values are plain text; a command to copy is given ready, and set as code by the view. */
export const words = {
  /** A label in bold; what it is about follows, after a blank. */
  lead: (label: string): string => `*${label}:*`,
  run: {
    state: (command: string, cluster: string, state: RunState) => `${command} on ${cluster} ${STATE[state]}.`,
    askedBy: (person: string) => `asked by ${person}`,
    cancelledBy: (person: string) => `cancelled by ${person}`,
    took: (seconds: number) =>
      seconds < 1 ? 'took under 1 s' : seconds < 60 ? `took ${seconds} s` : `took ${Math.floor(seconds / 60)} min ${seconds % 60} s`,
    requestId: (id: string) => `request id ${id}`,
    retryable: 'The same command may work later.',
    todo: 'To do',
    wentOn: (run: string) => `went on as ${run}`,
    takesPlace: (run: string) => `takes the place of ${run}`,
    earlier: 'earlier message',
    astray: (channel: string) =>
      `*It cannot be approved here:* nobody else could object. The bot may not post in ${channel}: invite it there (\`/invite @bursting\`), or unarchive the channel; then post the plan again.`,
    buttons: { check: 'Check again', continue: 'Continue', json: 'JSON', repost: 'Post again' },
  },
  more: {
    issues: (n: number, command: string) => `and ${count(n, 'more issue')}: ${command} prints all`,
    warnings: (n: number, command: string) => `and ${count(n, 'more warning')}: ${command} prints all`,
    nodes: (n: number) => `and ${count(n, 'more node')}`,
  },
  none: 'not known',
  /** What CCE says of the add-on, and of the cluster, in its own words. */
  addonStatus: (status: string): string => status,
  clusterPhase: (phase: string): string => phase,
  precheck: {
    ready: (cluster: string) => `${cluster} is ready to burst to CCI 2.0.`,
    readyWith: (cluster: string, warnings: number) => `Nothing blocks bursting on ${cluster}; ${count(warnings, 'warning')} to look at.`,
    blocked: (cluster: string, issues: number) => `${count(issues, 'thing')} ${issues === 1 ? 'blocks' : 'block'} bursting on ${cluster}.`,
    labels: {
      cluster: 'Cluster',
      version: 'Kubernetes',
      network: 'Network',
      vpc: 'VPC',
      podSubnet: 'Pod subnet (IPv4 subnet id)',
      endpointSubnet: 'Endpoint subnet (VPC subnet id)',
      addon: 'Add-on virtual-kubelet',
      endpoints: 'VPC endpoints',
      headroom: 'Node headroom',
    },
    network: (mode: string, category: string | null) => (category ? `${mode} (${categoryName(category)})` : mode),
    notInstalled: 'not installed',
    unreadable: 'could not be read',
    endpoint: { ready: 'ready', notReady: 'not ready', missing: 'missing', unknown: 'not known' },
    purpose: (purpose: EndpointPurpose) => SHORT[purpose],
    headroom: (enough: boolean, nodes: number) => `${enough ? 'enough' : 'low'}, ${count(nodes, 'schedulable node')}`,
    next: 'Next',
    steps: {
      fix: (command: string) => `fix what is marked above, then run ${command}`,
      another: (command: string) => `use another cluster, ${command} lists them`,
      vpcep: (command: string) => `${command} plans the missing endpoints`,
      setup: (command: string) => `${command} plans the add-on`,
      setupAll: (command: string) => `${command} plans the missing endpoints and the add-on`,
      repair: (command: string) => `${command} plans the repair of the add-on`,
      verify: (command: string) => `${command} shows whether pods reach CCI`,
      warnings: (command: string) => `look at the warnings, then run ${command}`,
      install: (command: string) => `install the add-on (CCE console, Add-ons), then run ${command}`,
      nothing: 'nothing to do, all that bursting needs is in place',
    },
  },
  capacity: {
    ready: (cluster: string) => `${cluster} has room for the add-on's own pods.`,
    low: (cluster: string) => `${cluster} may have too little room for the add-on's own pods.`,
    nodesTitle: (schedulable: number, virtual: number) =>
      `${count(schedulable, 'schedulable physical node')}${virtual > 0 ? `, ${count(virtual, 'virtual node')}` : ''}; most free first`,
    noNodes: 'There is no physical node.',
    free: (cpu: string, memory: string, pods: string) => `${cpu} CPU, ${memory}, ${pods} pods free`,
    unschedulable: 'not schedulable',
    baseline: (cpu: string, memory: string, note: string) => `Wanted on one node: ${cpu} CPU and ${memory} (${note}).`,
  },
};
