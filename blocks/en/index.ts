import { findings } from './findings.ts';
import { words } from './words.ts';

/** English. Another language is another folder of the same shape. */
export const en = { findings, ...words };
