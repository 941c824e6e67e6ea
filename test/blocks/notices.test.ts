import { describe, expect, test } from 'vitest';
import { noticeText } from '../../blocks/notices.ts';
import { checkMessage } from '../../sandbox/slack/block-check.ts';
import type { Notice } from '../../src/runs/notices.ts';
import * as s from './samples.ts';

const incident: Notice = { key: 'incident', to: ['on_call'] };
const onCall = { users: [], groups: ['S0ONCALL'] };

describe('a notice', () => {
  test('calls people, or names them so that nobody is called', () => {
    expect(noticeText(s.runOf(), incident, onCall, { ping: true })).toBe(
      '<!subteam^S0ONCALL> prod is not ready for bursting any more. The message above says why.',
    );
    expect(noticeText(s.runOf(), incident, onCall, { ping: false })).toMatch(/^`S0ONCALL` prod is not ready/);
    expect(noticeText(s.runOf(), incident, { users: ['U02BOB'], groups: [] }, { ping: true })).toContain('<@U02BOB>');
    expect(noticeText(s.runOf(), incident, { users: ['U02BOB'], groups: [] }, { ping: false })).not.toContain('<@');
  });
  test('for nobody is none', () => {
    expect(noticeText(s.runOf(), incident, { users: [], groups: [] }, { ping: true })).toBeNull();
  });
  test.each([s.HOSTILE, s.RTL, s.LONG, ''])('is safe whatever is in it (%#)', (x) => {
    const many = { users: Array.from({ length: 50 }, () => x), groups: [x, '!channel', 'S0 <!here>'] };
    const run = s.runOf({ target: { alias: x, region: x, projectId: x, clusterId: x } });
    const text = noticeText(run, incident, many, { ping: true }) ?? '';
    expect(checkMessage({ text })).toEqual([]);
    expect(text).not.toMatch(/[<>]/);
  });
});
