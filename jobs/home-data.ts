import type { Home, HomeRun } from '../blocks/home.ts';
import { type ClusterConfig, clusterWithId, type Rules } from '../src/config/config.ts';
import { seenAtHome } from '../src/people/home.ts';
import type { Role, Verdict } from '../src/people/rights.ts';
import type { Freezes } from '../src/runs/freeze.ts';
import { objection } from '../src/runs/objection.ts';
import type { Run, RunState } from '../src/runs/run.ts';
import { messageLink } from './message-link.ts';
import type { RedisClient } from './redis.ts';
import type { Rights } from './rights.ts';
import type { RedisRunStore, StoredRun } from './store.ts';
import { latestVerdict } from './verdicts.ts';

/** More than a Home shows; what is beyond is counted as far as this. */
const LISTED = 50;

export interface HomeDataDeps {
  readonly redis: RedisClient;
  readonly store: RedisRunStore;
  readonly freezes: Pick<Freezes, 'all'>;
  readonly rights: Pick<Rights, 'judge'>;
  readonly rules: Rules;
  readonly workspace: () => Promise<{ readonly url: string }>;
}

type Verdicts = Readonly<Record<Role, Verdict>>;

/** What one person's Home shows, by the rights they have now. `at`: Redis's time before anything is read. */
export async function gatherHome(deps: HomeDataDeps, user: string, at: number): Promise<Home> {
  const clusters = [...deps.rules.clusters.values()];
  const judged = await Promise.all([...clusters, null].map((cluster) => verdictsFor(deps, user, cluster)));
  const everywhere = judged.at(-1);
  if (!everywhere) throw new Error('nobody was judged');
  const byId = new Map(clusters.map(({ clusterId }, i) => [clusterId, judged[i] ?? everywhere]));
  const verdictsOf = ({ target }: Run): Verdicts => byId.get(target.clusterId) ?? everywhere;
  const sees = (run: Run): boolean => seenAtHome(run, user, clusterWithId(deps.rules, run.target.clusterId), verdictsOf(run));

  const list = async (state: RunState): Promise<readonly StoredRun[]> => {
    const runs = await deps.store.list({ state, limit: LISTED, visible: sees });
    const found = await Promise.all(runs.map(({ id }) => deps.store.get(id)));
    return found.flatMap((one) => (one?.run.state === state ? one : []));
  };
  const { url } = await deps.workspace();
  const shown = ({ run, message }: StoredRun): HomeRun => ({ run, link: message && messageLink(url, message) });
  const [frozen, waiting, approved, applying, ...latest] = await Promise.all([
    deps.freezes.all(),
    list('awaiting_approval'),
    list('approved'),
    list('applying'),
    ...clusters.map(({ clusterId }) => latestVerdict(deps.redis, deps.store, clusterId)),
  ]);

  const mine = waiting.filter((found) => mayDecide(deps.rules, user, found, verdictsOf(found.run).approver));
  const visible = clusters.flatMap((cluster, i) => {
    const found = latest[i] ?? null;
    const last = found && sees(found.run) ? shown(found) : null;
    const verdicts = judged[i];
    const may = verdicts?.viewer.allowed && (!cluster.channels || verdicts.approver.allowed || last);
    return may ? [{ alias: cluster.alias, last, frozen: frozen.get(cluster.clusterId) ?? null }] : [];
  });
  return {
    at,
    mine: mine.map(shown),
    others: waiting.filter((found) => !mine.includes(found)).map(shown),
    applying: [...applying, ...approved].map(shown),
    frozen: visible.length > 0 ? (frozen.get(null) ?? null) : null,
    clusters: visible,
    roles: (clusters.length > 0 ? clusters : [null]).map((cluster, i) => ({
      alias: cluster?.alias ?? null,
      roles: rolesIn(judged[i]),
    })),
  };
}

async function verdictsFor({ rights }: HomeDataDeps, user: string, cluster: ClusterConfig | null): Promise<Verdicts> {
  const [viewer, operator, approver] = await Promise.all([
    rights.judge('viewer', user, cluster),
    rights.judge('operator', user, cluster),
    rights.judge('approver', user, cluster),
  ]);
  return { viewer, operator, approver };
}

const rolesIn = (verdicts: Verdicts | undefined): readonly Role[] =>
  verdicts ? (Object.keys(verdicts) as Role[]).filter((role) => verdicts[role].allowed) : [];

/** The plan waits for this very person: what a click on Approve would be asked, right now, is asked here. */
function mayDecide(rules: Rules, user: string, { run, now, message }: StoredRun, verdict: Verdict): boolean {
  const approvals = clusterWithId(rules, run.target.clusterId)?.approvals ?? rules.approvals;
  const click = { run, verb: 'approve', actor: user, verdict, place: 'home', message, link: null, now } as const;
  return objection({ ...click, rules: { ...approvals, readOnly: rules.readOnly } }) === null;
}
