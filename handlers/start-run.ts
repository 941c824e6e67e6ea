import type { Logger } from 'pino';
import { actionOf } from '../src/actions/index.ts';
import type { Invocation } from '../src/actions/interpret.ts';
import type { ClusterConfig, Rules } from '../src/config/config.ts';
import { type Refusal, refusal } from '../src/core/refusal.ts';
import { refuse } from '../src/people/refuse.ts';
import { type Role, roleToAsk, type Verdict } from '../src/people/rights.ts';
import type { Run } from '../src/runs/run.ts';
import type { RunStore } from '../src/runs/store.ts';
import { within } from './within.ts';

/** Contract, section 2: rights within 0.4 s, the run within 1 s. */
const RIGHTS_MS = 400;
const CREATE_MS = 1_000;
/** Loading the cloud's SDK takes a process that has both roles a third of a second: an answer that lies ready is read then. */
const STOOD_STILL_MS = 400;

export interface StartDeps {
  readonly rules: Rules;
  readonly runs: RunStore;
  readonly judge: (role: Role, user: string, cluster: ClusterConfig | null) => Promise<Verdict>;
  readonly log: Logger;
}

/** Who asks, where, and what the same thing asked for again has in common. */
export interface Asked {
  readonly user: string;
  readonly channel: string;
  readonly delivery: string;
}

/** Makes the run of a command that was understood, if this person may ask for it; once per delivery. */
export async function startRun(
  deps: StartDeps,
  { user, channel, delivery }: Asked,
  { command, kind, params, target, cluster, group }: Invocation,
): Promise<{ readonly refused: Refusal } | { readonly run: Run }> {
  const action = actionOf(command);
  if (!action || !target || kind === 'local') throw new Error(`no action or target for ${command}`);
  const verdict = await judgeInTime(deps, roleToAsk(kind), user, cluster);
  if (!verdict.allowed) return { refused: refuse(verdict, cluster?.alias ?? null) };
  const created = await deps.runs.create(
    { command, action: action.skillAction ?? command, target, requestedBy: user, channel, params, group },
    { delivery, withinMs: CREATE_MS, queuedLimit: deps.rules.limits.queuedPerCluster },
  );
  const name = target.alias ?? target.clusterId;
  if (created.outcome === 'full') return { refused: refusal('queue_full', { cluster: name, queued: created.queued }) };
  deps.log.info({ run: created.run.id, command, cluster: name, user, repeated: created.outcome === 'repeated' }, 'run created');
  return { run: created.run };
}

/** What Slack has not said in time is a no that says so; the question goes on, so that the next time it is known. */
export const judgeInTime = (deps: Pick<StartDeps, 'judge'>, role: Role, user: string, cluster: ClusterConfig | null): Promise<Verdict> =>
  within(
    RIGHTS_MS,
    deps.judge(role, user, cluster),
    () => ({ allowed: false, role, because: { code: 'barred', why: 'unknown' } }),
    STOOD_STILL_MS,
  );
