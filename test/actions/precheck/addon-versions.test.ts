import { expect, it } from 'vitest';
import { offeredTo } from '../../../src/actions/precheck/addon-versions.ts';
import type { AddonVersion } from '../../../src/ports/cloud.ts';
import { cluster } from './world.ts';

const version = (name: string, more: Partial<AddonVersion['supports'][number]> = {}): AddonVersion => ({
  version: name,
  stable: true,
  supports: [{ clusterType: 'VirtualMachine', categories: ['CCE', 'Turbo'], clusterVersions: ['v1.(28|29|30|31).*'], ...more }],
});

it.each<[string, AddonVersion[], readonly string[]]>([
  ['none', [], []],
  ['by number, not by letter', [version('1.5.9'), version('1.5.82'), version('1.5.10')], ['1.5.82', '1.5.10', '1.5.9']],
  ['not before CCI 2.0', [version('1.5.1'), version('1.3.57')], []],
  ['the first with CCI 2.0', [version('1.5.2'), version('1.5.2')], ['1.5.2']],
  ['not of another Kubernetes version', [version('1.6.0', { clusterVersions: ['v1.32.*'] }), version('1.5.27')], ['1.5.27']],
  ['not of another processor', [version('1.6.0', { clusterType: 'ARM64' })], []],
  ['not of another category', [version('1.6.0', { categories: ['CCE'] })], []],
  ['of any category, when none is named', [version('1.6.0', { categories: [] })], ['1.6.0']],
  [
    'a pattern that is no regular expression',
    [version('1.6.0', { clusterVersions: ['v1.31('] }), version('1.5.3', { clusterVersions: ['v1.31'] })],
    ['1.5.3'],
  ],
])('the versions for a cluster, the newest first: %s', (_, versions, expected) => {
  expect(offeredTo(cluster({}), versions)).toEqual(expected);
});
