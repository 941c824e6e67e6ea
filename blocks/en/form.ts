import type { FormHeading } from '../../src/core/form.ts';

/** All that forms say. */
export const form = {
  /** Titles and buttons have at most 24 characters: the command has 16. */
  plan: {
    title: (command: string) => `Plan ${command}`,
    submit: 'Make the plan',
    intro: (command: string) => `${command} makes a plan; nothing is changed before somebody has approved it.`,
  },
  guided: {
    title: (command: string) => `Start ${command}`,
    submit: 'Start',
    intro: (command: string) =>
      `${command} leads through everything in one thread; each change is a plan that somebody has to approve. Only the cluster is needed.`,
  },
  close: 'Cancel',
  loading: 'Loading what can be chosen …',
  cluster: 'Cluster',
  choose: 'Choose',
  headings: {
    endpoints: 'VPC endpoints',
    addon: 'Bursting add-on',
    workload: 'Workload',
    firstWorkload: 'First workload',
    nodePool: 'Node pool',
    nodes: 'Nodes',
    disks: 'Disks',
    given: 'Given already',
  } satisfies Record<FormHeading, string>,
  more: (command: string) => `More can be set by typing the command: ${command} lists all of it.`,
  open: (command: string) => `Plan ${command} …`,
};
