/** What one check came to. `skip`: nothing was tried, and `says` why. */
export interface Line {
  readonly sign: 'ok' | 'warn' | 'FAIL' | 'skip';
  readonly about: string;
  readonly says: string;
  /** What to do about it; null: nothing. */
  readonly todo: string | null;
}

export const ok = (about: string, says: string): Line => ({ sign: 'ok', about, says, todo: null });
export const skip = (about: string, says: string): Line => ({ sign: 'skip', about, says, todo: null });
/** It works, and should not stay so. */
export const warn = (about: string, says: string, todo: string): Line => ({ sign: 'warn', about, says, todo });
export const fail = (about: string, says: string, todo: string): Line => ({ sign: 'FAIL', about, says, todo });

/** One line, whatever services say: a terminal obeys control characters. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();

export const format = ({ sign, about, says, todo }: Line): string =>
  `${sign.padEnd(4)} ${oneLine(`${about}: ${says}${todo === null ? '' : ` To do: ${todo}`}`)}`;

/** The last line: how many of each. */
export function summary(lines: readonly Line[]): string {
  const count = (sign: Line['sign']): number => lines.filter((line) => line.sign === sign).length;
  return `${count('ok')} ok, ${count('warn')} to look at, ${count('FAIL')} failed, ${count('skip')} not tried`;
}
