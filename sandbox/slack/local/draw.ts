import { isObj, list, type Obj } from '../block-problem.ts';
import { word } from '../web-arguments.ts';
import { codeLines, HARD_SPACE, richText } from './draw-rich-text.ts';

/** Invisible; keeps local-slack from taking what was escaped for markup. */
const JOINER = '\u2060';

/** What Slack escapes and local-slack would show as it is written. */
const unescaped = (text: string): string =>
  text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/<(?=[@#!]|https?:)/g, `<${JOINER}`)
    .replace(/&amp;/g, '&');

const fallback = (date: string, label: string | undefined): string => label ?? new Date(Number(date) * 1000).toISOString();

/** Marks live links and mentions so that unescaping cannot be confused with them, and puts them back. */
function keepingMarkup(text: string, change: (text: string) => string): string {
  const parts = text.split(/(<(?:https?:|[@#])[^<>]*>)/);
  return parts.map((part, i) => (i % 2 === 1 ? part.replace(/&amp;/g, '&') : change(part))).join('');
}

/** mrkdwn as local-slack can show it. `groups`: handle by user group id. */
export function drawText(text: string, groups: ReadonlyMap<string, string>): string {
  const plain = text
    .replace(/```\n?([\s\S]*?)\n?```/g, (_, code: string) => codeLines(code))
    .replace(/<!date\^(\d+)\^[^|>]*(?:\|([^>]*))?>/g, (_, date: string, label?: string) => fallback(date, label))
    .replace(/<!subteam\^(\w+)(?:\|[^>]*)?>/g, (_, id: string) => `*@${groups.get(id) ?? id}*`)
    .replace(/<mailto:[^|>]*\|([^>]*)>/g, '$1');
  return keepingMarkup(plain, unescaped);
}

const section = (text: string): Obj => ({ type: 'section', text: { type: 'mrkdwn', text } });

/** Table rows as lines of equal columns. */
function tableLines(block: Obj): string {
  const rows = list(block.rows).map((row) =>
    list(row).map((cell) => (isObj(cell) ? (cell.type === 'rich_text' ? richText(cell) : word(cell.text ?? cell.value)) : '')),
  );
  const widths = rows.reduce<number[]>((most, row) => row.map((cell, i) => Math.max(most[i] ?? 0, [...cell].length)), []);
  const padded = (cell: string, i: number): string => cell + HARD_SPACE.repeat(Math.max(0, (widths[i] ?? 0) - [...cell].length));
  return rows.map((row) => codeLines(row.map(padded).join(`${HARD_SPACE}${HARD_SPACE}`).trimEnd())).join('\n');
}

const markdown = (text: string): string => text.replace(/\*\*(.+?)\*\*/g, '*$1*').replace(/^#+ +(.+)$/gm, '*$1*');

/** Every text object inside, wherever it is. */
function drawTexts(value: unknown, groups: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((item) => drawTexts(item, groups));
  if (!isObj(value)) return value;
  if (value.type === 'mrkdwn') return { ...value, text: drawText(word(value.text), groups) };
  if (value.type === 'plain_text') return { ...value, text: unescaped(word(value.text)) };
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, drawTexts(item, groups)]));
}

function drawBlock(block: Obj, groups: ReadonlyMap<string, string>): Obj[] {
  switch (block.type) {
    case 'table':
    case 'data_table':
      return [section(tableLines(block))];
    case 'rich_text':
      return [section(richText(block))];
    case 'markdown':
      return [section(markdown(word(block.text)))];
    case 'container':
      return drawBlocks([...(block.title ? [{ type: 'header', text: block.title }] : []), ...list(block.child_blocks)], groups);
    case 'header': {
      const text = isObj(block.text) ? unescaped(word(block.text.text)) : '';
      return /:[\w+-]+:/.test(text) ? [section(`*${text}*`)] : [{ ...block, text: { type: 'plain_text', text } }];
    }
    default:
      return [drawTexts(block, groups) as Obj];
  }
}

/** Blocks as local-slack can show them: it knows section, header, context, divider, actions, image and input. */
export const drawBlocks = (blocks: readonly unknown[], groups: ReadonlyMap<string, string>): Obj[] =>
  blocks.filter(isObj).flatMap((block, i) => drawBlock(block, groups).map((drawn) => ({ block_id: `b${i}`, ...drawn })));
