import type { GuideView } from './guide.ts';

export const rollout: GuideView = { words: (say) => say.rollout };
