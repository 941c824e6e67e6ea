import { clusterWithId, type Rules } from '../src/config/config.ts';
import { BotError } from '../src/core/errors.ts';
import { clusterAllowedIn } from '../src/people/channels.ts';
import type { Role } from '../src/people/rights.ts';
import type { Run } from '../src/runs/run.ts';
import { CONFIGURED } from '../src/runs/watch.ts';
import type { Rights } from './rights.ts';

/**
 * The worker asks again, with its own configuration: whoever can write into Redis or taint a gateway gains nothing. Throws `not_allowed`.
 */
export async function confirmAllowed(run: Run, role: Role, rules: Rules, rights: Rights): Promise<void> {
  const cluster = clusterWithId(rules, run.target.clusterId);
  const no = (reason: string, retryable = false): never => {
    throw new BotError('not_allowed', { reason }, { retryable });
  };
  if (!cluster && (run.target.alias || !rules.allowUnlisted)) no('unlisted_cluster');
  if (cluster && (run.target.region !== cluster.region || (run.target.alias && run.target.alias !== cluster.alias))) no('other_cluster');
  if (!clusterAllowedIn(cluster, run.channel)) no('wrong_channel');
  // What this configuration watches is read, there where it says; nobody in person asks.
  if (run.requestedBy === CONFIGURED && role === 'viewer' && cluster?.watch?.channel === run.channel) return;
  const verdict = await rights.judge(role, run.requestedBy, cluster);
  if (!verdict.allowed) no(verdict.because.code, verdict.because.code === 'unknown');
}
