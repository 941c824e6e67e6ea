import type { LocalAnswer } from '../../src/actions/local/index.ts';
import { type EphemeralMessage, ephemeral } from '../answers.ts';
import { answers } from '../en/answers.ts';
import { esc, SIGNS, section, slackDate } from '../kit.ts';
import { STATE_SIGNS } from '../signs.ts';

const say = answers.runs;

export function runs(answer: LocalAnswer<'runs'>): EphemeralMessage {
  const title = say.title(answer);
  if (answer.runs.length === 0) return ephemeral(`${title}: none.`, [section(`*${esc(title)}*\n${say.none}`)]);
  const items = answer.runs.map((run) => section(`${SIGNS[STATE_SIGNS[run.state]]} ${say.line(run, slackDate(run.updatedAt))}`));
  return ephemeral(`${title}: ${answer.runs.length}.`, [section(`*${esc(title)}*`), { items, atMost: 40, more: say.more }]);
}
