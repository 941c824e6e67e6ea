import type { CapacityNode, CapacityResult } from '../src/actions/capacity.ts';
import { parseBytes, parseCpuMillis } from '../src/core/quantity.ts';
import type { Catalogue } from './catalogue.ts';
import { context, type Part, section, sentence } from './kit.ts';
import { findingList, headline, nameOf, type View } from './view.ts';

/** A screen of a phone. */
const LINES = 8;

/** Schedulable before not, then by what is free: CPU, then memory. Each amount is read once: there may be thousands of nodes. */
function ordered(nodes: readonly CapacityNode[]): readonly CapacityNode[] {
  const amount = (text: string | null, parse: (text: string) => number | null): number => (text === null ? -1 : (parse(text) ?? -1));
  return nodes
    .map((node) => ({ node, cpu: amount(node.free.cpu, parseCpuMillis), memory: amount(node.free.memory, parseBytes) }))
    .sort((a, b) => Number(b.node.schedulable) - Number(a.node.schedulable) || b.cpu - a.cpu || b.memory - a.memory)
    .map(({ node }) => node);
}

const line = ({ name, schedulable, free }: CapacityNode, say: Catalogue): string => {
  const amounts = say.capacity.free(free.cpu ?? '?', free.memory ?? '?', free.pods === null ? '?' : String(free.pods));
  const off = schedulable ? '' : say.capacity.unschedulable;
  return `• ${say.marks.aside(say.marks.of(sentence(name, 60), sentence(amounts, 80)), off)}`;
};

const nodeLines = ({ nodes, schedulable_physical_node_count: schedulable }: CapacityResult, say: Catalogue): Part => {
  const physical = ordered(nodes.filter(({ virtual }) => !virtual));
  if (physical.length === 0) return section(`*${say.capacity.noNodes}*`);
  const title = `*${say.capacity.nodesTitle(schedulable, nodes.length - physical.length)}*`;
  const rest = physical.length - LINES;
  return section(
    [title, ...physical.slice(0, LINES).map((node) => line(node, say)), ...(rest > 0 ? [say.more.nodes(rest)] : [])].join('\n'),
  );
};

export const capacity: View<CapacityResult> = (result, run, say) => {
  const name = nameOf(run.target);
  const sign = result.ready ? 'ok' : 'warning';
  const verdict = result.ready ? say.capacity.ready(name) : say.capacity.low(name);
  const { cpu, memory, note } = result.baseline;
  return {
    sign,
    verdict,
    parts: [
      headline(sign, verdict),
      findingList('warning', result.warnings, run, say),
      nodeLines(result, say),
      ...(run.parent === null ? [context(sentence(say.capacity.baseline(cpu, memory, note), 200))] : []),
    ],
  };
};
