import { expect, test } from 'vitest';
import { seenAtHome } from '../../src/people/home.ts';
import type { Role, Verdict } from '../../src/people/rights.ts';

const verdict = (role: Role, allowed: boolean): Verdict => ({ role, allowed, because: { code: allowed ? 'listed' : 'nobody_configured' } });
const [ANYWHERE, BOUND] = [{ channels: null }, { channels: ['C01OPS'] }] as const;

test.each([
  ['a reader sees what is made anywhere', ANYWHERE, false, true, false, true],
  ['a reader does not see what stays in its channels', BOUND, false, true, false, false],
  ['who asked for it sees it', BOUND, true, true, false, true],
  ['who may approve it sees it', BOUND, false, true, true, true],
  ['who may not read any more sees nothing, not even their own', ANYWHERE, true, false, false, false],
  ['who may not read sees nothing, approver or not', BOUND, false, false, true, false],
  ['outside the configuration there are no channels', null, false, true, false, true],
] as const)('%s', (_, cluster, own, reads, approves, sees) => {
  const run = { requestedBy: own ? 'U02BOB' : 'U01ALICE' };
  const verdicts = { viewer: verdict('viewer', reads), approver: verdict('approver', approves) };
  expect(seenAtHome(run, 'U02BOB', cluster, verdicts)).toBe(sees);
});
