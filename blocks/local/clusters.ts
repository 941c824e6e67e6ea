import type { LocalAnswer } from '../../src/actions/local/index.ts';
import { type EphemeralMessage, ephemeral } from '../answers.ts';
import type { Catalogue } from '../catalogue.ts';
import { section } from '../kit.ts';

export function clusters(
  { clusters: known, usual, unlistedAllowed }: LocalAnswer<'clusters'>,
  { answers: { clusters: say } }: Catalogue,
): EphemeralMessage {
  const lines = known.map((cluster) => say.line(cluster, cluster.alias === usual));
  const body = lines.length > 0 ? [`*${say.title}*`, ...lines] : [say.none];
  return ephemeral(say.short(known.map(({ alias }) => alias)), [section([...body, ...(unlistedAllowed ? [say.unlisted] : [])].join('\n'))]);
}
