import { isObj } from './slack/block-problem.ts';
import type { Block, Content } from './slack/messages.ts';

const list = (value: unknown): readonly Record<string, unknown>[] => (Array.isArray(value) ? value.filter(isObj) : []);

/** What a person reads of mrkdwn: without its marks, dates in UTC. */
const plain = (value: unknown): string =>
  String(isObj(value) ? (value.text ?? '') : (value ?? ''))
    .replace(/<!date\^[^|>]*\|([^>]*)>/g, '$1')
    .replace(/<[^|>]*\|([^>]*)>/g, '$1')
    .replace(/<([@#!][^>]*)>/g, '$1')
    .replace(/\*([^*\n]+)\*/g, '$1')
    .replaceAll('`', '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

function blockAsText(block: Block): string {
  switch (block.type) {
    case 'divider':
      return '---';
    case 'actions':
      return list(block.elements)
        .map((element) => `[ ${plain(element.text)} ]`)
        .join('  ');
    case 'rich_text':
      // Logs and the like, as they are.
      return list(block.elements)
        .flatMap(({ elements }) => list(elements))
        .map((part) => String(part.text ?? '').replace(/^/gm, '    '))
        .join('\n');
    case 'context':
      return list(block.elements).map(plain).join('  ');
    default: {
      const fields = list(block.fields).map((field) => plain(field).replace(/\n/, ': '));
      return [...(block.text ? [plain(block.text)] : []), ...fields].join('\n');
    }
  }
}

/** A message the way a terminal can show it. */
export const asText = ({ text, blocks }: Pick<Content, 'text' | 'blocks'>): string =>
  blocks.length > 0 ? blocks.map(blockAsText).join('\n') : plain(text);
