import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changesTo, invalidIn, sameValue, valueAt, type Wanted, withChanges } from '../../../src/actions/setup/values.ts';
import type { FieldChange } from '../../../src/core/plan.ts';
import { canonical } from '../../../src/runs/canonical.ts';
import { fixture } from '../../clients/huawei/signed-server.ts';
import * as w from '../precheck/world.ts';

const SECOND = '0aaaaaaa-0000-4000-8000-000000000002';
const FOREIGN = 'ffffffff-0000-4000-8000-000000000000';
/** As in a VPC with the subnets of nodes, pods and endpoints: others are not there. */
const further = (id: string): string | null => {
  const here = [w.NODES, w.PODS, w.ENDPOINTS].find((subnet) => subnet.id === id || subnet.neutron === id);
  return here?.neutron ?? (id === SECOND ? id : null);
};
const wanted = (more: Partial<Wanted> = {}): Wanted => ({
  clusterId: w.CLUSTER,
  clusterName: 'turbo-prod',
  vpcId: w.VPC,
  projectId: w.PROJECT,
  podSubnetIds: [w.PODS.neutron],
  furtherSubnet: further,
  ...more,
});
const full = (): Record<string, Record<string, unknown>> =>
  structuredClone((fixture('cce.update-addon.request').spec as { values: Record<string, Record<string, unknown>> }).values);
/** The values of the reference with some keys of a group replaced; undefined: taken away. */
const with_ = (group: 'basic' | 'custom' | 'flavor', more: object): Record<string, unknown> => {
  const values = full();
  const merged = Object.entries({ ...values[group], ...more }).filter(([, value]) => value !== undefined);
  return { ...values, [group]: Object.fromEntries(merged) };
};
const changes = (values: Record<string, unknown> | null, more: Partial<Wanted> = {}): readonly FieldChange[] => {
  const found = changesTo(values, wanted(more));
  if ('invalid' in found) throw new Error(found.invalid);
  return found;
};
const shown = (found: readonly FieldChange[]) => found.map(({ field, before, after }) => [field, before, after]);

