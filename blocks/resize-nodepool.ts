import type { PlanView } from './plan-names.ts';

export const resizeNodepool: PlanView = { names: (say) => say.resizeNodepool };
