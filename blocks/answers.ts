import type { Refusal } from '../src/core/refusal.ts';
import type { Run } from '../src/runs/run.ts';
import type { Catalogue } from './catalogue.ts';
import { en } from './en/index.ts';
import { type Block, clip, message, type Part, SIGNS } from './kit.ts';
import { given } from './plan/decision.ts';

/** What one person sees alone, as the acknowledgement of what they typed. */
export interface EphemeralMessage {
  readonly text: string;
  readonly blocks?: readonly Block[];
}

/** Within Slack's limits like every message, without metadata: that belongs to the messages of runs. */
export function ephemeral(text: string, blocks: readonly Part[]): EphemeralMessage {
  const { metadata: _, ...shown } = message({ text, blocks, metadata: { event_type: '', event_payload: {} } });
  return shown;
}

/** Longer texts are cut by Slack. */
const TEXT = 3_000;

/** Why nothing was done, and what to do next. The sentences are mrkdwn already. */
export function refused<C extends Refusal['code']>(refusal: Extract<Refusal, { code: C }>, say: Catalogue = en): EphemeralMessage {
  const sentence = say.refusals[refusal.code] as (facts: Refusal['facts']) => string;
  return { text: clip(`${SIGNS.problem} ${sentence(refusal.facts)}`, TEXT) };
}

/** The same for a terminal. */
export const plainRefusal = (refusal: Refusal): string =>
  refused(refusal)
    .text.replace(`${SIGNS.problem} `, '')
    .replaceAll('`', '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

export const queued = (run: Run, { answers }: Catalogue = en): EphemeralMessage => ({ text: `${SIGNS.queued} ${answers.queued(run)}` });

/** Everything there is of a run, as a file in its thread. `fresh`: nobody had asked for it before. */
export const onItsWay = (run: Run, fresh: boolean, link: string | null, { answers }: Catalogue = en): EphemeralMessage => ({
  text: `${SIGNS.ok} ${answers.onItsWay(run, fresh, link)}`,
});

export const reposting = (run: Run, { answers }: Catalogue = en): EphemeralMessage => ({
  text: `${SIGNS.queued} ${answers.reposting(run)}`,
});

/** What is left of a direct message that stood in for the message in a channel. */
export const postedThere = (link: string, { answers }: Catalogue = en): string => `${SIGNS.ok} ${answers.postedThere(`<${link}>`)}`;

/** What a click on a plan came to; how it goes on stands in the run's own message. */
export const decided = (run: Run, verb: 'approve' | 'reject', { answers }: Catalogue = en): EphemeralMessage =>
  verb === 'reject'
    ? { text: `${SIGNS.cancelled} ${answers.decided.rejected(run)}` }
    : { text: `${SIGNS.ok} ${answers.decided.approved(run, given(run), run.plan?.required ?? 1)}` };

/** Something nobody foresaw: the reference is in the log. */
export const broken = (reference: string, { answers }: Catalogue = en): EphemeralMessage => ({
  text: `${SIGNS.failed} ${answers.broken(reference)}`,
});
