import type { LocalAnswer } from '../../src/actions/local/index.ts';
import { type EphemeralMessage, ephemeral } from '../answers.ts';
import type { Catalogue } from '../catalogue.ts';
import { esc, SIGNS, section, slackDate } from '../kit.ts';
import { STATE_SIGNS } from '../signs.ts';

export function runs(answer: LocalAnswer<'runs'>, { answers: { runs: say } }: Catalogue): EphemeralMessage {
  const title = say.title(answer);
  if (answer.runs.length === 0) return ephemeral(say.short(title, 0), [section(`*${esc(title)}*\n${say.none}`)]);
  const items = answer.runs.map((run) => section(`${SIGNS[STATE_SIGNS[run.state]]} ${say.line(run, slackDate(run.updatedAt))}`));
  return ephemeral(say.short(title, answer.runs.length), [section(`*${esc(title)}*`), { items, atMost: 40, more: say.more }]);
}
