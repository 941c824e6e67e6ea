import { describe, expect, it } from 'vitest';
import { changeStep, installStep } from '../../../src/actions/setup/steps.ts';
import { changesTo } from '../../../src/actions/setup/values.ts';
import { setup } from '../../../src/actions/setup.ts';
import type { Sight, Step } from '../../../src/core/plan.ts';
import type { Progress } from '../../../src/core/progress.ts';
import type { Addon } from '../../../src/ports/cloud.ts';
import { fixture } from '../../clients/huawei/signed-server.ts';
import * as w from '../precheck/world.ts';

const SECOND = '0aaaaaaa-0000-4000-8000-000000000002';
const values = (): Record<string, Record<string, unknown>> =>
  structuredClone((fixture('cce.update-addon.request').spec as { values: Record<string, Record<string, unknown>> }).values);
const merged = (group: string, more: object): Record<string, unknown> => ({ ...values(), [group]: { ...values()[group], ...more } });
const addon = (more: Partial<Addon> = {}): Addon => w.addon({ values: values(), ...more });
const changes = (given: Record<string, unknown>) => {
  const found = changesTo(given, {
    clusterId: w.CLUSTER,
    clusterName: 'turbo-prod',
    vpcId: w.VPC,
    projectId: w.PROJECT,
    podSubnetIds: [w.PODS.neutron],
    furtherSubnet: (id) => (id === w.PODS.id ? w.PODS.neutron : id),
  });
  if ('invalid' in found) throw new Error(found.invalid);
  return found;
};
const wrong = (): Record<string, unknown> => merged('basic', { network_id: w.PODS.id });
const install = installStep('1.5.82', changes({}));
const repair = changeStep(addon(), '1.5.82', changes(wrong()));
const upgrade = changeStep(addon({ version: '1.3.57' }), '1.5.82', []);
const found = changeStep(addon(), '1.5.82', []);

const look = (step: Step, addons: Addon[], change: Partial<w.World> = {}): Promise<Sight> =>
  setup.look(step, w.contextOf(w.ready({ addons, ...change })));
/** `broken` with a `?`: it may pass. */
const is = (sight: Sight): string => (sight.is === 'broken' ? `${sight.mayPass ? 'broken?' : 'broken'} ${sight.why.code}` : sight.is);

describe('a look at an add-on that is to be installed', () => {
  it.each<[string, Addon[], string]>([
    ['nothing there', [], 'undone'],
    ['another add-on', [addon({ name: 'coredns', templateName: 'coredns' })], 'undone'],
    ['just uninstalled', [addon({ status: 'deleteSuccess' })], 'undone'],
    ['installing', [addon({ status: 'installing' })], 'settling'],
    ['upgrading', [addon({ status: 'upgrading' })], 'settling'],
    ['running', [addon()], 'done'],
    ['available', [addon({ status: 'available' })], 'done'],
    ['abnormal', [addon({ status: 'abnormal' })], 'broken? addon_broken'],
    ['in a status nobody knows', [addon({ status: 'odd' })], 'broken? addon_broken'],
    ['failed', [addon({ status: 'installFailed' })], 'broken addon_broken'],
    ['being uninstalled', [addon({ status: 'deleting' })], 'broken? addon_busy'],
    ['rolled back', [addon({ status: 'rollbacking' })], 'broken? addon_busy'],
    ['with more replicas', [addon({ values: merged('flavor', { replicas: '4' }) })], 'done'],
    ['with other choices', [addon({ values: merged('custom', { isInstallProxy: true, more: 1 }) })], 'done'],
    [
      'with a further subnet',
      [addon({ values: merged('custom', { subnets: [{ subnetID: SECOND }, { subnetID: w.PODS.neutron }] }) })],
      'done',
    ],
    ['with another subnet', [addon({ values: wrong() })], 'broken plan_changed'],
    ['without a project id', [addon({ values: merged('basic', { project_id: '' }) })], 'broken plan_changed'],
    ['in another version', [addon({ version: '1.5.75' })], 'broken plan_changed'],
    ['with values that are no object', [addon({ values: null })], 'broken plan_changed'],
    ['installing with other values', [addon({ values: wrong(), status: 'installing' })], 'broken? addon_busy'],
    ['failed with other values', [addon({ values: wrong(), status: 'installFailed' })], 'broken plan_changed'],
  ])('%s', async (_, addons, expected) => {
    expect(is(await look(install, addons))).toBe(expected);
  });

  it('says how the one that is there differs', async () => {
    expect(await look(install, [addon({ version: '1.5.75', values: wrong() })])).toMatchObject({
      why: {
        facts: {
          differences: [
            { kind: 'changed', resource: 'addon virtual-kubelet', field: 'version', was: '1.5.82', now: '1.5.75' },
            { field: 'basic.network_id', was: w.PODS.neutron, now: w.PODS.id },
          ],
        },
      },
    });
  });

  it('is one list and nothing else', async () => {
    const world = w.ready({ addons: [addon()] });
    expect(await setup.look(install, w.contextOf(world))).toEqual({ is: 'done', resourceId: addon().uid, by: null });
    expect(world.asked).toEqual(['addons']);
  });
});

