import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Difference } from '../../src/core/finding.ts';
import type { Plan } from '../../src/core/plan.ts';
import { differences } from '../../src/runs/difference.ts';
import { fingerprintOf } from '../../src/runs/fingerprint.ts';
import { anyPlan, change, planOf, step, TARGET, VPCEP } from './samples.ts';

const SWR = 'vpc-endpoint com.myhuaweicloud.cn-north-4.swr';
const event = (kind: Difference['kind'], since: string | null = null): Difference => ({
  kind,
  resource: SWR,
  field: null,
  was: null,
  now: null,
  since,
});
const moved = (field: string, was: Difference['was'], now: Difference['now'], resource = SWR): Difference => ({
  kind: 'changed',
  resource,
  field,
  was,
  now,
  since: null,
});
const create = planOf([step('swr', 'create', [change('subnet', null, 'a')])]);
const there = planOf([step('swr', 'unchanged', [], { since: '2025-11-23T10:42:00Z', resourceId: 'ep-1' })]);
const update = planOf([step('swr', 'update', [change('subnet', 'b', 'a')])]);
const nothing = planOf([]);
const renamed = planOf([step('swr', 'create', [change('subnet', null, 'a')], { resource: 'vpc-endpoint other' })]);
const version = (plan: Plan, value: string): Plan => ({ ...plan, resolved: { version: value } });

describe('what moved', () => {
  test.each<[string, Plan, Plan, Difference[]]>([
    ['nothing', VPCEP, VPCEP, []],
    ['somebody made it', create, there, [event('appeared', '2025-11-23T10:42:00Z')]],
    ['somebody made another one', create, update, [event('appeared')]],
    ['somebody deleted it', there, create, [event('gone')]],
    ['somebody deleted what was to be changed', update, create, [event('gone')]],
    ['somebody changed its value', update, planOf([step('swr', 'update', [change('subnet', 'c', 'a')])]), [moved('subnet', 'b', 'c')]],
    ['somebody set it to what was wanted', update, there, [moved('subnet', 'b', 'a')]],
    ['somebody changed what was right', there, update, [moved('subnet', 'a', 'b')]],
    ['what would be made is another', create, planOf([step('swr', 'create', [change('subnet', null, 'z')])]), [moved('subnet', 'a', 'z')]],
    [
      'one of its values is right now, and one is no more',
      planOf([step('swr', 'update', [change('dns', false, true), change('tables', ['r1'], ['r1', 'r2'])])]),
      planOf([step('swr', 'update', [change('dns', false, true), change('policy', 'none', 'full')])]),
      [moved('tables', ['r1'], ['r1', 'r2']), moved('policy', 'full', 'none')],
    ],
    ['a step more', nothing, create, [event('new')]],
    ['a step less', create, nothing, [event('dropped')]],
    ['something there that nobody had seen', nothing, there, [event('appeared', '2025-11-23T10:42:00Z')]],
    ['something that was there is not looked for any more', there, nothing, [event('gone')]],
    ['another resource in its place', create, renamed, [event('dropped'), { ...event('new'), resource: 'vpc-endpoint other' }]],
    [
      'a parameter that the world decides',
      version(there, '1.5.82'),
      version(there, '1.5.83'),
      [moved('version', '1.5.82', '1.5.83', 'parameters')],
    ],
    ['a parameter that is there now', nothing, version(nothing, '1'), [moved('version', null, '1', 'parameters')]],
    // With another wish, that a value needs a change does not say what it was before.
    [
      'another wish and a change for it',
      version(there, '1'),
      version(update, '2'),
      [moved('version', '1', '2', 'parameters'), event('new')],
    ],
    [
      'another wish and no change for it',
      version(update, '1'),
      version(there, '2'),
      [moved('version', '1', '2', 'parameters'), event('dropped')],
    ],
    ['a set in another order', version(nothing, 'x'), version(nothing, 'x'), []],
  ])('%s', (_, approved, now, expected) => expect(differences(approved, now)).toEqual(expected));

  test('nothing exactly if the fingerprints are equal', () => {
    const fingerprint = (plan: Plan) => fingerprintOf({ command: 'vpcep', target: TARGET, plan });
    const pair = fc.oneof(
      fc.tuple(anyPlan, anyPlan),
      anyPlan.map((plan) => [plan, { ...plan, steps: plan.steps.toReversed() }] as const),
      // Plans that differ in little.
      fc
        .tuple(anyPlan, anyPlan)
        .map(([a, b]) => [a, { ...a, steps: [...a.steps.slice(1), ...b.steps.filter(({ id }) => id === a.steps[0]?.id)] }] as const),
    );
    fc.assert(
      fc.property(pair, ([a, b]) => {
        expect(differences(a, b).length === 0).toBe(fingerprint(a) === fingerprint(b));
      }),
      { numRuns: 2_000 },
    );
  });
});
