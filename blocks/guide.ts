import { actionOf } from '../src/actions/index.ts';
import { proposalsOf } from '../src/actions/proposals.ts';
import { currentStop, type Stop } from '../src/runs/guide.ts';
import { isFinal, type Run } from '../src/runs/run.ts';
import { type Catalogue, findingsIn } from './catalogue.ts';
import { type Block, clip, code, context, mention, type Part, SIGNS, type Sign, section, sentence, slackDate } from './kit.ts';
import { seenToBy } from './seen-to.ts';
import { STATE_SIGNS } from './signs.ts';
import { commandFor, failure, findingList, headline, nameOf, type Shown } from './view.ts';

/** What a guided command calls its stages, by their ids, and what it says of plans on offer. */
export interface GuideNames {
  readonly stages: Readonly<Record<string, string>>;
  /** While something may be planned beside it: why, and that a button below does so. */
  readonly offer: string;
  /** What is so at the end. */
  readonly done: string;
}

/** The view of a command that leads through others: the checklist is the same for all, the words are its own. */
export interface GuideView {
  words(say: Catalogue): GuideNames;
}

const named = ({ stage, command }: Stop, names: GuideNames): string =>
  (Object.hasOwn(names.stages, stage) ? names.stages[stage] : undefined) ?? command;

/** A plan that ended well applied something, or found all of it there; a read was right, or found something in the way. */
const changes = ({ command }: Stop): boolean => actionOf(command)?.kind === 'plan';

const signOf = (stop: Stop): Sign => {
  if (stop.state === 'ahead') return 'untouched';
  if (stop.state === 'skipped') return 'ok';
  if (stop.state === 'succeeded' && stop.success === false && !changes(stop)) return 'problem';
  return STATE_SIGNS[stop.state];
};

/** Optional stages that nobody needed are no line. */
const isShown = (stop: Stop, command: string): boolean => {
  const action = actionOf(command);
  const stage = action?.kind === 'guided' ? action.stages.find(({ id }) => id === stop.stage) : undefined;
  return stop.run !== null || stage?.optional !== true;
};

/** What stands in the list of a run that was cancelled was cancelled with it: the list does not follow it any more. */
const stopped = (run: Run, stop: Stop): Stop =>
  run.state === 'cancelled' && stop.state !== 'ahead' && stop.state !== 'skipped' && !isFinal(stop.state)
    ? { ...stop, state: 'cancelled' }
    : stop;

const line = (stop: Stop, names: GuideNames, say: Catalogue): string => {
  const run = stop.run === null ? '' : `  ${code(clip(stop.run, 40))}`;
  return `${SIGNS[signOf(stop)]} ${say.lead(sentence(named(stop, names), 60))} ${sentence(say.guide.state(stop, changes(stop)), 80)}${run}`;
};

/** Who decided what. People are named in context blocks only. */
const decisions = (stops: readonly Stop[], names: GuideNames, say: Catalogue): readonly Block[] => {
  const all = stops.flatMap((stop) =>
    stop.approvals.map(({ by, at, verdict }) => {
      const words = say.guide.decided[verdict](sentence(named(stop, names), 60), mention(by), slackDate(at));
      return `${SIGNS[verdict === 'approved' ? 'ok' : 'cancelled']} ${words}`;
    }),
  );
  return all.length > 0 ? [context(...all.slice(-8))] : [];
};

/** Why somebody said no to what it stopped at, in their own words. */
const why = (stop: Stop | undefined, say: Catalogue): readonly Block[] => {
  const reason = stop?.state === 'rejected' ? stop.approvals.find(({ verdict }) => verdict === 'rejected')?.reason : null;
  return reason ? [section(`${say.lead(say.plan.labels.reason)} ${sentence(reason, 500)}`)] : [];
};

const offer = (run: Run, names: GuideNames): readonly Part[] =>
  proposalsOf(run).length > 0 ? [section(`${SIGNS.warning} ${sentence(names.offer)}`)] : [];

/** A checklist that follows the run: what is done, what waits for whom, who approved what, and where it stopped. */
export function guideShown(run: Run, view: GuideView, say: Catalogue): Shown {
  const names = view.words(say);
  const cluster = nameOf(run.target);
  const sign = STATE_SIGNS[run.state];
  const { guide } = run;
  const stops = (guide?.stops ?? []).filter((stop) => isShown(stop, run.command)).map((stop) => stopped(run, stop));
  const current = guide?.stops[currentStop(guide)];
  const stage = current ? named(current, names) : '';
  const issues = findingsIn(run.result?.issues, say);
  const again = commandFor(run.command, run, run.params);
  const verdict = ((): string => {
    const words = say.guide.verdict;
    if (run.state === 'succeeded') return words.succeeded(run.command, cluster, names.done);
    if (run.state === 'failed') return words.failed(run.command, cluster);
    if (!current)
      return run.state === 'cancelled' ? words.cancelled(run.command, cluster, run.command) : words.queued(run.command, cluster);
    if (run.state === 'blocked') return words.blocked(run.command, cluster, stage, issues.length);
    if (run.state === 'cancelled') return words.cancelled(run.command, cluster, stage);
    return words.running(run.command, cluster, stage, current.state, stops.indexOf(current) + 1, stops.length);
  })();
  return {
    sign,
    verdict,
    parts: [
      headline(current?.state === 'awaiting_approval' && run.state === 'running' ? 'waiting' : sign, verdict),
      ...failure(run, say),
      ...(stops.length > 0 ? [section(stops.map((stop) => line(stop, names, say)).join('\n'))] : []),
      ...offer(run, names),
      ...why(current, say),
      findingList('problem', issues, run, say),
      ...(issues.some((one) => seenToBy(one) === 'diagnosis') ? [section(say.guide.diagnosed)] : []),
      ...(run.state === 'blocked' ? [section(say.guide.goOn(again))] : []),
      ...(run.state === 'cancelled' ? [section(say.plan.askAgain(again))] : []),
      ...decisions(stops, names, say),
    ],
  };
}
