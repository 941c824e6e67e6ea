import { z } from 'zod';
import { clusterWithId } from '../../config/config.ts';
import { parseDuration } from '../../config/duration.ts';
import { ACCEPTED } from '../../core/accepted.ts';
import { refusal } from '../../core/refusal.ts';
import { clusterAllowedIn } from '../../people/channels.ts';
import { refuse } from '../../people/refuse.ts';
import { configuredWatches, type Watch } from '../../runs/watch.ts';
import { type Desk, defineLocal, type Refused } from './local-command.ts';

const [LEAST_MS, MOST_MS] = [5 * 60_000, 7 * 86_400_000];

const every = z.string().transform((text, context) => {
  const ms = parseDuration(text);
  if (ms !== null && ms >= LEAST_MS && ms <= MOST_MS) return ms;
  context.addIssue({ code: 'custom', message: ACCEPTED.watchInterval });
  return z.NEVER;
});

export type WatchAnswer =
  | { readonly set: Watch; readonly before: Watch | null }
  /** Nothing was named: the watches of the clusters that may be named in this channel. */
  | { readonly watches: readonly Watch[] };

/** A watch that the file configures is changed there, and nowhere else. */
export async function mayWatch(desk: Desk, clusterId: string): Promise<Refused | null> {
  const cluster = clusterWithId(desk.rules, clusterId);
  if (cluster?.watch) return { refused: refusal('watch_configured', { cluster: cluster.alias }) };
  const verdict = await desk.judge('operator', cluster);
  return verdict.allowed ? null : { refused: refuse(verdict, cluster?.alias ?? null) };
}

export const watch = defineLocal({
  summary: 'Looks at a cluster again and again, and speaks in this channel when it is not ready any more, or ready again.',
  examples: ['watch prod', 'watch prod every=1h', 'watch'],
  open: false,
  params: z.strictObject({ every: every.optional() }),
  parameterHelp: { every: 'how often (15m; from 5m to 7d)' },
  takesCluster: true,
  meansUsual: true,
  argument: null,
  async answer({ params, target, group }, desk): Promise<WatchAnswer | Refused> {
    if (!target && params.every !== undefined)
      return { refused: refusal('missing_word', { what: 'cluster', command: 'watch', example: '/bursting watch prod every=1h' }) };
    if (!target) {
      // The file says what it watches, also to who asks before a worker has set it.
      const ofTheFile = configuredWatches(desk.rules);
      const its = new Set(ofTheFile.map(({ target: { clusterId } }) => clusterId));
      const asked = (await desk.watches.all()).filter(({ by, target: { clusterId } }) => by !== null && !its.has(clusterId));
      const all = [...ofTheFile, ...asked];
      return { watches: all.filter((each) => clusterAllowedIn(clusterWithId(desk.rules, each.target.clusterId), desk.channel)) };
    }
    const refused = await mayWatch(desk, target.clusterId);
    if (refused) return refused;
    const set: Watch = { target, group, everyMs: params.every ?? 15 * 60_000, channel: desk.channel, by: desk.user };
    return { set, before: await desk.watches.set(set) };
  },
});
