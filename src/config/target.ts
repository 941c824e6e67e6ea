import { type CommandLine, lowerAscii } from '../core/command-line.ts';
import { type Problem, type ProblemCode, problem, shorten } from '../core/refusal.ts';
import { suggest } from '../core/suggest.ts';
import type { Target } from '../core/target.ts';
import type { ClusterConfig, Rules } from './config.ts';
import { CLUSTER_ID, type Kind, PROJECT_ID, REGION } from './kinds.ts';

/** The parameters that say which cluster, common to every command that takes one, with what each may hold. */
const KINDS = { region: REGION, cluster_id: CLUSTER_ID, project_id: PROJECT_ID } as const;
export const TARGET_PARAMETERS = ['cluster', 'region', 'cluster_id', 'project_id'] as const;
export type TargetParameter = (typeof TARGET_PARAMETERS)[number];

/** How a person named a cluster. Absent: not typed. */
export interface TypedTarget extends Readonly<Partial<Record<TargetParameter, string>>> {
  /** The second bare word. */
  readonly word?: string;
}

export interface ResolvedTarget {
  readonly target: Target;
  /** Null: a cluster outside the configuration. */
  readonly cluster: ClusterConfig | null;
  /** The worker group that can reach it. */
  readonly group: string;
}

/** Something wrong with a line, and how the line would be right, where that can be told. */
export interface Fault {
  readonly problem: Problem;
  readonly fix: ((line: CommandLine) => CommandLine) | null;
}

export interface TargetContext {
  readonly rules: Rules;
  /** Slack channel id. */
  readonly channel: string;
  /** Naming only a region means: with the credentials of a configured cluster there. */
  readonly regionIsEnough: boolean;
  /** Where no cluster is configured in that region: with the unnamed credentials. The target then has an empty cluster id. */
  readonly withoutCluster?: boolean;
}

export const DEFAULT_GROUP = 'default';

/** The clusters that may be named in this channel, by alias, in the order of the configuration. */
export const usableAliases = (rules: Rules, channel: string): readonly string[] =>
  Array.from(rules.clusters.values())
    .filter((cluster) => isUsable(cluster, channel))
    .map(({ alias }) => alias);

const isUsable = ({ channels }: ClusterConfig, channel: string): boolean => channels === null || channels.includes(channel);

/**
 * Which cluster a line is about. However it is named, a configured cluster is that cluster with all its rules, and whatever else was
 * typed must agree with the configuration. Pure; all that is wrong is returned at once.
 */
export function resolveTarget(given: TypedTarget, context: TargetContext): ResolvedTarget | { readonly faults: readonly Fault[] } {
  const { typed, faults } = readShapes(given);
  const found = findCluster(typed, context);
  if ('problem' in found) return { faults: faults.length > 0 && saysNothing(found) ? faults : [...faults, found] };
  if (found.cluster === null) {
    if (faults.length > 0) return { faults };
    const target = { alias: null, region: found.region, projectId: typed.project_id ?? null, clusterId: found.clusterId };
    return { target, cluster: null, group: DEFAULT_GROUP };
  }

  const { cluster } = found;
  if (!isUsable(cluster, context.channel)) {
    return { faults: [...faults, fault(problem('wrong_channel', { cluster: cluster.alias, channels: cluster.channels ?? [] }))] };
  }
  faults.push(...contradictions(typed, cluster));
  if (faults.length > 0) return { faults };
  const { alias, region, clusterId } = cluster;
  const target = { alias, region, projectId: cluster.projectId ?? typed.project_id ?? null, clusterId };
  return { target, cluster, group: cluster.workers };
}

const ABSENT: ReadonlySet<ProblemCode> = new Set(['no_cluster', 'no_cluster_in_region', 'missing_value']);
/** Whether a fault only says that something was not given: no news if it was given, and unreadable. */
export const saysNothing = ({ problem: { code } }: Fault): boolean => ABSENT.has(code);

