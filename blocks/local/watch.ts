import type { LocalAnswer } from '../../src/actions/local/index.ts';
import { type EphemeralMessage, ephemeral } from '../answers.ts';
import type { Catalogue } from '../catalogue.ts';
import { context, SIGNS, section } from '../kit.ts';
import { nameOf } from '../view.ts';

export function watch(answer: LocalAnswer<'watch'>, { answers: { watch: say } }: Catalogue): EphemeralMessage {
  if ('set' in answer) {
    const { set, before } = answer;
    const words = say.set(nameOf(set.target), set.everyMs);
    return ephemeral(words.short, [
      section(`${SIGNS.ok} ${words.long}`),
      ...(before === null ? [] : [context(say.before(before.everyMs, before.channel))]),
    ]);
  }
  const { watches } = answer;
  if (watches.length === 0) return ephemeral(say.short(0), [section(`*${say.title}*\n${say.none}`)]);
  const items = watches.map((each) => section(`• ${say.line(nameOf(each.target), each.everyMs, each.channel, each.by)}`));
  return ephemeral(say.short(watches.length), [section(`*${say.title}*`), { items, atMost: 40, more: say.more }]);
}
