import type { LocalAnswer } from '../../src/actions/local/index.ts';
import type { EphemeralMessage } from '../answers.ts';
import { answers } from '../en/answers.ts';
import { clip, SIGNS } from '../kit.ts';

const say = answers.watch;

export const unwatch = ({ cluster: named, watched }: LocalAnswer<'unwatch'>): EphemeralMessage => {
  const cluster = clip(named, 80);
  return { text: watched ? `${SIGNS.ok} ${say.ended(cluster)}` : `${SIGNS.untouched} ${say.notWatched(cluster)}` };
};
