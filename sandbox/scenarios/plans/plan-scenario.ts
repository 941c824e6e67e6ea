import type { Code } from '../../../src/core/finding.ts';
import type { Step } from '../../../src/core/plan.ts';
import { SERVICES } from '../../story.ts';
import type { Situation } from '../scenario.ts';

/** One situation in which something is to be changed: what the plan must look like, and what an approved one must come to. */
export interface PlanScenario extends Situation {
  /** What to type. */
  readonly command: string;
  readonly expect: {
    /** Of the run, before anybody approves. */
    readonly state: 'awaiting_approval' | 'succeeded' | 'blocked' | 'failed';
    /** By step id; empty if there is no plan. */
    readonly steps: Readonly<Record<string, Step['verb']>>;
    readonly issues: readonly Code[];
    readonly warnings: readonly Code[];
  };
  /** Of the run, once approved; only where there is something to approve. */
  readonly applied?: {
    readonly state: 'succeeded' | 'failed';
    readonly error: Code | null;
    /** How many writes reach the cloud. */
    readonly writes: number;
    /** Found already there when their turn came, or after their own write: step ids. */
    readonly adopted?: readonly string[];
  };
}

const WITH_OBS = `obs_endpoint_service_name=${SERVICES.obs.name}`;
/** The line of somebody who was told the OBS service name by ticket. */
export const VPCEP_WITH_OBS = `vpcep prod ${WITH_OBS}`;
export const SETUP_WITH_OBS = `setup prod ${WITH_OBS}`;
export const CREATE_ALL = { swr: 'create', 'swr-api': 'create', obs: 'create' } as const;
export const UNCHANGED = { swr: 'unchanged', 'swr-api': 'unchanged', obs: 'unchanged' } as const;
