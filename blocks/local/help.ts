import type { LocalAnswer } from '../../src/actions/local/index.ts';
import { type EphemeralMessage, ephemeral } from '../answers.ts';
import type { Catalogue } from '../catalogue.ts';
import { SIGNS, section } from '../kit.ts';

export function help(answer: LocalAnswer<'help'>, { answers: { help: say }, commands }: Catalogue): EphemeralMessage {
  if (answer.topic === 'all') {
    const lines = answer.commands.map(say.line).join('\n');
    const warning = answer.approvers ? [] : [section(`${SIGNS.warning} ${say.noApprovers}`)];
    return ephemeral(say.short(answer.commands.map(({ name }) => name)), [
      section(`*${say.title}*\n${say.intro}`),
      section(lines),
      ...warning,
    ]);
  }
  const { command } = answer;
  const parameters = Object.entries(command.parameterHelp).map(([name, text]) =>
    say.parameter(name, commands.parameter(command.name, name, text)),
  );
  const about = command.kind === 'local' ? [] : [say.target];
  return ephemeral(say.shortOf(command.name, commands.summary(command)), [
    section(`${say.line(command)}\n${say.who[command.kind]}${command.skillAction ? ` ${say.skill(command.skillAction)}` : ''}`),
    section([`*${say.parameters}*`, ...(parameters.length > 0 ? parameters : [say.noParameters]), ...about].join('\n')),
    section([`*${say.examples}*`, ...command.examples.map(say.example)].join('\n')),
  ]);
}
