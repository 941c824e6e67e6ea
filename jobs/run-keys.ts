import type { RunState } from '../src/runs/run.ts';
import { key } from './redis.ts';

export const DUE = key('due');
export const DIRTY = key('dirty');
export const DEADLINES = key('deadlines');
export const REMINDERS = key('reminders');
export const AUDIT = key('audit');
export const HEAD = key('audit', 'head');
export const runKey = (id: string): string => key('run', id);
export const detailsKey = (id: string): string => key('run', id, 'result');
export const queuedKey = (clusterId: string): string => key('queued', clusterId);
export const stateKey = (state: RunState): string => key('runs', 'state', state);
export const clusterKey = (clusterId: string): string => key('runs', 'cluster', clusterId);
export const RECENT = key('runs');
/** The id of the run that judged the cluster last. */
export const verdictKey = (clusterId: string): string => key('verdict', clusterId);
