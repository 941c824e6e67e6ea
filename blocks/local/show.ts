import type { LocalAnswer } from '../../src/actions/local/index.ts';
import type { EphemeralMessage } from '../answers.ts';
import { answers } from '../en/answers.ts';
import { context } from '../kit.ts';
import { renderRun } from '../run.ts';

const say = answers.show;

/** A copy for one person: without buttons, because those count on the run's own message only. */
export function show({ run, link }: LocalAnswer<'show'>): EphemeralMessage {
  const { text, blocks } = renderRun(run);
  return {
    text,
    blocks: [...blocks.filter(({ type }) => type !== 'actions').slice(0, 49), context(link ? say.link(link) : say.notPosted)],
  };
}
