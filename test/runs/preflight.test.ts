import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Plan, Step } from '../../src/core/plan.ts';
import { sameStep } from '../../src/runs/fingerprint.ts';
import { remaining } from '../../src/runs/preflight.ts';
import { anyPlan, change, planOf, runPlan, step } from './samples.ts';

const swr = step('swr', 'create', [change('subnet', null, 'a')]);
const obs = step('obs', 'create', [change('tables', null, ['r1', 'r2'])]);
const addon = step('addon', 'update', [change('version', '1.5.75', '1.5.82')], { resourceId: 'addon-1' });
const host = step('host', 'unchanged');
const approved = runPlan(planOf([swr, obs, addon, host]));
const done = (one: Step): Step => ({ ...one, verb: 'unchanged', changes: [], since: '2025-11-23T10:42:00Z' });

describe('an apply that goes on', () => {
  test.each<[string, readonly Step[], readonly Step[]]>([
    ['all is still to do', [swr, obs, addon, host], [swr, obs, addon]],
    ['the first step is done', [done(swr), obs, addon, host], [obs, addon]],
    ['all is done', [done(swr), done(obs), done(addon), host], []],
    ['what is left comes in another order', [addon, host, done(swr), obs], [obs, addon]],
    ['a set comes in another order', [{ ...obs, changes: [change('tables', null, ['r2', 'r1'])] }], [obs]],
    ['the id of what is there was not known before', [{ ...addon, resourceId: 'addon-2' }], [addon]],
    ['something unchanged is new', [done(swr), step('swr-api', 'unchanged')], []],
    ['there is nothing to say', [], []],
  ])('does what was approved and is left: %s', (_, now, left) => {
    expect(remaining(approved, planOf(now))).toEqual({ ok: left });
  });

  test.each<[string, readonly Step[], readonly string[]]>([
    ['a step that nobody approved', [step('swr-api', 'create')], ['new']],
    ['a step that was to change nothing', [{ ...host, verb: 'create' }], ['gone']],
    ['another value after', [{ ...swr, changes: [change('subnet', null, 'z')] }], ['changed']],
    ['another value before', [{ ...addon, changes: [change('version', '1.5.76', '1.5.82')] }], ['changed']],
    ['one field more', [{ ...swr, changes: [...swr.changes, change('policy', null, 'full')] }], ['changed']],
    ['another verb', [{ ...swr, verb: 'update' }], ['appeared']],
    ['another resource', [{ ...swr, resource: 'vpc-endpoint evil' }], ['dropped', 'new']],
    ['an approved step twice, once changed', [swr, { ...swr, changes: [] }], ['changed']],
  ])('stops at %s, and names only that', (_, now, kinds) => {
    const left = remaining(approved, planOf([...now, done(obs)]));
    expect('moved' in left && left.moved.map(({ kind }) => kind)).toEqual(kinds);
  });

  test('names the parameter that moved with it', () => {
    const now = { ...planOf([{ ...swr, changes: [change('subnet', null, 'z')] }]), resolved: { subnet: 'z' } };
    expect(remaining(approved, now)).toMatchObject({
      moved: [
        { resource: 'parameters', now: 'z' },
        { field: 'subnet', now: 'z' },
      ],
    });
  });

  test('never does what was not approved, and never stops without a reason', () => {
    const pair = fc.oneof(
      fc.tuple(anyPlan, anyPlan),
      anyPlan.map((plan): [Plan, Plan] => [plan, { ...plan, steps: plan.steps.map((one, i) => (i % 2 ? done(one) : one)) }]),
    );
    fc.assert(
      fc.property(pair, ([plan, now]) => {
        const left = remaining(runPlan(plan), now);
        if ('moved' in left) {
          expect(left.moved.length).toBeGreaterThan(0);
          return;
        }
        const work = now.steps.filter(({ verb }) => verb !== 'unchanged');
        expect(left.ok.length).toBe(work.length);
        for (const one of left.ok) {
          expect(plan.steps).toContain(one);
          expect(one.verb).not.toBe('unchanged');
          expect(work.some((other) => sameStep(one, other))).toBe(true);
        }
      }),
    );
  });
});
