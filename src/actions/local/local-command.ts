import type { z } from 'zod';
import type { ClusterConfig, Rules } from '../../config/config.ts';
import type { Argument, Commands, ParameterInfo } from '../../core/command.ts';
import type { Refusal } from '../../core/refusal.ts';
import type { Target } from '../../core/target.ts';
import type { Role, Verdict } from '../../people/rights.ts';
import type { Freezes } from '../../runs/freeze.ts';
import type { Run } from '../../runs/run.ts';
import type { RunStore } from '../../runs/store.ts';
import type { WatchList } from '../../runs/watch.ts';

/** What the gateway puts at a local command's disposal: who asks and where, the rules, the runs, and who may what. */
export interface Desk {
  readonly user: string;
  readonly channel: string;
  readonly rules: Rules;
  readonly runs: RunStore;
  readonly freezes: Freezes;
  readonly watches: WatchList;
  readonly commands: Commands;
  /** `null`: the global rules. Never rejects: what cannot be known is a no that says so. */
  judge(role: Role, cluster: ClusterConfig | null): Promise<Verdict>;
  /** Whether runs of this cluster may be seen in this channel. */
  visible(run: Run): boolean;
  /** The address of a message in Slack. */
  link(message: { readonly channel: string; readonly ts: string }): string;
}

interface LocalRequest<Params> {
  readonly params: Params;
  readonly argument: string | null;
  /** The cluster that was named, or meant; null: none was. */
  readonly target: Target | null;
  /** Its configuration; null also for one outside it. */
  readonly cluster: ClusterConfig | null;
  /** The worker group that can reach it. */
  readonly group: string;
}

export interface Refused {
  readonly refused: Refusal;
}

/**
 * A command that the gateway answers by itself, at once, to the person alone: about the bot and its runs, not about the cloud. The
 * answer is data; `blocks/local/` has the words. Name and `kind` come from the registry.
 */
export interface LocalCommand<Params extends object, Answer> extends ParameterInfo {
  readonly summary: string;
  /** Anyone of this workspace may ask, whatever `roles` says; otherwise whoever may read. */
  readonly open: boolean;
  readonly examples: readonly [string, ...string[]];
  readonly params: z.ZodType<Params>;
  readonly takesCluster: boolean;
  /** Where it names no cluster, the channel's usual one is meant. */
  readonly meansUsual?: boolean;
  readonly argument: Argument | null;
  readonly argumentRequired?: boolean;
  answer(request: LocalRequest<Params>, desk: Desk): Promise<Answer | Refused>;
}

export const defineLocal = <Params extends object, Answer>(command: LocalCommand<Params, Answer>): LocalCommand<Params, Answer> => command;
