import type { LocalAnswer } from '../../src/actions/local/index.ts';
import type { EphemeralMessage } from '../answers.ts';
import { answers } from '../en/answers.ts';
import { SIGNS } from '../kit.ts';

const say = answers.watch;

export const unwatch = ({ cluster, watched }: LocalAnswer<'unwatch'>): EphemeralMessage => ({
  text: watched ? `${SIGNS.ok} ${say.ended(cluster)}` : `${SIGNS.untouched} ${say.notWatched(cluster)}`,
});
