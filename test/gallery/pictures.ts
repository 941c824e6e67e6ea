import { actionOf, actions } from '../../src/actions/index.ts';
import { isGuided } from '../../src/core/action.ts';
import { finding } from '../../src/core/finding.ts';
import { beginGuide, type Guide } from '../../src/runs/guide.ts';
import type { RunState } from '../../src/runs/run.ts';
import { runOf } from '../blocks/samples.ts';
import { endedIn } from './ended.ts';
import { commandIn, situations, type Typed } from './situations.ts';
import { beginnings, fates, type Picture } from './states.ts';

/** A guided run at each of its turns. */
function guidedPictures(command: string): readonly Picture[] {
  const action = actionOf(command);
  if (!action || !isGuided(action)) return [];
  const start = beginGuide(action.stages.filter(({ command: stage }) => actionOf(stage)));
  const run = runOf({ command, action: command, channel: 'C01OPS', state: 'running', guide: start });
  const upTo = (count: number, last: RunState, approvedBy: string | null = null): Guide => ({
    ...start,
    stops: start.stops.map((stop, i) => {
      if (i >= count) return stop;
      const isLast = i === count - 1;
      const plan = actionOf(stop.command)?.kind === 'plan';
      const approvals =
        plan && approvedBy && !isLast ? [{ by: approvedBy, at: run.createdAt + 300_000, verdict: 'approved' as const }] : [];
      return { ...stop, run: `run_012345678${i}`, state: isLast ? last : 'succeeded', success: isLast ? null : true, approvals };
    }),
  });
  const waiting = upTo(4, 'awaiting_approval', 'U02BOB');
  const stopped = upTo(4, 'rejected', 'U02BOB');
  const all = upTo(start.stops.length + 1, 'succeeded', 'U02BOB');
  const issues = [finding('obs_name_required', { region: 'cn-north-4' })];
  return [
    { title: 'begun', run: { ...run, guide: upTo(1, 'running') } },
    { title: 'waits for an approval', run: { ...run, guide: waiting, waitingFor: 'run_0123456783' } },
    {
      title: 'stopped',
      run: { ...run, state: 'blocked', guide: stopped, result: { success: false, issues, warnings: [] } },
    },
    { title: 'done', run: { ...run, state: 'succeeded', guide: all, result: { success: true } } },
    { title: 'cancelled', run: { ...run, state: 'cancelled', guide: waiting, endedBy: 'U03CAROL' } },
  ];
}

/** Every message of one command: what it says in each situation, or in those that are chosen, and in each state. */
export async function picturesOf(
  command: string,
  choose: (all: readonly Typed[]) => readonly Typed[] = (all) => all,
): Promise<readonly Picture[]> {
  const typed = choose(situations.filter((situation) => commandIn(situation) === command));
  const ended: Picture[] = [];
  for (const situation of typed) ended.push({ title: `${situation.name}: ${situation.summary}`, run: await endedIn(situation) });
  const [first] = ended;
  const waiting = ended.find(({ run }) => run.state === 'awaiting_approval');
  return [
    ...(first ? beginnings(first.run) : []),
    ...(waiting ? fates(waiting.run) : []),
    ...ended.filter((picture) => picture !== waiting),
    ...guidedPictures(command),
  ].map((picture, i) => ({ ...picture, run: { ...picture.run, id: `run_${String(i).padStart(10, '0')}` } }));
}

export const commandNames: readonly string[] = Object.keys(actions);
