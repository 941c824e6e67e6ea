import type { LocalAnswer } from '../../src/actions/local/index.ts';
import { type EphemeralMessage, ephemeral } from '../answers.ts';
import type { Catalogue } from '../catalogue.ts';
import { SIGNS, section } from '../kit.ts';

export function whoami({ user, clusters }: LocalAnswer<'whoami'>, { answers: { whoami: say } }: Catalogue): EphemeralMessage {
  const rows = clusters.map(({ alias, verdicts }) =>
    section(
      [say.cluster(alias), ...verdicts.map((verdict) => `${verdict.allowed ? SIGNS.ok : SIGNS.cancelled} ${say.verdict(verdict)}`)].join(
        '\n',
      ),
    ),
  );
  return ephemeral(say.short, [section(say.title(user)), ...rows]);
}