describe('what must change', () => {
  it('of an add-on that is not there is everything, as the reference installs it', () => {
    const found = changes({});
    expect(found.map(({ before }) => before)).toEqual(found.map(() => null));
    expect(withChanges({}, found)).toEqual((fixture('cce.create-addon.request').spec as { values: object }).values);
  });

  it('of one that is right is nothing, whatever else an operator chose', () => {
    expect(changes(full())).toEqual([]);
    expect(changes(with_('flavor', { replicas: '3', resources: [] }))).toEqual([]);
    expect(changes(with_('custom', { isInstallProxy: true, enableScheduleProfileLocalSurge: false, more: { deep: 1 } }))).toEqual([]);
    expect(changes({ ...full(), more: [1] })).toEqual([]);
    expect(changes(with_('custom', { enableLogCollection: undefined, isInstallProxy: undefined }))).toEqual([]);
    expect(changes(with_('basic', { cluster_name: 'an old name' }))).toEqual([]);
    expect(changes(with_('basic', { project_id: ` ${w.PROJECT.toUpperCase()} ` }))).toEqual([]);
  });

  it.each<[string, Record<string, unknown>, unknown[][]]>([
    ['a swapped subnet', with_('basic', { network_id: w.PODS.id }), [['basic.network_id', w.PODS.id, w.PODS.neutron]]],
    ['a foreign subnet', with_('custom', { subnet_id: FOREIGN }), [['custom.subnet_id', FOREIGN, w.PODS.neutron]]],
    ['the subnet of the nodes', with_('basic', { network_id: w.NODES.neutron }), [['basic.network_id', w.NODES.neutron, w.PODS.neutron]]],
    ['a missing project id', with_('basic', { project_id: undefined }), [['basic.project_id', null, w.PROJECT]]],
    ['an empty project id', with_('basic', { project_id: ' ' }), [['basic.project_id', null, w.PROJECT]]],
    ['a project id of another kind', with_('basic', { project_id: 7 }), [['basic.project_id', 7, w.PROJECT]]],
    ['an object in its place', with_('basic', { vpc_id: { a: ['\ud800'] } }), [['basic.vpc_id', '{"a":["\\ud800"]}', w.VPC]]],
    ['text that is no Unicode', with_('basic', { project_id: 'x\ud800' }), [['basic.project_id', 'x\ufffd', w.PROJECT]]],
    ['another project', with_('basic', { project_id: 'other' }), [['basic.project_id', 'other', w.PROJECT]]],
    ['another VPC', with_('basic', { vpc_id: FOREIGN }), [['basic.vpc_id', FOREIGN, w.VPC]]],
    ['another cluster', with_('basic', { cluster_id: FOREIGN }), [['basic.cluster_id', FOREIGN, w.CLUSTER]]],
    ['no cluster name', with_('basic', { cluster_name: '' }), [['basic.cluster_name', null, 'turbo-prod']]],
    ['no replicas', with_('flavor', { replicas: undefined }), [['flavor.replicas', null, '1']]],
    ['the other spelling, wrong', with_('basic', { networkID: w.PODS.id }), [['basic.networkID', w.PODS.id, w.PODS.neutron]]],
    ['the other spelling alone, right', with_('basic', { project_id: '', projectID: w.PROJECT }), []],
    ['the older name of the subnet, wrong', with_('basic', { subnet_id: w.PODS.id }), [['basic.subnet_id', w.PODS.id, w.PODS.neutron]]],
    ['the older name of the subnet, right', with_('basic', { subnet_id: w.PODS.neutron }), []],
    [
      'a swapped further subnet',
      with_('custom', { subnets: [{ subnetID: w.PODS.id }] }),
      [['custom.subnets', [w.PODS.id], [w.PODS.neutron]]],
    ],
    [
      'a foreign further subnet',
      with_('custom', { subnets: [{ subnetID: w.PODS.neutron }, { subnetID: FOREIGN }] }),
      [['custom.subnets', [w.PODS.neutron, FOREIGN], [w.PODS.neutron]]],
    ],
    [
      'a further subnet that an operator added',
      with_('custom', { subnets: [{ subnetID: w.ENDPOINTS.neutron }, { subnetID: w.PODS.neutron }] }),
      [],
    ],
    [
      'an operator’s without the pods’',
      with_('custom', { subnets: [{ subnetID: w.ENDPOINTS.neutron }] }),
      [['custom.subnets', [w.ENDPOINTS.neutron], [w.ENDPOINTS.neutron, w.PODS.neutron]]],
    ],
    ['no further subnets, and one is enough', with_('custom', { subnets: undefined }), []],
    ['an empty list of them', with_('custom', { subnets: [] }), [['custom.subnets', [], [w.PODS.neutron]]]],
    [
      'entries that are none',
      with_('custom', { subnets: [7, null, { subnetID: w.PODS.id }] }),
      [['custom.subnets', ['7', 'null', w.PODS.id], [w.PODS.neutron]]],
    ],
    ['a list that is none', with_('custom', { subnets: 'x' }), [['custom.subnets', [], [w.PODS.neutron]]]],
  ])('%s', (_, values, expected) => {
    const found = changes(values);
    expect(shown(found)).toEqual(expected);
    expect(canonical(found)).toBe(canonical(JSON.parse(JSON.stringify(found))));
    for (const { field, before } of found) expect(sameValue(valueAt(values, field), before)).toBe(true);
  });

  it('a group that is missing is filled as an installation fills it', () => {
    const { custom: _, ...rest } = full();
    expect(shown(changes(rest))).toEqual([
      ['custom.subnet_id', null, w.PODS.neutron],
      ['custom.subnets', null, [w.PODS.neutron]],
      ['custom.isInstallProxy', null, false],
      ['custom.enableScheduleProfileLocalSurge', null, true],
      ['custom.enableLogCollection', null, false],
    ]);
    expect(shown(changes({ ...rest, custom: null }))).toEqual(shown(changes(rest)));
  });

  it('all pod subnets of the cluster are named, in any order; a value for one of them stays', () => {
    const podSubnetIds = [SECOND, w.PODS.neutron];
    expect(shown(changes(full(), { podSubnetIds }))).toEqual([['custom.subnets', [w.PODS.neutron], [w.PODS.neutron, SECOND]]]);
    expect(changes(with_('custom', { subnets: [{ subnetID: w.PODS.neutron }, { subnetID: SECOND }] }), { podSubnetIds })).toEqual([]);
  });

  it('a subnet that was given is the only one', () => {
    const only = { podSubnetIds: [w.ENDPOINTS.neutron], furtherSubnet: (id: string) => (id === w.ENDPOINTS.neutron ? id : null) };
    expect(shown(changes(full(), only))).toEqual([
      ['basic.network_id', w.PODS.neutron, w.ENDPOINTS.neutron],
      ['custom.subnet_id', w.PODS.neutron, w.ENDPOINTS.neutron],
      ['custom.subnets', [w.PODS.neutron], [w.ENDPOINTS.neutron]],
    ]);
  });

  it.each<[unknown, string]>([
    [null, 'values'],
    [{ basic: 'x' }, 'values.basic'],
    [{ basic: {}, custom: [] }, 'values.custom'],
    [{ flavor: 1 }, 'values.flavor'],
  ])('is not known of %j', (values, invalid) => {
    expect(changesTo(values as never, wanted())).toEqual({ invalid });
    expect(invalidIn(values as never)).toBe(invalid);
  });
});