describe('a look at an add-on that is to be changed', () => {
  it.each<[string, Step, Addon[], string]>([
    ['as it was', repair, [addon({ values: wrong() })], 'undone'],
    ['as it was, abnormal', repair, [addon({ values: wrong(), status: 'abnormal' })], 'undone'],
    ['as it was, upgrade failed', repair, [addon({ values: wrong(), status: 'upgradeFailed' })], 'undone'],
    ['changing to something else', repair, [addon({ values: wrong(), status: 'upgrading' })], 'undone'],
    ['as planned, and changing', repair, [addon({ status: 'upgrading' })], 'settling'],
    ['as planned', repair, [addon()], 'done'],
    ['as planned, in another version', repair, [addon({ version: '1.5.90' })], 'done'],
    ['as planned, abnormal for now', repair, [addon({ status: 'abnormal' })], 'broken? addon_broken'],
    ['as planned, and rolled back', repair, [addon({ status: 'rollbacking' })], 'broken? addon_busy'],
    ['as planned, and failed', repair, [addon({ status: 'upgradeFailed' })], 'broken addon_broken'],
    ['failed to install', repair, [addon({ values: wrong(), status: 'installFailed' })], 'broken addon_broken'],
    ['gone', repair, [], 'broken plan_changed'],
    ['uninstalled', repair, [addon({ status: 'deleteSuccess' })], 'broken plan_changed'],
    ['another instance', repair, [addon({ uid: 'other' })], 'broken plan_changed'],
    ['without values', repair, [addon({ values: null })], 'broken addon_values_invalid'],
    ['the old version', upgrade, [addon({ version: '1.3.57' })], 'undone'],
    ['the new version', upgrade, [addon()], 'done'],
    ['the new version, and changing', upgrade, [addon({ status: 'upgrading' })], 'settling'],
  ])('%s', async (_, step, addons, expected) => {
    expect(is(await look(step, addons))).toBe(expected);
  });

  it('is one call, and says how far it is', async () => {
    const world = w.ready({ addons: [addon({ status: 'upgrading', reason: 'Upgrading', message: '1/3' })] });
    const told: Progress[] = [];
    await setup.look(repair, { ...w.contextOf(world), progress: (note) => void told.push(note) });
    expect(world.asked).toEqual(['addon']);
    expect(told).toEqual([{ code: 'addon_settling', facts: { status: 'upgrading', detail: 'Upgrading: 1/3' } }]);
  });
});

describe('a look at an add-on that the plan found', () => {
  it.each<[string, Addon[], string]>([
    ['running', [addon()], 'done'],
    ['changing', [addon({ status: 'upgrading' })], 'settling'],
    ['abnormal', [addon({ status: 'abnormal' })], 'broken? addon_broken'],
    ['gone', [], 'undone'],
    ['whatever its values are', [addon({ values: null })], 'done'],
  ])('%s', async (_, addons, expected) => {
    expect(is(await look(found, addons))).toBe(expected);
  });
});

it.each([
  [install, { addons: w.denied('cce:addonInstance:list') }],
  [repair, { addon: w.denied('cce:addonInstance:get') }],
  [repair, { addon: w.down() }],
])('what cannot be read is neither there nor gone: %#', async (step, broken) => {
  await expect(look(step, [], { broken })).rejects.toBe(Object.values(broken)[0]);
});

it('a step of an endpoint is looked at as vpcep does', async () => {
  const step: Step = { id: 'swr', verb: 'unchanged', resource: 'x', changes: [], resourceId: 'ep-gone', since: null };
  expect(await look(step, [])).toEqual({ is: 'undone' });
});
