import type { LocalAnswer } from '../../src/actions/local/index.ts';
import { type EphemeralMessage, ephemeral } from '../answers.ts';
import type { Catalogue } from '../catalogue.ts';
import { clip, context, mention, SIGNS, section } from '../kit.ts';

export function unfreeze({ cluster, before }: LocalAnswer<'unfreeze'>, { answers: { unfreeze: say } }: Catalogue): EphemeralMessage {
  const named = cluster === null ? null : clip(cluster, 60);
  if (!before) return ephemeral(say.shortNot, [section(`${SIGNS.ok} ${say.notFrozen(named)}`)]);
  return ephemeral(say.short(named), [
    section(`${SIGNS.ok} ${say.done(named)}`),
    context(say.before(mention(before.by), before.reason === null ? null : clip(before.reason, 300))),
  ]);
}
