import { expect, it } from 'vitest';
import { opensObs } from '../../../src/actions/precheck/obs-policy.ts';
import type { PolicyStatement } from '../../../src/ports/cloud.ts';

const statement = (effect: string, actions: string[], resources: string[]): PolicyStatement => ({ effect, actions, resources });
const all = statement('Allow', ['obs:*:*'], ['obs:*:*:*:*/*', 'obs:*:*:*:*']);

it.each<[string, readonly PolicyStatement[] | null, boolean]>([
  ['the documented policy', [all], true],
  ['an allow of all actions on OBS', [statement('Allow', ['*'], ['obs:*:*:*:*'])], true],
  ['small letters and spaces', [statement(' allow', [' OBS:object:GetObject'], [])], true],
  ['no policy', null, false],
  ['an empty policy', [], false],
  ['a policy of SFS', [statement('Allow', ['sfs:*:*'], ['sfs:*:*:*:*'])], false],
  ['obs: in the middle of a word', [statement('Allow', ['sfs:jobs:list'], ['sfs:obs:*'])], false],
  ['an unknown effect', [statement('Maybe', ['obs:*:*'], [])], false],
  ['only a deny', [statement('Deny', ['obs:*:*'], ['*'])], false],
  ['a deny of all OBS', [all, statement('Deny', ['obs:*:*'], ['obs:*:*:*:*/*'])], false],
  ['a deny of everything without resources', [all, statement('DENY', ['*'], [])], false],
  ['a deny of one action', [all, statement('Deny', ['obs:object:DeleteObject'], ['*'])], true],
  ['a deny on one bucket', [all, statement('Deny', ['*'], ['obs:*:*:bucket:secret'])], true],
])('%s', (_, policy, expected) => {
  expect(opensObs(policy)).toBe(expected);
});
