import { z } from 'zod';
import { defineAction } from '../core/action.ts';
import { subjectOf } from './precheck/known.ts';
import { VPCEP_SUBNET_HELP, vpcSubnetId } from './precheck/parameters.ts';
import { beginReading } from './precheck/read.ts';
import { judge, type PrecheckResult } from './precheck/result.ts';

const params = z.object({ vpcep_subnet_id: vpcSubnetId.optional() });

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
});
