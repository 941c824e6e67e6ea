import type { Ended, Wait } from '../../src/core/evidence.ts';

/** Small turns of phrase that many sentences share. Plain text. */

export const AGAIN = 'Run the command again in a minute.';

export const count = (n: number, one: string, many = `${one}s`): string => `${n.toLocaleString('en-US')} ${n === 1 ? one : many}`;

/** What a service told us, after a colon; nothing if it told nothing. */
export const because = (detail: string): string => {
  const told = detail.trim().replace(/[.\s]+$/, '');
  return told === '' ? '' : `: ${told}`;
};

/** `a, b and c`; what is beyond `most` is counted. */
export const list = (items: readonly string[], most: number): string => {
  const shown = items.length > most ? [...items.slice(0, most), `${items.length - most} more`] : items;
  return shown.length < 2 ? (shown[0] ?? '') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
};

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/** `since 10:42 UTC on 23 November`. A time that is none is given as it is. */
export const since = (iso: string): string => {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return `since ${iso}`;
  return `since ${at.toISOString().slice(11, 16)} UTC on ${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]}`;
};

/** How something ended that waits for `reason` now; empty where it has not. */
export const howEnded = (ended: Ended | null, reason: string): string => {
  if (!ended) return '';
  const code = `exit code ${ended.exit_code ?? 'not known'}`;
  return ended.reason === '' || ended.reason === reason ? code : `last ended with ${ended.reason} (${code})`;
};

/** What there is to say of a wait besides its reason. */
export const waitDetail = ({ reason, message, ended }: Wait): string => [message, howEnded(ended, reason)].filter(Boolean).join('; ');

/** At the beginning of a sentence. */
export const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
