import type { LocalAnswer } from '../../src/actions/local/index.ts';
import { type EphemeralMessage, ephemeral } from '../answers.ts';
import { answers } from '../en/answers.ts';
import { clip, context, mention, SIGNS, section } from '../kit.ts';

const say = answers.freeze;

export function freeze({ cluster, reason, before }: LocalAnswer<'freeze'>): EphemeralMessage {
  const named = cluster === null ? null : clip(cluster, 60);
  return ephemeral(say.short(named), [
    section(`${SIGNS.waiting} ${say.done(named, reason)}`),
    ...(before ? [context(say.before(mention(before.by), before.reason === null ? null : clip(before.reason, 300)))] : []),
  ]);
}
