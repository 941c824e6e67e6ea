import type * as english from '../en/phrases.ts';
import { odd } from './oddities.ts';

/** Small turns of phrase that many sentences share. Plain text. Chinese has no plurals, and sets Latin words off by spaces. */

export const AGAIN = '请一分钟后重新运行该命令。';

export const digits = (n: number): string => n.toLocaleString('zh-CN');

/** `3 个节点`. A unit that begins with a Latin letter is set off by the caller: `count(3, ' Pod')`. */
export const count = (n: number, what: string): string => `${digits(n)} 个${what}`;

/** A value at the end of a clause; `otherwise` where there is none. */
export const after = (value: string | null, otherwise: string): string => (value ? ` ${value}` : otherwise);

/** A value at the beginning of a clause; `otherwise` where there is none. */
export const before = (value: string | null, otherwise: string): string => (value ? `${value} ` : otherwise);

/** A value in the middle of a clause; `otherwise` where there is none. */
export const between = (value: string | null, otherwise: string): string => (value ? ` ${value} ` : otherwise);

/** What a service told us, after a colon; nothing if it told nothing. */
export const because = (detail: string): string => {
  const told = odd(detail)
    .trim()
    .replace(/[.。\s]+$/, '');
  return told === '' ? '' : `：${told}`;
};

/** `a、b 和 c`; what is beyond `most` is counted. */
export const list = (items: readonly string[], most: number): string => {
  if (items.length > most) return `${items.slice(0, most).join('、')} 及另外 ${items.length - most} 项`;
  return items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join('、')} 和 ${items.at(-1)}`;
};

/** Several clauses one after the other; what is beyond `most` is counted. */
export const clauses = (items: readonly string[], most: number, mark: '、' | '，' | '；'): string =>
  [...items.slice(0, most), ...(items.length > most ? [`另有 ${items.length - most} 项`] : [])].join(mark);

/** One by its name, several by their number and the first of them: their names are long. Followed by a Chinese character. */
export const pods = (names: readonly string[]): string =>
  names.length < 2 ? `Pod ${before(names[0] ?? '', '')}` : `${names.length} 个 Pod（${names[0]} 及另外 ${names.length - 1} 个）`;

/** How something ended that waits for `reason` now; empty where it has not. */
export const howEnded: typeof english.howEnded = (ended, reason) => {
  if (!ended) return '';
  const code = `退出码${after(ended.exit_code === null ? null : String(ended.exit_code), '未知')}`;
  return ended.reason === '' || ended.reason === reason ? code : `上次退出：${ended.reason}（${code}）`;
};

/** What there is to say of a wait besides its reason. */
export const waitDetail: typeof english.waitDetail = ({ reason, message, ended }) =>
  [message, howEnded(ended, reason)].filter(Boolean).join('；');

/** `自 11 月 23 日 10:42（UTC）起`. A time that is none is given as it is. */
export const since = (iso: string): string => {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return `自 ${iso} 起`;
  return `自 ${at.getUTCMonth() + 1} 月 ${at.getUTCDate()} 日 ${at.toISOString().slice(11, 16)}（UTC）起`;
};
