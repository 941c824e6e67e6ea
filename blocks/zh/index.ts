import type { Catalogue } from '../catalogue.ts';
import { answers } from './answers.ts';
import { audit } from './audit.ts';
import { commands } from './commands.ts';
import { diagnose } from './diagnose.ts';
import { evidence } from './evidence.ts';
import { findings } from './findings.ts';
import { form } from './form.ts';
import { guide } from './guide.ts';
import { home } from './home.ts';
import { images } from './images.ts';
import { marks } from './marks.ts';
import { createNodepool, nodepools, resizeNodepool } from './node-pools.ts';
import { notices } from './notices.ts';
import { plan } from './plan.ts';
import { difference } from './plan-findings.ts';
import { progress } from './progress.ts';
import { problemText, refusals } from './refusals.ts';
import { rollout } from './rollout.ts';
import { setup } from './setup.ts';
import { smoke, smokeAfter } from './smoke.ts';
import { verify } from './verify.ts';
import { vpcep } from './vpcep.ts';
import { watch } from './watch.ts';
import { words } from './words.ts';

/** Simplified Chinese. */
export const zh: Catalogue = {
  notice: { title: 'Bursting', close: '关闭' },
  answers,
  refusals,
  problemText,
  audit,
  commands,
  form,
  home,
  images,
  marks,
  notices,
  watch,
  evidence,
  findings,
  difference,
  plan,
  guide,
  rollout,
  setup,
  progress,
  diagnose,
  verify,
  smoke,
  smokeAfter,
  vpcep,
  nodepools,
  resizeNodepool,
  createNodepool,
  ...words,
};
