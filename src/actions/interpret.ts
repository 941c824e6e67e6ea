import type { ClusterConfig, Rules } from '../config/config.ts';
import { DEFAULT_GROUP, type Fault, resolveTarget, saysNothing, TARGET_PARAMETERS, type TypedTarget } from '../config/target.ts';
import { byEveryName, type CommandInfo, type Commands, makesPlans, namesCluster } from '../core/command.ts';
import { type CommandLine, lowerAscii, parseCommandLine } from '../core/command-line.ts';
import { holdsKey } from '../core/key-shapes.ts';
import { problem, type Refusal, refusal, shorten } from '../core/refusal.ts';
import { suggest } from '../core/suggest.ts';
import type { Target } from '../core/target.ts';
import { asTyped } from '../core/typed-text.ts';
import { copyable, exampleFor, refuse } from './interpret-correction.ts';
import { checkParameters, sortParameters } from './interpret-parameters.ts';

export interface Situation {
  readonly commands: Commands;
  readonly rules: Rules;
  /** Slack channel id. */
  readonly channel: string;
  readonly isDirectMessage: boolean;
  /** It comes from a form already: a plan command alone is an empty one. */
  readonly isForm?: boolean;
  /** Where naming a region is enough, it need not be that of a configured cluster. */
  readonly withoutCluster?: boolean;
}

/** A line that may be acted on. Rights were not looked at. */
export interface Invocation {
  readonly command: string;
  readonly kind: CommandInfo['kind'];
  readonly argument: string | null;
  /** Own parameters as typed, under their own names; the command's schema accepts them. */
  readonly params: Readonly<Record<string, string>>;
  /** Null only for local commands that named no cluster: the channel's usual one is put in only where they mean it. */
  readonly target: Target | null;
  /** Null: no target, or a cluster outside the configuration. */
  readonly cluster: ClusterConfig | null;
  /** The worker group that can reach the target. */
  readonly group: string;
}

export type Interpretation = { readonly ok: Invocation } | { readonly refused: Refusal };

const ASK_HELP = '/bursting help';
const NO_TARGET = { target: null, cluster: null, group: DEFAULT_GROUP } as const;
const HELP: Invocation = { command: 'help', kind: 'local', argument: null, params: {}, ...NO_TARGET };

/** Reads a line of `/bursting` (contract, section 2): what it asks for, or everything that is wrong with it. Pure, never throws. */
export function interpret(text: string, situation: Situation): Interpretation {
  const parsed = parseCommandLine(text);
  return 'refused' in parsed ? parsed : interpretLine(parsed.line, situation);
}

/**
 * The same for what a form gave: a command with the cluster and the parameters that were chosen or typed, each by itself, so that nothing
 * in a value is taken for more of the line.
 */
export function interpretForm(
  { command, cluster, params }: { command: string; cluster: string | null; params: Readonly<Record<string, string>> },
  situation: Situation,
): Interpretation {
  const parameters = Object.entries(params).map(([key, value]) => ({ key, value: asTyped(value).trim() }));
  const words = [command, ...(cluster === null ? [] : [cluster])];
  if (parameters.some(({ value }) => holdsKey(value))) return { refused: refusal('looks_like_key', {}) };
  return interpretLine({ words, parameters }, { ...situation, isForm: true });
}

function interpretLine(typed: CommandLine, situation: Situation): Interpretation {
  const { line, confirmed } = dropConfirm(typed);
  if (confirmed) return { refused: refusal('confirm_true', { example: previewOf(line, situation) }) };
  const [word, ...rest] = line.words;
  if (word === undefined && line.parameters.length === 0) return { ok: HELP };

  const info = byEveryName(situation.commands).get(lowerAscii(word ?? ''));
  if (!info) return { refused: unknownCommand(line, situation) };
  if (makesPlans(info) && situation.isDirectMessage) return { refused: refusal('plan_in_direct_message', { command: info.name }) };

  const named = { words: [info.name, ...rest], parameters: line.parameters };
  const read = readLine(named, info, situation);
  if ('ok' in read) return read;
  return { refused: refuse(named, read.faults, info, situation, (corrected) => 'ok' in readLine(corrected, info, situation)) };
}

