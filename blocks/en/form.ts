/** All that forms say. */
export const form = {
  /** At most 24 characters: the command has 16. */
  title: (command: string) => `Plan ${command}`,
  close: 'Cancel',
  submit: 'Make the plan',
  loading: 'Loading what can be chosen …',
  intro: (command: string) => `${command} makes a plan; nothing is changed before somebody has approved it.`,
  cluster: 'Cluster',
  choose: 'Choose',
  open: (command: string) => `Plan ${command} …`,
};
