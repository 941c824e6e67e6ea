import { isObj, list, type Obj } from '../block-problem.ts';
import { word } from '../web-arguments.ts';

export const HARD_SPACE = '\u00a0';

/** One code span per line: local-slack draws no code fence and no run of spaces. */
export const codeLines = (text: string): string =>
  text
    .split('\n')
    .map((line) => (line.trim() ? `\`${line.replace(/`/g, 'ˋ').replace(/ {2,}/g, (run) => HARD_SPACE.repeat(run.length))}\`` : ''))
    .join('\n');

const STYLES: readonly (readonly [string, string])[] = [
  ['code', '`'],
  ['strike', '~'],
  ['italic', '_'],
  ['bold', '*'],
];

const styled = (text: string, style: unknown): string =>
  isObj(style) && text.trim() ? STYLES.reduce((inner, [name, mark]) => (style[name] ? `${mark}${inner}${mark}` : inner), text) : text;

/** The inline elements of a rich text section. */
function inline(element: unknown): string {
  if (!isObj(element)) return '';
  switch (element.type) {
    case 'link':
      return `<${word(element.url)}|${word(element.text) || word(element.url)}>`;
    case 'user':
      return `<@${word(element.user_id)}>`;
    case 'channel':
      return `<#${word(element.channel_id)}>`;
    case 'usergroup':
      return `@${word(element.usergroup_id)}`;
    case 'emoji':
      return `:${word(element.name)}:`;
    case 'date':
      return word(element.fallback);
    default:
      return styled(word(element.text), element.style);
  }
}

const line = (element: Obj): string => list(element.elements).map(inline).join('');

function part(element: unknown): string {
  if (!isObj(element)) return '';
  switch (element.type) {
    case 'rich_text_preformatted':
      return codeLines(line(element));
    case 'rich_text_quote':
      return line(element).replace(/^/gm, '> ');
    case 'rich_text_list':
      return list(element.elements)
        .map((item, i) => `${element.style === 'ordered' ? `${i + 1}.` : '•'} ${isObj(item) ? line(item) : ''}`)
        .join('\n');
    default:
      return line(element);
  }
}

/** A `rich_text` block, or a cell of a table, as mrkdwn. Nothing in it is escaped: local-slack's page escapes by itself. */
export const richText = (block: Obj): string => list(block.elements).map(part).join('\n');
