import { count } from './phrases.ts';

/** One by its name, several by their number and the first of them: their names are long. */
export const pods = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? 'its pods') : `${count(names.length, 'pod')} (${names[0]} and ${names.length - 1} more)`;

export const isAre = (things: readonly unknown[]): string => (things.length === 1 ? 'is' : 'are');
