import type { ActionName } from './index.ts';

/** What a watch asks again and again: a read that is about the whole cluster when it is asked for without parameters. */
export const WATCHED: ActionName = 'verify';
