import { randomBytes } from 'node:crypto';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'; // Crockford base 32: no i, l, o, u

/** A new run id, `^run_[0-9a-hjkmnp-tv-z]{10}$`: 50 random bits. */
export const newRunId = (): string => `run_${Array.from(randomBytes(10), (byte) => ALPHABET[byte & 31]).join('')}`;

export const isRunId = (text: string): boolean => /^run_[0-9a-hjkmnp-tv-z]{10}$/.test(text);

/** Four hex digits that tie what a person was told to a line in the log. */
export const newReference = (): string => randomBytes(2).toString('hex');
