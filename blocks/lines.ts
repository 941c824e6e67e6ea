import { type Block, section } from './kit.ts';

/** A section takes 3,000 characters, and no text has more of them than bytes. */
const SECTION = 2_900;

/** As sent: escaped for JSON, a character outside of ASCII as several bytes. */
const bytes = (text: string): number => new TextEncoder().encode(JSON.stringify(text)).length;

interface Packed {
  readonly blocks: readonly Block[];
  /** How many texts found no room. */
  readonly left: number;
}

/** Texts below each other in as few sections as they fit into, at most `most`; none is cut in two. */
export function pack(texts: readonly string[], most: number, gap = '\n'): Packed {
  const sections: string[] = [];
  let packed = 0;
  for (const text of texts) {
    const last = sections.at(-1);
    const joined = last === undefined ? null : `${last}${gap}${text}`;
    if (joined !== null && bytes(joined) <= SECTION) sections[sections.length - 1] = joined;
    else if (sections.length < most) sections.push(text);
    else break;
    packed += 1;
  }
  return { blocks: sections.map((text) => section(text)), left: texts.length - packed };
}

/** One section with a title and as many lines as fit; `more` counts the rest. */
export function titled(title: string, lines: readonly string[], more: (left: number) => string): Block {
  // The line that counts the rest is short: it fits into what a section takes beyond this.
  const shown: string[] = [`*${title}*`];
  let size = bytes(`*${title}*`);
  for (const line of lines) {
    size += bytes(line);
    if (size > SECTION - 200) break;
    shown.push(line);
  }
  const left = lines.length - (shown.length - 1);
  return section([...shown, ...(left > 0 ? [more(left)] : [])].join('\n'));
}
