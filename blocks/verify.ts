import { actionOf } from '../src/actions/index.ts';
import type { EventRow } from '../src/actions/verify/events.ts';
import type { VerifyResult } from '../src/actions/verify/result.ts';
import type { Wait } from '../src/core/evidence.ts';
import type { Code } from '../src/core/finding.ts';
import { isFollowed, type Run } from '../src/runs/run.ts';
import type { Catalogue } from './catalogue.ts';
import { type Block, clip, code, fields, type Listing, SIGNS, type Sign, section, sentence } from './kit.ts';
import { commandFor, findingList, headline, nameOf, type View } from './view.ts';

/** A phone shows so many lines of a list. */
const LINES = 4;

const signed = (sign: Sign, text: string): string => `${SIGNS[sign]} ${text}`;

const addonFact = ({ addon, issues }: VerifyResult, say: Catalogue): string => {
  if (addon) return signed(addon.healthy ? 'ok' : 'warning', sentence(say.marks.facts([addon.version, say.addonStatus(addon.status)]), 80));
  return issues.some((one) => one.code === 'addon_not_installed') ? signed('warning', say.verify.notInstalled) : say.verify.unreadable;
};

const nodeFact = ({ virtual_nodes: nodes }: VerifyResult, say: Catalogue): string => {
  if (nodes === null) return say.verify.unreadable;
  if (nodes.length === 0) return signed('warning', say.verify.noNodes);
  const lines = nodes
    .slice(0, LINES)
    .map(({ name, ready, schedulable }) =>
      signed(ready && schedulable ? 'ok' : 'warning', `${sentence(name, 60)} ${say.verify.node(ready, schedulable)}`),
    );
  return [...lines, ...(nodes.length > LINES ? [say.verify.more.nodes(nodes.length - LINES)] : [])].join('\n');
};

const workloadFacts = ({ workload }: VerifyResult, say: Catalogue): readonly { label: string; value: string }[] => {
  if (workload === null) return [];
  const { labels, more } = say.verify;
  const { namespace, workload_name: name, desired, pod_count: pods, ready_pod_count: ready, node_distribution: nodes } = workload;
  const places = Object.entries(nodes ?? {}).map(([node, n]) => sentence(say.verify.onNode(node, n), 80));
  const shown = [...places.slice(0, LINES), ...(places.length > LINES ? [more.nodes(places.length - LINES)] : [])];
  return [
    { label: labels.workload, value: sentence(name === null ? say.verify.allPods(namespace) : `${namespace}/${name}`, 140) },
    { label: labels.pods, value: pods === null || ready === null ? say.verify.unreadable : say.verify.pods(ready, pods, desired) },
    ...(shown.length > 0 ? [{ label: labels.places, value: shown.join('\n') }] : []),
  ];
};

/** What the message says already, in the sentence about the first pod. */
const saidOf = ({ issues }: VerifyResult): readonly Wait[] =>
  issues.flatMap((one) => (one.code === 'pods_not_ready' ? { ...one.facts, message: one.facts.detail } : []));

/** Waits of which a reader learns the same. */
const keyOf = ({ reason, message, ended }: Wait): string => JSON.stringify([message || reason, ended]);

/** What other pods wait for, if it is something else. */
const waiting = (result: VerifyResult, say: Catalogue): Listing => {
  const said = new Set(saidOf(result).map(keyOf));
  const others = (result.workload?.waiting ?? []).filter((one) => !said.has(keyOf(one)));
  const groups = [...Map.groupBy(others, (one) => `${one.reason} ${keyOf(one)}`).values()];
  return {
    items: groups.map(([first, ...more], i) => {
      const { pod = '', container = null, reason = '', message = '', ended = null } = first ?? {};
      const title = i === 0 ? `*${say.verify.waitingTitle}*\n` : '';
      const detail = [message === '' ? '' : code(clip(message, 280)), sentence(say.verify.ended(ended, reason), 120)].filter(Boolean);
      const why = detail.length === 0 ? sentence(reason, 80) : say.marks.of(sentence(reason, 80), say.marks.clauses(detail));
      return section(`${title}${say.marks.of(sentence(say.verify.waits(pod, container, more.length), 160), why)}`);
    }),
    atMost: LINES,
    more: say.verify.more.waiting,
  };
};

const eventLine = ({ object, reason, message, count }: EventRow, say: Catalogue): string =>
  say.marks.of(`${sentence(object, 120)}${say.verify.times(count)}`, `${sentence(reason, 60)} ${code(clip(message, 280))}`);

