import { z } from 'zod';
import { defineAction } from '../core/action.ts';
import type { DiagnoseResult } from './diagnose/result.ts';
import { namespaceName, SMOKE_NAMESPACE, scopeOf, workloadName } from './workload-parameters.ts';

const params = z.object({ namespace: namespaceName.optional(), workload_name: workloadName.optional() });

/** Why pods do not reach CCI, and what to do about it. Looks at everything, changes nothing. */
export const diagnose = defineAction<z.infer<typeof params>, DiagnoseResult>({
  kind: 'read',
  summary: 'Find out why pods do not reach CCI, and what to do about it',
  skillAction: 'huawei_diagnose_cce_cci_bursting_addon',
  examples: ['diagnose prod', 'diagnose prod namespace=shop workload_name=checkout'],
  params,
  parameterHelp: {
    namespace: `Look at the pods of this namespace, too (default: none; with workload_name: ${SMOKE_NAMESPACE})`,
    workload_name: 'Look at the pods of this workload, too: a Deployment, or a value of the label app',
  },
  needs: [
    'cce:cluster:get',
    'cce:addonInstance:list',
    'vpc:subnets:get',
    'vpc:routeTables:list',
    'vpcep:endpoints:list',
    'vpcep:endpoints:get',
  ],
  timeoutMs: 60_000,
  async read(given, context) {
    // Its rules are a third of all that commands consist of: loaded by the first one that is asked.
    const [{ readSnapshot }, { diagnosisOf }] = await Promise.all([import('./diagnose/read.ts'), import('./diagnose/result.ts')]);
    return diagnosisOf(await readSnapshot(context, scopeOf(given)));
  },
});
