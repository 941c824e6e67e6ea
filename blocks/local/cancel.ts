import type { LocalAnswer } from '../../src/actions/local/index.ts';
import type { EphemeralMessage } from '../answers.ts';
import { answers } from '../en/answers.ts';
import { SIGNS } from '../kit.ts';

export const cancel = ({ run }: LocalAnswer<'cancel'>): EphemeralMessage => ({ text: `${SIGNS.cancelled} ${answers.cancel.done(run)}` });
