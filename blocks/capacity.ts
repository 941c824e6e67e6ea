import type { CapacityNode, CapacityResult } from '../src/actions/capacity.ts';
import { parseBytes, parseCpuMillis } from '../src/core/quantity.ts';
import type { Catalogue } from './catalogue.ts';
import { context, type Part, section, sentence } from './kit.ts';
import { findingList, headline, nameOf, type View } from './view.ts';

/** A screen of a phone. */
const LINES = 8;

/** Schedulable before not, then by what is free: CPU, then memory. */
const order = (a: CapacityNode, b: CapacityNode): number => {
  const cpu = ({ free }: CapacityNode): number => (free.cpu === null ? -1 : (parseCpuMillis(free.cpu) ?? -1));
  const memory = ({ free }: CapacityNode): number => (free.memory === null ? -1 : (parseBytes(free.memory) ?? -1));
  return Number(b.schedulable) - Number(a.schedulable) || cpu(b) - cpu(a) || memory(b) - memory(a);
};

const line = ({ name, schedulable, free }: CapacityNode, say: Catalogue): string => {
  const amounts = say.capacity.free(free.cpu ?? '?', free.memory ?? '?', free.pods === null ? '?' : String(free.pods));
  const off = schedulable ? '' : say.capacity.unschedulable;
  return `• ${say.marks.aside(say.marks.of(sentence(name, 60), sentence(amounts, 80)), off)}`;
};

const nodeLines = ({ nodes, schedulable_physical_node_count: schedulable }: CapacityResult, say: Catalogue): Part => {
  const physical = nodes.filter(({ virtual }) => !virtual).toSorted(order);
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
