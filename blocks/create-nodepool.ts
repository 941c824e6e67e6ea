import type { PlanView } from './plan-names.ts';

export const createNodepool: PlanView = { names: (say) => say.createNodepool };