describe('what is written back', () => {
  it('has everything that nobody knows, and an entry that stays keeps what else it says', () => {
    const values = {
      ...with_('custom', { subnets: [{ subnetID: w.PODS.neutron, zone: 'a' }, { subnetID: FOREIGN }], more: [1] }),
      other: { deep: true },
      basic: { ...full().basic, project_id: '', endpoint: 'x' },
    };
    const before = structuredClone(values);
    expect(withChanges(values, changes(values))).toEqual({
      ...values,
      basic: { ...values.basic, project_id: w.PROJECT },
      custom: { ...(values as { custom?: object }).custom, subnets: [{ subnetID: w.PODS.neutron, zone: 'a' }] },
    });
    expect(values).toEqual(before);
  });

  it('and then nothing is left to change', () => {
    const id = fc.constantFrom(w.PODS.id, w.PODS.neutron, w.NODES.neutron, w.ENDPOINTS.id, FOREIGN, '', ' ', undefined, null, 7);
    const entry = fc.oneof(fc.record({ subnetID: id, zone: fc.string() }, { requiredKeys: [] }), fc.constantFrom(null, 'x', 3));
    const group = (record: Record<string, fc.Arbitrary<unknown>>) => fc.option(fc.record(record, { requiredKeys: [] }), { nil: undefined });
    const values = fc.record(
      {
        basic: group({
          network_id: id,
          networkID: id,
          subnet_id: id,
          project_id: id,
          projectID: id,
          vpc_id: id,
          cluster_id: id,
          clusterName: fc.string(),
        }),
        custom: group({ subnet_id: id, subnets: fc.array(entry, { maxLength: 4 }), isInstallProxy: fc.boolean() }),
        flavor: group({ replicas: fc.constantFrom('2', '', 1) }),
        other: fc.anything(),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(values, fc.constantFrom([w.PODS.neutron], [w.PODS.neutron, SECOND]), (given, podSubnetIds) => {
        const written = withChanges(given, changes(given, { podSubnetIds }));
        expect(changes(written, { podSubnetIds })).toEqual([]);
        expect(written.other).toBe(given.other);
      }),
    );
  });

  it('changes no prototype, whatever keys the values have', () => {
    const values = JSON.parse('{"__proto__":{"polluted":1},"basic":{"__proto__":{"polluted":2},"constructor":{"prototype":3}}}');
    const written = withChanges(values, changes(values));
    expect(JSON.stringify(written)).toContain('"__proto__":{"polluted":2}');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect((written as Record<string, unknown>).polluted).toBeUndefined();
  });

  it.each(['version', '__proto__', '__proto__.polluted', 'basic.__proto__', 'basic', 'basic.a.b', 'other.a', 'custom.subnets[0]', ''])(
    'has no place for a field like "%s"',
    (field) => {
      expect(() => withChanges({}, [{ field, before: null, after: 'x' }])).toThrow(/is no value of the add-on/);
      expect(() => valueAt({}, field)).toThrow(/is no value of the add-on/);
    },
  );

  it('is nothing where a group is no object', () => {
    expect(() => withChanges({ basic: 'x' }, [{ field: 'custom.subnet_id', before: null, after: 'x' }])).toThrow(
      'values.basic is no object',
    );
  });
});

it('values are compared as plans show them: further subnets are a set', () => {
  expect(valueAt(full(), 'custom.subnets')).toEqual([w.PODS.neutron]);
  expect(valueAt({ custom: {} }, 'custom.subnets')).toBeNull();
  expect(valueAt({ basic: { project_id: '' } }, 'basic.project_id')).toBeNull();
  expect(valueAt({ basic: 'x' }, 'basic.project_id')).toBeNull();
  expect(sameValue(['a', 'B'], ['b', 'A', 'a'])).toBe(true);
  expect(sameValue(['a'], ['a', 'b'])).toBe(false);
  expect(sameValue(null, [])).toBe(false);
  expect(sameValue(true, 'true')).toBe(false);
});
