import type { LocalAnswer } from '../../src/actions/local/index.ts';
import type { EphemeralMessage } from '../answers.ts';
import { answers } from '../en/answers.ts';
import { SIGNS } from '../kit.ts';

const say = answers.cancel;

export const cancel = ({ run, stopping }: LocalAnswer<'cancel'>): EphemeralMessage => ({
  text: `${SIGNS.cancelled} ${stopping ? say.stopping(run) : say.done(run)}`,
});
