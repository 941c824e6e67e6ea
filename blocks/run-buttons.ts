import { proposalsOf } from '../src/actions/proposals.ts';
import { resumable } from '../src/runs/resume.ts';
import { isFinal, type Run } from '../src/runs/run.ts';
import type { Catalogue } from './catalogue.ts';
import { FORM_OPEN } from './form-names.ts';
import { type Button, button } from './kit.ts';
import { PLAN_ACTIONS } from './plan/decision.ts';

/** What a click on a run that has ended is called. The button's value is the run id and nothing else. */
const RUN_ACTIONS = { again: 'run_again', json: 'run_json', repost: 'run_repost' } as const;

/**
 * Of a plan that nobody but its requester sees: it is not decided there, so that only what opens a window is left of its own buttons, and
 * it can be brought to where it belongs.
 */
export const strayButtons = (run: Run, own: readonly Button[], say: Catalogue): readonly Button[] => [
  button(say.run.buttons.repost, RUN_ACTIONS.repost, { value: run.id, style: 'primary' }),
  ...own.filter(({ action_id }) => action_id === PLAN_ACTIONS.details),
];

/** Plans that a run offers; what follows after those is offered by what they come to. */
const PLANS = 3;

/** One button for each plan that the run proposes. */
const planButtons = (run: Run, primary: boolean, say: Catalogue): readonly Button[] =>
  [...new Set(proposalsOf(run).map(({ command }) => command))]
    .slice(0, PLANS)
    .map((command, i) =>
      button(say.form.open(command), `${FORM_OPEN}${command}`, { value: run.id, ...(primary && i === 0 ? { style: 'primary' } : {}) }),
    );

/**
 * The buttons that every run has at its end: what to do about a bad one first. `primary`: no other button is. While a guided run is under
 * way nothing waits for what it offers, so that none of that is primary.
 */
export function runButtons(run: Run, primary: boolean, say: Catalogue): readonly Button[] {
  if (!isFinal(run.state)) return planButtons(run, false, say);
  const how = resumable(run);
  const words = say.run.buttons;
  return [
    ...planButtons(run, primary, say),
    ...(how ? [button(words[how], RUN_ACTIONS.again, { value: run.id, ...(primary ? { style: 'primary' } : {}) })] : []),
    ...(run.result || run.plan ? [button(words.json, RUN_ACTIONS.json, { value: run.id })] : []),
  ];
}
