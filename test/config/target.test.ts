import { describe, expect, it } from 'vitest';
import type { ClusterConfig, Rules } from '../../src/config/config.ts';
import { resolveTarget, type TypedTarget, usableAliases } from '../../src/config/target.ts';

const PROD = '4f3c2b1a-0000-11ef-8aaa-0255ac100b01';
const LAB = '4f3c2b1a-0000-11ef-8aaa-0255ac100b02';
const SECRET = '4f3c2b1a-0000-11ef-8aaa-0255ac100b03';
const OTHER = '4f3c2b1a-0000-11ef-8aaa-0255ac100bff';
const PROJECT = '0f1e2d3c4b5a69788796a5b4c3d2e1f0';
const approvals = { approvers: { users: [], groups: [] }, required: 1, selfApproval: false, expiresInMs: 1, applyWithinMs: 1 };

const cluster = (alias: string, clusterId: string, own: Partial<ClusterConfig> = {}): [string, ClusterConfig] => [
  alias,
  {
    alias,
    clusterId,
    region: 'cn-north-4',
    projectId: null,
    credentials: null,
    workers: 'default',
    approvals,
    channels: null,
    watch: null,
    vpcepSubnetId: null,
    obsEndpointServiceName: null,
    sshKey: null,
    allowStandard: false,
    ...own,
  },
];
const rules = (own: Partial<Rules> = {}): Rules => ({
  readOnly: false,
  allowUnlisted: false,
  clusters: new Map([
    cluster('prod', PROD, { projectId: PROJECT, workers: 'vpc-a' }),
    cluster('lab', LAB, { region: 'eu-west-101' }),
    cluster('secret', SECRET, { region: 'ap-southeast-1', channels: ['C0SECRET', 'C0OPS'] }),
  ]),
  channels: new Map([
    ['C0PROD', { cluster: 'prod', language: null }],
    ['C0BAD', { cluster: 'secret', language: null }],
    ['C0NONE', { cluster: null, language: 'en' }],
  ]),
  roles: { operators: { users: [], groups: [] }, viewers: { users: [], groups: [] } },
  approvals,
  auditChannel: null,
  onCallGroup: null,
  limits: { commandsPerUserPerMinute: 60, queuedPerCluster: 20 },
  retention: { runsMs: 1, detailsMs: 1, auditMs: 1 },
  ...own,
});

interface Where {
  readonly channel?: string;
  readonly rules?: Rules;
  readonly regionIsEnough?: boolean;
  readonly withoutCluster?: boolean;
}
const resolve = (typed: TypedTarget, { channel = 'C1', rules: given = rules(), regionIsEnough = false, ...more }: Where = {}) => {
  const result = resolveTarget(typed, { rules: given, channel, regionIsEnough, ...more });
  return 'faults' in result
    ? result.faults.map(({ problem }) => problem)
    : { ...result.target, group: result.group, configured: result.cluster?.alias ?? null };
};
const prod = { alias: 'prod', region: 'cn-north-4', projectId: PROJECT, clusterId: PROD, group: 'vpc-a', configured: 'prod' };
const lab = { alias: 'lab', region: 'eu-west-101', projectId: null, clusterId: LAB, group: 'default', configured: 'lab' };
const open = ['prod', 'lab'];

