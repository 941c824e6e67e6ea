import { expect, it } from 'vitest';
import { judgeArm } from '../../../src/actions/precheck/addon.ts';

it.each([
  [null, false],
  ['1.5.36', false],
  ['1.5.9', false],
  ['1.5.37', true],
  ['v1.5.37-r1', true],
  ['1.10.0', true],
  ['2', true],
  ['', false],
])('add-on %s runs on Arm: %s', (version, expected) => {
  expect(judgeArm(version, 1).warnings).toHaveLength(expected ? 0 : 1);
});
