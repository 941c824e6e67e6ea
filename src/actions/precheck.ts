import { z } from 'zod';
import { defineAction, type Invocation } from '../core/action.ts';
import { subjectOf } from './precheck/known.ts';
import { VPCEP_SUBNET_HELP, vpcSubnetId } from './precheck/parameters.ts';
import { beginReading } from './precheck/read.ts';
import { judge, type PrecheckResult } from './precheck/result.ts';

const params = z.object({ vpcep_subnet_id: vpcSubnetId.optional() });

/** More nodes where there is little room; then the first thing that is not so yet. Nothing, where something is in the way of all of it. */
function whatFollows(given: z.infer<typeof params>, result: PrecheckResult): readonly Invocation[] {
  const { issues, warnings, vpcep, virtual_kubelet: addon } = result;
  if (issues.some(({ code }) => code !== 'addon_misconfigured')) return [];
  const propose = (command: string, more: Invocation['params'] = {}): Invocation => ({ command, params: more, how: 'proposed' });
  const subnet = given.vpcep_subnet_id === undefined ? {} : { vpcep_subnet_id: given.vpcep_subnet_id };
  const room = warnings.some(({ code }) => code === 'low_headroom') ? [propose('create-nodepool'), propose('resize-nodepool')] : [];
  const incomplete = vpcep.missing?.length !== 0 || warnings.some(({ code }) => code === 'endpoint_not_ready');
  if (incomplete) return [...room, propose('vpcep', subnet)];
  if (issues.length > 0 || addon === null) return [...room, propose('setup', subnet)];
  return [...room, propose('verify')];
}

/** Whether a cluster is ready to burst, and if not, what is in the way. */
export const precheck = defineAction<z.infer<typeof params>, PrecheckResult>({
  kind: 'read',
  summary: 'Check whether a cluster can burst to CCI 2.0, and what is in the way',
  skillAction: 'huawei_precheck_cce_cci_bursting',
  examples: ['precheck prod', 'precheck prod vpcep_subnet_id=8a1f0c52-6d3e-4b7a-9c14-2e5f7a9b3d60'],
  params,
  parameterHelp: { vpcep_subnet_id: VPCEP_SUBNET_HELP },
  needs: [
    'cce:cluster:get',
    'cce:addonInstance:list',
    'cce:addonTemplate:list',
    'vpc:subnets:get',
    'vpc:routeTables:list',
    'vpcep:endpoints:list',
    'vpcep:endpoints:get',
  ],
  timeoutMs: 60_000,
  judgesCluster: () => true,
  async read(given, context) {
    const subject = subjectOf(context, given);
    return judge(subject, await beginReading(context, subject).all);
  },
  next: whatFollows,
});
