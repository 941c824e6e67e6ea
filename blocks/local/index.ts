import { isRefused, type LocalAnswer, type LocalName } from '../../src/actions/local/index.ts';
import { type EphemeralMessage, refused } from '../answers.ts';
import type { Catalogue } from '../catalogue.ts';
import { en } from '../en/index.ts';
import { cancel } from './cancel.ts';
import { clusters } from './clusters.ts';
import { freeze } from './freeze.ts';
import { help } from './help.ts';
import { runs } from './runs.ts';
import { show } from './show.ts';
import { unfreeze } from './unfreeze.ts';
import { unwatch } from './unwatch.ts';
import { watch } from './watch.ts';
import { whoami } from './whoami.ts';

/** A local command without a view does not compile. */
const views: { readonly [N in LocalName]: (answer: LocalAnswer<N>, say: Catalogue) => EphemeralMessage } = {
  runs,
  show,
  cancel,
  clusters,
  whoami,
  freeze,
  unfreeze,
  watch,
  unwatch,
  help,
};

/** `answer` is what the local command of that name answered. */
export const renderAnswer = (name: LocalName, answer: unknown, say: Catalogue = en): EphemeralMessage =>
  isRefused(answer) ? refused(answer.refused, say) : (views[name] as (answer: unknown, say: Catalogue) => EphemeralMessage)(answer, say);
