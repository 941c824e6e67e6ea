import type { PlanNames } from '../plan-names.ts';
import { KINDS } from './resources.ts';

/** How people call what `smoke` writes. */
export const smoke: PlanNames = {
  kinds: KINDS,
  fields: {
    name: 'Name',
    image: 'Image',
    replicas: 'Pods',
    labels: 'Labels',
    pod_labels: 'Labels of the pods',
    selector: 'Selects pods by',
    requests: 'Requests of each pod',
    limits: 'Limits of each pod',
    image_pull_policy: 'Pull policy',
    image_pull_secrets: 'Pull secrets',
    container_ports: 'Ports',
  },
};

/** What is said once a smoke workload was applied. */
export const smokeAfter = {
  cleanUp: 'To clean up, when nobody needs it any more (the bot deletes nothing)',
  reminder: (workload: string) => `The smoke workload ${workload} was applied a day ago. Its pods are charged as long as they run.`,
};
