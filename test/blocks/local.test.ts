import { describe, expect, it } from 'vitest';
import { decided, type EphemeralMessage } from '../../blocks/answers.ts';
import { renderAnswer } from '../../blocks/local/index.ts';
import { checkMessage } from '../../sandbox/slack/block-check.ts';
import * as p from './plan-samples.ts';
import * as s from './samples.ts';

const text = (message: EphemeralMessage): string => {
  expect(checkMessage(message)).toEqual([]);
  return JSON.stringify(message.blocks ?? message.text);
};
const frozen = { by: 'U03CAROL', reason: 'incident 41' };

describe('freeze', () => {
  it('says what is frozen, why, what that means and how it ends', () => {
    const answer = text(renderAnswer('freeze', { cluster: 'prod', reason: 'incident 42', before: null }));
    expect(answer).toContain('Changes on `prod` are frozen: incident 42.');
    expect(answer).toContain('stops before its next write');
    expect(answer).toContain('`/bursting unfreeze prod`');
  });
  it('of everything ends with a command of its own, and names the freeze that it takes the place of', () => {
    const answer = text(renderAnswer('freeze', { cluster: null, reason: null, before: frozen }));
    expect(answer).toContain('Changes on all clusters are frozen.');
    expect(answer).toContain('`/bursting unfreeze`');
    expect(answer).toContain('frozen already by <@U03CAROL>: incident 41');
  });
  it.each([s.HOSTILE, s.LONG, s.RTL, ''])('of hostile words is safe: %.20s', (x) => {
    for (const cluster of [x, null])
      for (const name of ['freeze', 'unfreeze'] as const)
        expect(text(renderAnswer(name, { cluster, reason: x, before: { by: x, reason: x } })).replace(/<@U[A-Z0-9]+>/g, '')).not.toMatch(
          /[<>]/,
        );
  });
});

describe('unfreeze', () => {
  it('says what goes on, and who had frozen it', () => {
    const answer = text(renderAnswer('unfreeze', { cluster: 'prod', reason: null, before: frozen }));
    expect(answer).toContain('Changes on `prod` are not frozen any more');
    expect(answer).toContain('It was frozen by <@U03CAROL>: incident 41');
  });
  it('of what was not frozen points to the other switch', () => {
    expect(text(renderAnswer('unfreeze', { cluster: 'prod', reason: null, before: null }))).toContain('`/bursting unfreeze`');
    expect(text(renderAnswer('unfreeze', { cluster: null, reason: null, before: null }))).toContain('`/bursting unfreeze &lt;cluster&gt;`');
  });
});

it('cancel of an applying run says that it will stop, of another that it has', () => {
  expect(text(renderAnswer('cancel', { run: p.planRun({ state: 'applying' }), stopping: true }))).toContain(
    'will stop before its next write',
  );
  expect(text(renderAnswer('cancel', { run: p.planRun({ state: 'cancelled' }), stopping: false }))).toContain(
    'is cancelled. Nothing was changed.',
  );
});

describe('the answer to a click', () => {
  it.each([
    [p.planRun({ plan: p.planOf({ required: 2 }), approvals: [p.approval('U02BOB')] }), 'approve', '1 of 2 approvals are given'],
    [p.planRun({ state: 'approved', approvals: [p.approval('U02BOB')] }), 'approve', 'You approved `run_0123456789`.'],
    [p.planRun({ state: 'rejected' }), 'reject', 'You rejected `run_0123456789`.'],
  ] as const)('%# says what it came to', (run, verb, words) => expect(text(decided(run, verb))).toContain(words));
});

describe('watch', () => {
  const watch = { target: s.runOf().target, group: 'default', everyMs: 900_000, channel: 'C01OPS', by: 'U01ALICE' };
  it('says what is watched, how often, what is said when, and how it ends', () => {
    const answer = text(renderAnswer('watch', { set: watch, before: null }));
    expect(answer).toContain('`prod` is watched every 15 min, beginning now');
    expect(answer).toContain('`/bursting unwatch prod`');
  });
  it.each([
    [5 * 60_000, 'every 5 min'],
    [90 * 60_000, 'every 90 min'],
    [3_600_000, 'every 1 h'],
    [2 * 86_400_000, 'every 2 d'],
  ])('%s ms is %s', (everyMs, words) => {
    expect(text(renderAnswer('watch', { set: { ...watch, everyMs }, before: watch }))).toContain(words);
  });
  it('names the watch that it takes the place of', () => {
    expect(text(renderAnswer('watch', { set: watch, before: { ...watch, everyMs: 3_600_000 } }))).toContain(
      'It was watched every 1 h for <#C01OPS>',
    );
  });
  it('alone lists what is watched here, by whom', () => {
    expect(text(renderAnswer('watch', { watches: [] }))).toContain('None of the clusters that you can name in this channel is watched');
    const answer = text(renderAnswer('watch', { watches: [watch, { ...watch, by: null, channel: 'D01ALICE' }] }));
    expect(answer).toContain('`prod` every 15 min, speaks in <#C01OPS>, asked by <@U01ALICE>');
    expect(answer).toContain('speaks in a direct message, configured in `bursting.yaml`');
  });
  it('ends, or was not there', () => {
    expect(text(renderAnswer('unwatch', { cluster: 'prod', watched: true }))).toContain('`prod` is not watched any more');
    expect(text(renderAnswer('unwatch', { cluster: 'prod', watched: false }))).toContain('`prod` was not watched');
  });
  it.each([s.HOSTILE, s.LONG, s.RTL, ''])('of hostile words is safe: %.20s', (x) => {
    const strange = { ...watch, target: { ...watch.target, alias: x }, channel: x, by: x };
    for (const answer of [
      renderAnswer('watch', { set: strange, before: strange }),
      renderAnswer('watch', { watches: Array.from({ length: 60 }, () => strange) }),
      renderAnswer('unwatch', { cluster: x, watched: true }),
    ])
      expect(text(answer)).not.toMatch(/[<>]/);
  });
});
