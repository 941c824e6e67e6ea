/** A link that a Slack client made: `<https://host/path|label>`. Mentions (`<@U1>`, `<#C1>`, `<!here>`) are none, and stay as they are. */
const LINK = /<((?:https?|ftp|mailto|tel):[^<>|\s]*)(?:\|([^<>]*))?>/gi;
const ENTITIES: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' };

/**
 * Text as its author typed it, from what Slack sends: links unwrapped, `&lt; &gt; &amp;` decoded once, smart double quotes as `"`, every
 * kind of blank and line break as a space, invisible characters (zero-width, direction marks) left out. Use it once: a second time
 * would decode what the author meant literally.
 */
export const asTyped = (text: string): string =>
  text
    .toWellFormed()
    .replace(LINK, (_, url: string, label: string | undefined) => unwrap(url, label))
    .replace(/&(?:lt|gt|amp);/g, (entity) => ENTITIES[entity] ?? entity)
    .replace(/\p{Cf}/gu, '')
    .replace(/[\u201C-\u201F\u2033\u2036\u301D-\u301F\uFF02«»]/g, '"')
    .replace(/[\s\p{Cc}]/gu, ' ');

/** The label, if the client made the link from it; otherwise it hides where the link goes, and the address is what counts. */
const unwrap = (url: string, label: string | undefined): string => {
  if (label !== undefined && bare(label) === bare(url)) return label;
  return url.replace(/^(?:mailto|tel):/i, '');
};

const bare = (address: string): string =>
  address
    .toLowerCase()
    .replace(/^(?:https?:\/\/|ftp:\/\/|mailto:|tel:)/, '')
    .replace(/\/$/, '');
