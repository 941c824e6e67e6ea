import { z } from 'zod';
import { type AnyAction, defineGuidedAction, type Stage } from '../core/action.ts';
import { createNodepool } from './create-nodepool.ts';
import { imageChoices } from './images/image-choices.ts';
import { podSubnetChoices, subnetChoices } from './precheck/subnet-choices.ts';
import { precheck } from './precheck.ts';
import { resizeNodepool } from './resize-nodepool.ts';
import { setup } from './setup.ts';
import { smoke } from './smoke.ts';
import { verify } from './verify.ts';
import { vpcep } from './vpcep.ts';

/** In the order in which people see them. More nodes only where there is too little room, and it was said which. */
const stages: readonly Stage[] = [
  { id: 'precheck', command: 'precheck' },
  { id: 'create-nodepool', command: 'create-nodepool', optional: true },
  { id: 'resize-nodepool', command: 'resize-nodepool', optional: true },
  { id: 'vpcep', command: 'vpcep' },
  { id: 'setup', command: 'setup' },
  { id: 'verify', command: 'verify' },
  { id: 'images', command: 'images' },
  { id: 'smoke', command: 'smoke' },
  { id: 'pods', command: 'verify' },
];

/** Those whose parameters it takes. */
const led: readonly Pick<AnyAction, 'params' | 'parameterHelp' | 'parameterAliases'>[] = [
  precheck,
  vpcep,
  setup,
  verify,
  smoke,
  resizeNodepool,
  createNodepool,
];
const parameterHelp: Readonly<Record<string, string>> = {
  ...Object.fromEntries(led.flatMap((action) => Object.entries<string>(action.parameterHelp))),
  namespace: 'Namespace of the first workload (default: cci2-burst-lab)',
  workload_name: 'Name of the first workload (default: cci2-burst-demo)',
  wait: 'How long the virtual node, and then the pods, are waited for, up to 15m (default: 5m)',
  nodepool_id: 'Where there is little room on the nodes: the pool to make larger',
  nodepool_name: 'Where there is little room on the nodes: the pool to make larger, or the name of a new one',
  node_count: 'Where there is little room on the nodes: how many nodes that pool is to have in all',
};

/** Each value by the schemas that know it; what else they ask for is asked for when it is their turn. */
const params = z.record(z.string(), z.string()).superRefine((given, context) => {
  const told = new Set<string>();
  for (const action of led) {
    const own = Object.fromEntries(Object.entries(given).filter(([name]) => Object.hasOwn(action.parameterHelp, name)));
    for (const issue of action.params.safeParse(own).error?.issues ?? []) {
      const [name] = issue.path;
      if (typeof name !== 'string' || !Object.hasOwn(own, name) || told.has(name)) continue;
      told.add(name);
      context.addIssue({ code: 'custom', path: [name], message: issue.message });
    }
  }
});

/** From a first look to running pods in one thread, with an approval at each change. */
export const rollout = defineGuidedAction<z.infer<typeof params>>({
  kind: 'guided',
  summary: 'Lead a cluster from precheck to running pods in one thread, with an approval at each change',
  skillAction: null,
  examples: ['rollout prod', 'rollout prod obs_endpoint_service_name=cn-north-4.com.myhuaweicloud.v4.obsv2.lz11 replicas=3'],
  params,
  parameterHelp,
  parameterAliases: createNodepool.parameterAliases ?? {},
  form: [
    { heading: 'endpoints', parameters: ['obs_endpoint_service_name', 'vpcep_subnet_id'] },
    { heading: 'addon', parameters: ['cci_subnet_id'] },
    { heading: 'firstWorkload', parameters: ['image', 'replicas', 'namespace'] },
  ],
  options: { vpcep_subnet_id: subnetChoices, cci_subnet_id: podSubnetChoices, image: imageChoices },
  needs: [],
  timeoutMs: 60_000,
  stages,
});
