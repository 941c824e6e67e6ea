import { afterAll, describe, expect, test } from 'vitest';
import { caseOf } from './case.ts';
import { Crew } from './crew.ts';
import type { Outcome } from './story.ts';
import { SUBJECTS } from './subject.ts';

/** Every kind of fault once; `npm run test:faults` plays them at every boundary. Each list has its own bots, one of them a second worker. */
const LISTS: readonly (readonly [workers: 1 | 2, cases: readonly string[], command?: string])[] = [
  [
    1,
    [
      'apply / redis / gateway / move awaiting_approval to approved #1 / before / redis restart',
      'apply / cloud / worker / CreateEndpoint #1 / after / reset',
      'apply / redis / worker / note step:swr intended #1 / after / redis restart',
      'apply / redis / worker / move applying to succeeded #1 / after / reset',
      'apply / cloud / worker / CreateEndpoint #2 / after / kill',
    ],
  ],
  [
    1,
    [
      'apply / redis / worker / move approved to applying #1 / after / slack 429',
      'apply / cloud / worker / CreateEndpoint #3 / before / answer 500',
      'apply / slack / worker / chat.postMessage #1 / after / reset',
      'apply / redis / worker / note step:swr-api intended #1 / before / redis stall',
      'apply / redis / gateway / move awaiting_approval to approved #1 / after / kill both',
    ],
  ],
  [
    2,
    [
      'apply / redis / worker / note step:swr intended #1 / after / pause / standby',
      'apply / cloud / worker / CreateEndpoint #2 / before / kill / standby',
    ],
  ],
  [
    1,
    [
      'apply / cloud / worker / CreateAddonInstance #1 / after / reset',
      'apply / cloud / worker / CreateAddonInstance #1 / after / kill',
      'apply / redis / worker / note step:addon waiting #1 / after / kill',
      'apply / cloud / worker / CreateAddonInstance #1 / before / answer 500',
    ],
    'setup',
  ],
  [1, ['apply / cloud / worker / ScaleNodePool #1 / after / kill'], 'resize-nodepool'],
  [
    1,
    ['apply / cloud / worker / CreateNodePool #1 / after / kill', 'apply / cloud / worker / CreateNodePool #1 / before / reset'],
    'create-nodepool',
  ],
  [
    1,
    ['apply / cloud / worker / PatchDeployment #1 / after / reset', 'apply / cloud / worker / CreateNamespace #1 / after / kill'],
    'smoke',
  ],
];

/** Plays a list one by one, beside the other lists. */
function playing(workers: 1 | 2, cases: readonly string[], command: string): ReadonlyMap<string, Promise<Outcome>> {
  const subject = SUBJECTS.get(command);
  if (!subject) throw new Error(`${command} is no subject`);
  const crew = new Crew({ tempo: 'fast', workers, subject });
  afterAll(() => crew.stop());
  let last: Promise<unknown> = Promise.resolve();
  return new Map(
    cases.map((id) => {
      const played = last.then(() => crew.play(caseOf(id)));
      last = played.catch(() => {});
      return [id, played];
    }),
  );
}

describe.each(LISTS.map(([workers, cases, command = 'vpcep']) => ({ workers, command, played: [...playing(workers, cases, command)] })))(
  '$command, with $workers worker(s)',
  ({ played }) => {
    test.each(played)('an apply ends as without the fault: %s', { timeout: 90_000 }, async (_, outcome) => {
      const { met, problems } = await outcome;
      expect({ met, problems }).toEqual({ met: true, problems: [] });
    });
  },
);