/** A preview is what happens anyway, so that asking for one says nothing; any other `confirm` asks to apply without an approval. */
function dropConfirm({ words, parameters }: CommandLine): { line: CommandLine; confirmed: boolean } {
  const confirmed = parameters.some(({ key, value }) => key === 'confirm' && !/^(?:false|no|0|off)$/i.test(value.trim()));
  return { line: { words, parameters: parameters.filter(({ key }) => key !== 'confirm') }, confirmed };
}

function previewOf(line: CommandLine, situation: Situation): string {
  const preview = interpretLine(line, situation);
  if ('ok' in preview) return copyable(line) ?? ASK_HELP;
  return 'example' in preview.refused.facts ? preview.refused.facts.example : ASK_HELP;
}

function unknownCommand({ words: [given = '', ...rest], parameters }: CommandLine, situation: Situation): Refusal {
  const commands = byEveryName(situation.commands);
  const nearest = suggest(given, commands.keys());
  const meant = nearest === null ? undefined : commands.get(nearest);
  if (nearest === null || !meant) return refusal('unknown_command', { given: shorten(given), nearest: null, example: ASK_HELP });
  const corrected = { words: [nearest, ...rest], parameters };
  const right = 'ok' in interpretLine(corrected, situation) ? copyable(corrected) : null;
  return refusal('unknown_command', { given: shorten(given), nearest, example: right ?? exampleFor(meant, situation) });
}

type Reading = { readonly ok: Invocation } | { readonly faults: readonly Fault[] };

/** One command's line: its words, its parameters, its cluster. All that is wrong is collected. */
function readLine(line: CommandLine, info: CommandInfo, situation: Situation): Reading {
  const takesCluster = namesCluster(info);
  const sorted = sortParameters(line.parameters, info, takesCluster);
  const { argument, alias, faults } = readWords(line, info);
  const cluster = readCluster(alias === null ? sorted.target : { ...sorted.target, word: alias }, info, situation);
  if ('faults' in cluster) {
    if (!situation.isForm && asksForForm(line, info, cluster.faults)) return { faults: cluster.faults.map(withForm) };
    const misspelt = TARGET_PARAMETERS.some((name) => sorted.faulty.has(name));
    faults.unshift(...cluster.faults.filter((fault) => !(misspelt && saysNothing(fault))));
  }
  faults.push(...sorted.faults, ...checkParameters(sorted, info));
  if (faults.length > 0 || 'faults' in cluster) return { faults };
  return { ok: { command: info.name, kind: info.kind, argument, params: sorted.own, ...cluster } };
}

function readWords({ words: [, second, ...others] }: CommandLine, info: CommandInfo) {
  const faults: Fault[] = [];
  const takesSecond = namesCluster(info) || info.argument !== null;
  const extra = takesSecond || second === undefined ? others : [second, ...others];
  if (extra.length > 0) {
    const fix: Fault['fix'] = ({ words, parameters }) => ({ words: words.slice(0, takesSecond ? 2 : 1), parameters });
    faults.push({ problem: problem('extra_words', { given: extra.map(shorten) }), fix });
  }
  const taken = takesSecond ? (second ?? null) : null;
  const alias = namesCluster(info) ? taken : null;
  const argument = namesCluster(info) ? null : taken;
  if (info.argument !== null && info.argumentRequired === true && argument === null) {
    faults.push({ problem: problem('missing_word', { what: info.argument }), fix: null });
  }
  return { argument, alias, faults };
}

function readCluster(
  typed: TypedTarget,
  info: CommandInfo,
  { rules, channel, withoutCluster = false }: Situation,
): ReturnType<typeof resolveTarget> | typeof NO_TARGET {
  const meant = info.kind !== 'local' || (info.meansUsual === true && (rules.channels.get(channel)?.cluster ?? null) !== null);
  if (!meant && Object.keys(typed).length === 0) return NO_TARGET;
  return resolveTarget(typed, { rules, channel, regionIsEnough: info.regionIsEnough === true, withoutCluster });
}

/** A plan command alone, where no cluster is usual: the gateway may open a form instead. */
const asksForForm = ({ words, parameters }: CommandLine, info: CommandInfo, faults: readonly Fault[]): boolean =>
  makesPlans(info) && words.length === 1 && parameters.length === 0 && faults.every(({ problem: { code } }) => code === 'no_cluster');

const withForm = ({ problem: what, fix }: Fault): Fault =>
  what.code === 'no_cluster' ? { problem: problem('no_cluster', { ...what.facts, form: true }), fix } : { problem: what, fix };
