/** Escapes text from outside for a mrkdwn text object or the top-level `text` (Slack: formatting message text). Ampersand first. */
export const esc = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** Inline code that cannot be broken out of: backticks cannot be escaped in mrkdwn, so they are replaced. */
export const code = (text: string): string => {
  const shown = esc(text.replace(/[\r\n\t]+/g, ' ').replace(/`/g, 'ˋ')).trim();
  return shown ? `\`${shown}\`` : '`-`';
};
