import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { finding } from '../../src/core/finding.ts';
import type { Plan, Step } from '../../src/core/plan.ts';
import { fingerprintOf, type Planned, shortFingerprint } from '../../src/runs/fingerprint.ts';
import { anyPlan, change, planOf, step, TARGET, VPCEP } from './samples.ts';

const of = (plan: Plan, more: Partial<Planned> = {}): string => fingerprintOf({ command: 'vpcep', target: TARGET, plan, ...more });
const update = (...changes: Step['changes']): Plan => planOf([step('addon', 'update', changes)]);

describe('a fingerprint', () => {
  // Made with another program: json.dumps(sort_keys) and hashlib of Python.
  test('is 64 hex digits that stay the same from one version of the bot to the next', () => {
    expect(of(VPCEP)).toBe('bb1afe92e62cd630f147bb22c9504c5adf4e805b8d7fd7266f3b5d81f64819ad');
    expect(shortFingerprint(of(VPCEP))).toMatch(/^[0-9a-f]{12}$/);
    expect(of(VPCEP)).toMatch(new RegExp(`^${shortFingerprint(of(VPCEP))}[0-9a-f]{52}$`));
  });

  const [swr, obs] = VPCEP.steps as [Step, Step];
  test.each<[string, Plan]>([
    ['steps in another order', { ...VPCEP, steps: [obs, swr] }],
    ['a set in another order', { ...VPCEP, resolved: { route_table_ids: ['rtb-2', 'rtb-1'] } }],
    ['warnings', { ...VPCEP, warnings: [finding('addon_busy', { status: 'installing' })] }],
    ['cost', { ...VPCEP, cost: [{ step: 'swr', charged: true, unit: 'hour' }] }],
    ['since when something unchanged is so', { ...VPCEP, steps: [swr, { ...obs, since: '2025-11-23T10:42:00Z' }] }],
    ['the id of something unchanged', { ...VPCEP, steps: [swr, { ...obs, resourceId: 'ep-1' }] }],
    ['counts that nothing changes', { ...VPCEP, steps: [swr, { ...obs, changes: [change('routes', 3, 4)] }] }],
  ])('has nothing of %s', (_, plan) => expect(of(plan)).toBe(of(VPCEP)));

  test('takes sets deep inside a value, and fields, in any order', () => {
    const one = update(change('a', null, { ids: ['x', 'y'] }), change('b', [['q', 'p'], 'z'], 1));
    const other = update(change('b', [['p', 'q'], 'z'], 1), change('a', null, { ids: ['y', 'x'] }));
    expect(of(other)).toBe(of(one));
  });

  const other = { ...TARGET, alias: 'renamed' };
  test('is of the cluster, whatever it is called', () => expect(of(VPCEP, { target: other })).toBe(of(VPCEP)));

  test.each<[string, string]>([
    ['another command', of(VPCEP, { command: 'setup' })],
    ['another region', of(VPCEP, { target: { ...TARGET, region: 'cn-north-1' } })],
    ['another project', of(VPCEP, { target: { ...TARGET, projectId: null } })],
    ['another cluster', of(VPCEP, { target: { ...TARGET, clusterId: TARGET.clusterId.replace('4', '5') } })],
    ['another parameter', of({ ...VPCEP, resolved: { route_table_ids: ['rtb-1'] } })],
    ['one parameter more', of({ ...VPCEP, resolved: { ...VPCEP.resolved, image: null } })],
    ['a step less', of({ ...VPCEP, steps: [swr] })],
    ['another step id', of({ ...VPCEP, steps: [{ ...swr, id: 'swr-api' }, obs] })],
    ['another verb', of({ ...VPCEP, steps: [{ ...swr, verb: 'update' }, obs] })],
    ['another resource', of({ ...VPCEP, steps: [{ ...swr, resource: 'vpc-endpoint evil' }, obs] })],
    ['another value after', of({ ...VPCEP, steps: [{ ...swr, changes: [change('subnet_id', null, 'subnet-2')] }, obs] })],
    ['another value before', of({ ...VPCEP, steps: [{ ...swr, changes: [change('subnet_id', '', 'subnet-1')] }, obs] })],
    ['another field', of({ ...VPCEP, steps: [{ ...swr, changes: [change('vpc_id', null, 'subnet-1')] }, obs] })],
    ['one id twice in a set', of({ ...VPCEP, resolved: { route_table_ids: ['rtb-1', 'rtb-2', 'rtb-2'] } })],
    ['ids joined to one', of({ ...VPCEP, resolved: { route_table_ids: ['rtb-1,rtb-2'] } })],
    ['a number as text', of(update(change('replicas', 1, '2')))],
    ['a list of numbers in another order', of(update(change('ports', null, [2, 1])))],
  ])('is another for %s', (_, fingerprint) => {
    const known = [of(VPCEP), of(update(change('replicas', 1, 2))), of(update(change('ports', null, [1, 2])))];
    expect(known).not.toContain(fingerprint);
  });

  test('is refused to a plan of which two steps have one id', () => {
    expect(() => of(planOf([swr, { ...swr, resource: 'vpc-endpoint evil' }]))).toThrow('two steps of a vpcep plan have one id');
  });

  test('survives being written down and read, and the order of steps', () => {
    fc.assert(
      fc.property(anyPlan, (plan) => {
        const stored = JSON.parse(JSON.stringify({ ...plan, steps: plan.steps.toReversed() })) as Plan;
        expect(of(stored)).toBe(of(plan));
      }),
    );
  });
});
