import type { PlanView } from './plan-names.ts';

export const vpcep: PlanView = { names: (say) => say.vpcep };
