import type { PlanView } from './plan-names.ts';

export const setup: PlanView = { names: (say) => say.setup };
