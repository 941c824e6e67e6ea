import { describe, expect, test } from 'vitest';
import { noticeText, type People } from '../../blocks/notices.ts';
import { checkMessage } from '../../sandbox/slack/block-check.ts';
import type { Notice } from '../../src/runs/notices.ts';
import { RUN_STATES, type RunState } from '../../src/runs/run.ts';
import { planOf, planRun } from './plan-samples.ts';
import * as s from './samples.ts';

const onCall: People = { users: [], groups: ['S0ONCALL'] };
const alice: People = { users: ['U01ALICE'], groups: [] };
const ALL: readonly Notice[] = [
  { says: 'incident', to: ['on_call'] },
  { says: 'waits', to: ['approvers'] },
  { says: 'remind', to: ['approvers'] },
  { says: 'decided', given: 1, to: ['requester'] },
  { says: 'ended', to: ['requester'] },
];
const told = (notice: Notice, run = planRun(), people = alice, ping = true): string | null => noticeText(run, notice, people, { ping });

describe('a notice', () => {
  test('calls people, or names them so that nobody is called', () => {
    const incident = { says: 'incident', to: ['on_call'] } as const;
    expect(told(incident, s.runOf(), onCall)).toBe(
      '<!subteam^S0ONCALL> prod is not ready for bursting any more. The message above says why.',
    );
    expect(told(incident, s.runOf(), onCall, false)).toMatch(/^`S0ONCALL` prod is not ready/);
    expect(told(incident, s.runOf(), alice, false)).not.toContain('<@');
  });
  test('says what waits, until when, how many have approved, and how it ended', () => {
    expect(told({ says: 'waits', to: [] })).toMatch(/^<@U01ALICE> vpcep on prod waits for your decision: `run_0123456789`/);
    expect(told({ says: 'remind', to: [] })).toMatch(/still waits for your decision.*It expires <!date\^/);
    const two = planRun({ plan: planOf({ required: 2 }) });
    expect(told({ says: 'decided', given: 1, to: [] }, two)).toContain('has 1 of 2 approvals');
    expect(told({ says: 'decided', given: 2, to: [] }, two)).toContain('vpcep on prod is approved');
  });
  test.each(RUN_STATES)('of a run that is %s is a whole sentence', (state: RunState) => {
    expect(told({ says: 'ended', to: [] }, planRun({ state }))).toMatch(/^<@U01ALICE> vpcep on prod .*\. `run_0123456789`$/);
  });
  test.each(ALL)('for nobody is none: $says', (notice) => {
    expect(told(notice, planRun(), { users: [], groups: [] })).toBeNull();
  });
  test.each([s.HOSTILE, s.RTL, s.LONG, ''])('is safe whatever is in it (%#)', (x) => {
    const many = { users: Array.from({ length: 50 }, () => x), groups: [x, '!channel', 'S0 <!here>'] };
    const run = planRun({ id: x, command: x, target: { alias: x, region: x, projectId: x, clusterId: x } });
    for (const notice of ALL) {
      const text = told(notice, run, many) ?? '';
      expect(checkMessage({ text })).toEqual([]);
      expect(text.replace(/<!date[^>]*>/g, '')).not.toMatch(/[<>]/);
    }
  });
});