describe('resolveTarget', () => {
  it.each<[string, TypedTarget, Where, object]>([
    ['an alias as a word', { word: 'prod' }, {}, prod],
    ['an alias as a parameter', { cluster: 'prod' }, {}, prod],
    ['the same alias twice', { word: 'prod', cluster: 'prod' }, {}, prod],
    ['a configured id alone', { cluster_id: PROD }, {}, prod],
    ['a configured id in capitals', { cluster_id: PROD.toUpperCase() }, {}, prod],
    ['a configured id with its region', { cluster_id: PROD, region: 'CN-North-4' }, {}, prod],
    ['a configured id, unlisted ones allowed', { cluster_id: PROD, region: 'cn-north-4' }, { rules: rules({ allowUnlisted: true }) }, prod],
    [
      'an alias with its own id, region and project',
      { word: 'prod', cluster_id: PROD, region: 'cn-north-4', project_id: PROJECT.toUpperCase() },
      {},
      prod,
    ],
    ['the usual cluster of the channel', {}, { channel: 'C0PROD' }, prod],
    ['the usual cluster with its region', { region: 'cn-north-4' }, { channel: 'C0PROD' }, prod],
    ['another cluster than the usual one', { word: 'lab' }, { channel: 'C0PROD' }, lab],
    ['a project where none is configured', { word: 'lab', project_id: PROJECT }, {}, { ...lab, projectId: PROJECT }],
    [
      'a cluster in one of its channels',
      { word: 'secret' },
      { channel: 'C0OPS' },
      { alias: 'secret', region: 'ap-southeast-1', projectId: null, clusterId: SECRET, group: 'default', configured: 'secret' },
    ],
    [
      'an unlisted cluster where allowed',
      { cluster_id: OTHER.toUpperCase(), region: 'cn-north-4' },
      { rules: rules({ allowUnlisted: true }) },
      { alias: null, region: 'cn-north-4', projectId: null, clusterId: OTHER, group: 'default', configured: null },
    ],
    [
      'an unlisted cluster in a channel with a usual one',
      { cluster_id: OTHER, region: 'cn-north-4', project_id: PROJECT },
      { channel: 'C0PROD', rules: rules({ allowUnlisted: true }) },
      { alias: null, region: 'cn-north-4', projectId: PROJECT, clusterId: OTHER, group: 'default', configured: null },
    ],
    ['a region alone where it is enough', { region: 'eu-west-101' }, { channel: 'C0PROD', regionIsEnough: true }, lab],
    ['the region of the usual cluster where it is enough', { region: 'cn-north-4' }, { channel: 'C0PROD', regionIsEnough: true }, prod],
    ['nothing where a region is enough', {}, { channel: 'C0PROD', regionIsEnough: true }, prod],
    ['a region alone where it needs no cluster', { region: 'eu-west-101' }, { regionIsEnough: true, withoutCluster: true }, lab],
    [
      'a region without a cluster',
      { region: 'cn-east-3', project_id: PROJECT },
      { regionIsEnough: true, withoutCluster: true },
      { alias: null, region: 'cn-east-3', projectId: PROJECT, clusterId: '', group: 'default', configured: null },
    ],
  ])('finds %s', (_, typed, where, found) => expect(resolve(typed, where)).toEqual(found));

  const noCluster = { code: 'no_cluster', facts: { aliases: open, form: false } };
  it.each<[string, TypedTarget, Where, object[]]>([
    ['nothing', {}, {}, [noCluster]],
    [
      'nothing where no cluster may be named',
      {},
      { rules: rules({ clusters: new Map() }) },
      [{ code: 'no_cluster', facts: { aliases: [], form: false } }],
    ],
    ['a region alone', { region: 'cn-north-4' }, {}, [noCluster]],
    ['nothing in a channel without a usual cluster', {}, { channel: 'C0NONE' }, [noCluster]],
    ['an unknown alias', { word: 'porduct' }, {}, [{ code: 'unknown_cluster', facts: { given: 'porduct', nearest: null, aliases: open } }]],
    ['a misspelt alias', { word: 'prdo' }, {}, [{ code: 'unknown_cluster', facts: { given: 'prdo', nearest: 'prod', aliases: open } }]],
    ['an alias in capitals', { word: 'PROD' }, {}, [{ code: 'unknown_cluster', facts: { given: 'PROD', nearest: 'prod', aliases: open } }]],
    [
      'an alias in look-alike letters',
      { word: 'рrоd' },
      {},
      [{ code: 'unknown_cluster', facts: { given: 'рrоd', nearest: 'prod', aliases: open } }],
    ],
    ['an id as an alias', { word: PROD }, {}, [{ code: 'unknown_cluster', facts: { given: PROD, nearest: 'prod', aliases: open } }]],
    [
      'the id of a cluster of another channel as an alias',
      { word: SECRET },
      {},
      [{ code: 'unknown_cluster', facts: { given: SECRET, nearest: null, aliases: open } }],
    ],
    [
      'a misspelt alias of another channel',
      { word: 'secre' },
      {},
      [{ code: 'unknown_cluster', facts: { given: 'secre', nearest: null, aliases: open } }],
    ],
    ['an empty alias', { cluster: '' }, {}, [{ code: 'unknown_cluster', facts: { given: '', nearest: null, aliases: open } }]],
    [
      'a name of Object.prototype',
      { word: '__proto__' },
      {},
      [{ code: 'unknown_cluster', facts: { given: '__proto__', nearest: null, aliases: open } }],
    ],
    ['two aliases', { word: 'prod', cluster: 'lab' }, {}, [{ code: 'two_clusters', facts: { first: 'prod', second: 'lab' } }]],
    [
      'an alias with the id of another',
      { word: 'prod', cluster_id: LAB },
      {},
      [{ code: 'two_clusters', facts: { first: 'prod', second: LAB } }],
    ],
    [
      'another region',
      { word: 'prod', region: 'eu-west-101' },
      {},
      [{ code: 'project_mismatch', facts: { parameter: 'region', cluster: 'prod', given: 'eu-west-101', configured: 'cn-north-4' } }],
    ],
    [
      'a configured id with another region and project, to dodge its rules',
      { cluster_id: PROD.toUpperCase(), region: 'eu-west-101', project_id: 'f'.repeat(32) },
      { rules: rules({ allowUnlisted: true }) },
      [
        { code: 'project_mismatch', facts: { parameter: 'region', cluster: 'prod', given: 'eu-west-101', configured: 'cn-north-4' } },
        { code: 'project_mismatch', facts: { parameter: 'project_id', cluster: 'prod', given: 'f'.repeat(32), configured: PROJECT } },
      ],
    ],
    [
      'another region than the usual cluster has',
      { region: 'eu-west-101' },
      { channel: 'C0PROD' },
      [{ code: 'project_mismatch', facts: { parameter: 'region', cluster: 'prod', given: 'eu-west-101', configured: 'cn-north-4' } }],
    ],
    [
      'a cluster of other channels',
      { word: 'secret' },
      {},
      [{ code: 'wrong_channel', facts: { cluster: 'secret', channels: ['C0SECRET', 'C0OPS'] } }],
    ],
    [
      'a cluster of other channels by its id',
      { cluster_id: SECRET, region: 'eu-west-101' },
      { rules: rules({ allowUnlisted: true }) },
      [{ code: 'wrong_channel', facts: { cluster: 'secret', channels: ['C0SECRET', 'C0OPS'] } }],
    ],
    [
      'a usual cluster that may not be asked about here',
      {},
      { channel: 'C0BAD' },
      [{ code: 'wrong_channel', facts: { cluster: 'secret', channels: ['C0SECRET', 'C0OPS'] } }],
    ],
    [
      'an unlisted cluster',
      { cluster_id: OTHER, region: 'cn-north-4' },
      {},
      [{ code: 'unlisted_cluster', facts: { cluster_id: OTHER, aliases: open } }],
    ],
    [
      'an unlisted cluster without a region',
      { cluster_id: OTHER },
      { rules: rules({ allowUnlisted: true }) },
      [{ code: 'missing_value', facts: { parameter: 'region', accepted: expect.stringContaining('cn-north-4') } }],
    ],
    [
      'a region without a usable cluster',
      { region: 'ap-southeast-1' },
      { regionIsEnough: true },
      [{ code: 'no_cluster_in_region', facts: { region: 'ap-southeast-1', aliases: open } }],
    ],
  ])('refuses %s', (_, typed, where, problems) => expect(resolve(typed, where)).toEqual(problems));

  it.each<[string, TypedTarget, [string, string][]]>([
    ['an id that is none', { cluster_id: 'prod' }, [['cluster_id', 'prod']]],
    ['an empty id', { cluster_id: '' }, [['cluster_id', '']]],
    ['a region that would leave its host name', { word: 'prod', region: 'evil.example/' }, [['region', 'evil.example/']]],
    ['an unlisted cluster with a region that is none', { cluster_id: OTHER, region: 'x' }, [['region', 'x']]],
    ['a project name', { word: 'prod', project_id: 'cn-north-4' }, [['project_id', 'cn-north-4']]],
    ['a project id that is too long', { word: 'prod', project_id: `${PROJECT}0` }, [['project_id', `${PROJECT}0`]]],
    [
      'everything at once',
      { region: '-', cluster_id: '-', project_id: '-' },
      [
        ['region', '-'],
        ['cluster_id', '-'],
        ['project_id', '-'],
      ],
    ],
    ['a value of a thousand letters', { word: 'prod', region: 'x'.repeat(1000) }, [['region', `${'x'.repeat(59)}…`]]],
  ])('names the malformed values of %s', (_, typed, values) => {
    const expected = values.map(([parameter, given]) => ({
      code: 'invalid_value',
      facts: { parameter, given, accepted: expect.stringMatching(/./) },
    }));
    expect(resolve(typed, { rules: rules({ allowUnlisted: true }) })).toEqual(expected);
  });

  it('offers only clusters that may be named in the channel', () => {
    expect(usableAliases(rules(), 'C1')).toEqual(['prod', 'lab']);
    expect(usableAliases(rules(), 'C0SECRET')).toEqual(['prod', 'lab', 'secret']);
  });
});
