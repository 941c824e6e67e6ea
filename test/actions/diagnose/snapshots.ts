import type { LogSample, Snapshot } from '../../../src/actions/diagnose/snapshot.ts';
import { virtualNodeRow } from '../../../src/actions/verify/virtual-nodes.ts';
import { bursting } from '../cluster-life.ts';
import { addon, CLUSTER, PROJECT, ready } from '../precheck/world.ts';

/** A cluster that bursts, as it was read; `status` is the add-on's. */
export const snapshotOf = ({
  status = 'running',
  logs = [],
  ...more
}: Partial<Omit<Snapshot, 'status'>> & { status?: string; logs?: readonly LogSample[] } = {}): Snapshot => ({
  target: { alias: 'prod', region: 'cn-north-4', projectId: PROJECT, clusterId: CLUSTER },
  cluster: { ok: true, value: ready().cluster },
  addon: { ok: true, value: addon({ status }) },
  vpc: null,
  known: null,
  nodes: { ok: true, value: { virtual: [virtualNodeRow(bursting())], physical: 2, arm: 0 } },
  addonPods: { ok: true, value: [] },
  replicaSets: { ok: true, value: [] },
  logs,
  unread: [],
  events: { ok: true, value: [] },
  workload: null,
  workloadLogs: [],
  workloadEvents: null,
  ...more,
  status: { ok: true, value: { enableBurstingNode: 'true' } },
});
