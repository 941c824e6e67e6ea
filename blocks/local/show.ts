import type { LocalAnswer } from '../../src/actions/local/index.ts';
import type { EphemeralMessage } from '../answers.ts';
import type { Catalogue } from '../catalogue.ts';
import { context } from '../kit.ts';
import { renderRun } from '../run.ts';

/** A copy for one person: without buttons, because those count on the run's own message only. */
export function show({ run, link }: LocalAnswer<'show'>, say: Catalogue): EphemeralMessage {
  const { text, blocks } = renderRun(run, say);
  return {
    text,
    blocks: [
      ...blocks.filter(({ type }) => type !== 'actions').slice(0, 49),
      context(link ? say.answers.show.link(link) : say.answers.show.notPosted),
    ],
  };
}
