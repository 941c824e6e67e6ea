import type { LocalAnswer } from '../../src/actions/local/index.ts';
import { type EphemeralMessage, ephemeral } from '../answers.ts';
import type { Catalogue } from '../catalogue.ts';
import { clip, context, mention, SIGNS, section } from '../kit.ts';

export function freeze({ cluster, reason, before }: LocalAnswer<'freeze'>, { answers: { freeze: say } }: Catalogue): EphemeralMessage {
  const named = cluster === null ? null : clip(cluster, 60);
  return ephemeral(say.short(named), [
    section(`${SIGNS.waiting} ${say.done(named, reason)}`),
    ...(before ? [context(say.before(mention(before.by), before.reason === null ? null : clip(before.reason, 300)))] : []),
  ]);
}
