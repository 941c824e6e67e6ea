import { z } from 'zod';
import { type Context, defineAction, type Invocation } from '../core/action.ts';
import { progress } from '../core/progress.ts';
import { readAll } from './verify/read.ts';
import { judge, type VerifyResult } from './verify/result.ts';
import { namespaceName, SMOKE_NAMESPACE, scopeOf, waitDuration, workloadName } from './workload-parameters.ts';

const params = z.object({ namespace: namespaceName.optional(), workload_name: workloadName.optional(), wait: waitDuration.default(0) });
type VerifyParams = z.infer<typeof params>;

/** Between two looks, in milliseconds: soon at first, because most of what is waited for takes seconds. */
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 10_000;

/** Sources without which nothing can be ready; events and replica sets only tell more. */
const NEEDED: ReadonlySet<string> = new Set(['ListAddonInstances', 'list nodes', 'list pods', 'get deployments']);

/** Nothing that time heals: somebody has to grant something first, or there is no such cluster. */
const isHopeless = ({ issues, warnings }: VerifyResult): boolean =>
  issues.some(({ code }) => code === 'cluster_not_found') ||
  warnings.some((one) => one.code === 'permission_denied' && NEEDED.has(one.facts.operation));

const counted = ({ addon, virtual_nodes, workload }: VerifyResult, waitedMs: number, waitMs: number) => ({
  addon: addon?.status ?? null,
  nodes_ready: virtual_nodes?.filter(({ ready, schedulable }) => ready && schedulable).length ?? null,
  pods_ready: workload?.ready_pod_count ?? null,
  pods_wanted: workload === null ? null : (workload.desired ?? workload.pod_count),
  waited_seconds: Math.round(waitedMs / 1_000),
  wait_seconds: Math.round(waitMs / 1_000),
});

/** Looks until all is ready or the time is up; what a look costs counts as waiting. */
async function watch(given: VerifyParams, context: Context): Promise<VerifyResult> {
  const { target, ports, signal } = context;
  const begin = context.now.getTime();
  let [now, pause] = [begin, FIRST_PAUSE_MS];
  for (;;) {
    const result = judge(target, await readAll(context, scopeOf(given)));
    const left = begin + given.wait - now;
    if (result.ready || left <= 0 || isHopeless(result)) return result;
    context.progress(progress('verify_waiting', counted(result, now - begin, given.wait)));
    now = (await ports.clock.after(Math.min(pause, left), signal)).getTime();
    pause = Math.min(LONGEST_PAUSE_MS, pause * 2);
  }
}

/** As people would type them, for another command about the same workload. */
const sameScope = ({ namespace, workload_name }: Pick<VerifyParams, 'namespace' | 'workload_name'>): Record<string, string> => ({
  ...(namespace === undefined ? {} : { namespace }),
  ...(workload_name === undefined ? {} : { workload_name }),
});

/** Whether pods reach CCI: the add-on, its virtual nodes, and a workload if one is named. */
export const verify = defineAction<VerifyParams, VerifyResult>({
  kind: 'read',
  summary: 'Check whether pods reach CCI: add-on, virtual nodes, and a workload',
  skillAction: 'huawei_verify_cce_cci_bursting',
  examples: ['verify prod', 'verify prod namespace=shop workload_name=checkout', 'verify prod workload_name=cci2-burst-demo wait=5m'],
  params,
  parameterHelp: {
    namespace: `Namespace to look into (default: none; with workload_name: ${SMOKE_NAMESPACE})`,
    workload_name: 'Deployment, or value of the label app (default: all pods of the namespace)',
    wait: 'Watch until all is ready, at most this long, up to 15m (default: 0s)',
  },
  needs: ['cce:addonInstance:list', 'cce:cluster:get'],
  timeoutMs: 60_000,
  waitMs: ({ wait }) => wait,
  judgesCluster: (given) => scopeOf(given) === null,
  read: watch,
  next(given, { ready }): readonly Invocation[] {
    if (!ready) return [{ command: 'diagnose', params: sameScope(given), how: 'itself' }];
    // A cluster that bursts is worth a first workload.
    return scopeOf(given) === null ? [{ command: 'images', params: {}, how: 'proposed' }] : [];
  },
});