/** Lower-cases ids and leaves out those that cannot be any. */
function readShapes(given: TypedTarget): { typed: TypedTarget; faults: Fault[] } {
  const typed: { -readonly [K in keyof TypedTarget]: TypedTarget[K] } = { ...given };
  const faults: Fault[] = [];
  for (const [parameter, kind] of Object.entries(KINDS) as [keyof typeof KINDS, Kind<string>][]) {
    const value = given[parameter];
    if (value === undefined) continue;
    const read = kind.read(lowerAscii(value));
    if (read === null) faults.push(fault(problem('invalid_value', { parameter, given: shorten(value), accepted: kind.accepts })));
    delete typed[parameter];
    if (read !== null) typed[parameter] = read;
  }
  return { typed, faults };
}

type Found = { cluster: ClusterConfig } | { cluster: null; region: string; clusterId: string };

function findCluster(typed: TypedTarget, { rules, channel, regionIsEnough, withoutCluster }: TargetContext): Found | Fault {
  const aliases = usableAliases(rules, channel);
  const clusters = Array.from(rules.clusters.values());
  const byId = (id: string | undefined) => clusters.find(({ clusterId }) => clusterId === id);

  if (typed.word !== undefined && typed.cluster !== undefined && typed.word !== typed.cluster) {
    return fault(problem('two_clusters', { first: shorten(typed.word), second: shorten(typed.cluster) }));
  }
  const alias = typed.word ?? typed.cluster;
  if (alias !== undefined) {
    const cluster = rules.clusters.get(alias);
    if (!cluster) {
      const meant = byId(lowerAscii(alias))?.alias;
      const nearest = meant !== undefined && aliases.includes(meant) ? meant : suggest(alias, aliases);
      return fault(problem('unknown_cluster', { given: shorten(alias), nearest, aliases }), nearest === null ? null : nameCluster(nearest));
    }
    if (typed.cluster_id !== undefined && typed.cluster_id !== cluster.clusterId) {
      return fault(problem('two_clusters', { first: alias, second: shorten(typed.cluster_id) }));
    }
    return { cluster };
  }

  if (typed.cluster_id !== undefined) {
    const cluster = byId(typed.cluster_id);
    if (cluster) return { cluster };
    if (!rules.allowUnlisted) return fault(problem('unlisted_cluster', { cluster_id: shorten(typed.cluster_id), aliases }));
    if (typed.region === undefined) {
      return fault(problem('missing_value', { parameter: 'region', accepted: REGION.accepts }));
    }
    return { cluster: null, region: typed.region, clusterId: typed.cluster_id };
  }

  const usual = rules.clusters.get(rules.channels.get(channel)?.cluster ?? '');
  if (regionIsEnough && typed.region !== undefined && usual?.region !== typed.region) {
    const there = clusters.find((cluster) => cluster.region === typed.region && isUsable(cluster, channel));
    if (there) return { cluster: there };
    if (withoutCluster) return { cluster: null, region: typed.region, clusterId: '' };
    return fault(problem('no_cluster_in_region', { region: shorten(typed.region), aliases }));
  }
  if (usual) return { cluster: usual };
  const [first] = aliases;
  return fault(problem('no_cluster', { aliases, form: false }), first === undefined ? null : nameCluster(first));
}

function contradictions(typed: TypedTarget, cluster: ClusterConfig): Fault[] {
  const pairs = [
    { parameter: 'region', given: typed.region, configured: cluster.region },
    { parameter: 'project_id', given: typed.project_id, configured: cluster.projectId },
  ] as const;
  return pairs.flatMap(({ parameter, given, configured }) =>
    given === undefined || configured === null || given === lowerAscii(configured)
      ? []
      : [fault(problem('project_mismatch', { parameter, cluster: cluster.alias, given, configured }), leaveOut(parameter))],
  );
}

const fault = (what: Problem, fix: Fault['fix'] = null): Fault => ({ problem: what, fix });

const nameCluster =
  (alias: string): Fault['fix'] =>
  ({ words: [command = '', , ...rest], parameters }) => ({
    words: [command, alias, ...rest],
    parameters: parameters.filter(({ key }) => key !== 'cluster'),
  });

const leaveOut =
  (parameter: TargetParameter): Fault['fix'] =>
  ({ words, parameters }) => ({ words, parameters: parameters.filter(({ key }) => key !== parameter) });
