import type { LocalAnswer } from '../../src/actions/local/index.ts';
import type { EphemeralMessage } from '../answers.ts';
import type { Catalogue } from '../catalogue.ts';
import { SIGNS } from '../kit.ts';

export const cancel = ({ run, stopping }: LocalAnswer<'cancel'>, { answers: { cancel: say } }: Catalogue): EphemeralMessage => ({
  text: `${SIGNS.cancelled} ${stopping ? say.stopping(run) : say.done(run)}`,
});
