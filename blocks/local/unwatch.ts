import type { LocalAnswer } from '../../src/actions/local/index.ts';
import type { EphemeralMessage } from '../answers.ts';
import type { Catalogue } from '../catalogue.ts';
import { clip, SIGNS } from '../kit.ts';

export const unwatch = ({ cluster: named, watched }: LocalAnswer<'unwatch'>, { answers: { watch: say } }: Catalogue): EphemeralMessage => {
  const cluster = clip(named, 80);
  return { text: watched ? `${SIGNS.ok} ${say.ended(cluster)}` : `${SIGNS.untouched} ${say.notWatched(cluster)}` };
};