/** The latest warnings, where something is wrong: a cluster that bursts has old ones too, and nobody needs them. */
const events = (result: VerifyResult, say: Catalogue): Listing => {
  const said = new Set([...saidOf(result), ...(result.workload?.waiting ?? [])].map(({ message }) => message));
  const rows = result.ready ? [] : (result.warning_events ?? []).filter(({ message }) => !said.has(message));
  return {
    items: rows.map((row, i) => section(`${i === 0 ? `*${say.verify.eventsTitle}*\n` : ''}${eventLine(row, say)}`)),
    atMost: 3,
    more: say.verify.more.events,
  };
};

/** What becomes so by itself. */
const COMING: ReadonlySet<Code> = new Set<Code>(['addon_busy', 'rollout_under_way']);
const STARTING = /^(ContainerCreating|PodInitializing|ContainersNotReady|Pending)?$/;

const isComing = (found: VerifyResult['issues'][number]): boolean =>
  COMING.has(found.code) ||
  (found.code === 'pods_missing' && found.facts.reason === '') ||
  (found.code === 'pods_not_ready' && STARTING.test(found.facts.reason));

/** The one thing to do next. Only commands that this bot has are named. */
const next = ({ issues, ready, workload }: VerifyResult, run: Run, say: Catalogue): string => {
  const { steps } = say.verify;
  const { wait: _, ...scope } = run.params;
  const offer = (command: string, words: (command: string) => string, params: Readonly<Record<string, string>> = {}): string | null =>
    actionOf(command) ? words(commandFor(command, run, params)) : null;
  const again = steps.again(commandFor('verify', run, run.params));
  if (ready) return (workload === null ? offer('smoke', steps.smoke) : null) ?? steps.nothing;
  if (issues.some(({ code: what }) => what === 'addon_not_installed')) return offer('setup', steps.setup) ?? again;
  if (issues.length === 0 || issues.some(({ code: what }) => what === 'cluster_not_found' || what === 'workload_not_found')) return again;
  if (issues.every(isComing)) return steps.watch(commandFor('verify', run, { ...scope, wait: '5m' }));
  return offer('diagnose', steps.diagnose, scope) ?? again;
};

/** What comes next. After a plan, and for a watch, the cause is looked for without anybody asking; a guided run goes on itself. */
const closing = (result: VerifyResult, run: Run, say: Catalogue): readonly Block[] => {
  if (isFollowed(run) && !result.ready) return [section(say.guide.diagnosed)];
  return run.guided ? [] : [section(`${say.lead(say.verify.next)} ${next(result, run, say)}`)];
};

const verdictOf = (result: VerifyResult, run: Run, say: Catalogue): string => {
  const { ready, issues, warnings, virtual_nodes: nodes, workload } = result;
  const name = nameOf(run.target);
  const open = nodes?.filter((node) => node.ready && node.schedulable).length ?? 0;
  const what = workload && clip(workload.workload_name ?? say.verify.allPods(workload.namespace), 80);
  if (ready && workload && what !== null) {
    const pods = workload.ready_pod_count ?? 0;
    return say.verify.runs(name, open, pods, Math.max(pods, workload.desired ?? 0), what);
  }
  if (ready) return say.verify.bursts(name, open);
  if (issues.length === 0) return say.verify.unknown(name, warnings.length);
  return what === null || open === 0 ? say.verify.missing(name, issues.length) : say.verify.workloadMissing(name, what, issues.length);
};

const signOf = ({ ready, issues, warnings }: VerifyResult): Sign => {
  if (ready || issues.length === 0) return ready && warnings.length === 0 ? 'ok' : 'warning';
  return issues.every(isComing) ? 'waiting' : 'problem';
};

/** Verdict first, then what is still missing and what to do about each, then where things are. */
export const verify: View<VerifyResult> = (result, run, say) => {
  const { issues, warnings } = result;
  const sign = signOf(result);
  const verdict = verdictOf(result, run, say);
  const { labels } = say.verify;
  const facts: readonly Block[] = fields([
    { label: labels.addon, value: addonFact(result, say) },
    { label: labels.nodes, value: nodeFact(result, say) },
    ...workloadFacts(result, say),
  ]);
  return {
    sign,
    verdict,
    parts: [
      headline(sign, verdict),
      findingList('problem', issues, run, say),
      findingList('warning', warnings, run, say),
      ...facts,
      waiting(result, say),
      events(result, say),
      ...closing(result, run, say),
    ],
  };
};
