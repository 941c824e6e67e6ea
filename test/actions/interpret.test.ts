import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { interpret, type Situation } from '../../src/actions/interpret.ts';
import type { ClusterConfig, Rules } from '../../src/config/config.ts';
import type { CommandInfo } from '../../src/core/command.ts';

const PROD = '4f3c2b1a-0000-11ef-8aaa-0255ac100b01';
const OTHER = '4f3c2b1a-0000-11ef-8aaa-0255ac100bff';
const approvals = { approvers: { users: [], groups: [] }, required: 1, selfApproval: false, expiresInMs: 1, applyWithinMs: 1 };
const cluster = (alias: string, clusterId: string, channels: string[] | null): [string, ClusterConfig] => [
  alias,
  {
    alias,
    clusterId,
    channels,
    region: 'cn-north-4',
    projectId: null,
    credentials: null,
    workers: 'vpc-a',
    approvals,
    watch: null,
    vpcepSubnetId: null,
    obsEndpointServiceName: null,
    sshKey: null,
    allowStandard: false,
  },
];
const RULES: Rules = {
  readOnly: false,
  allowUnlisted: false,
  clusters: new Map([cluster('live', PROD, null), cluster('hidden', '4f3c2b1a-0000-11ef-8aaa-0255ac100b02', ['C0HIDDEN'])]),
  channels: new Map([['C0LIVE', { cluster: 'live', language: null }]]),
  roles: { operators: { users: [], groups: [] }, viewers: { users: [], groups: [] } },
  approvals,
  auditChannel: null,
  onCallGroup: null,
  limits: { commandsPerUserPerMinute: 60, queuedPerCluster: 20 },
  retention: { runsMs: 1, detailsMs: 1, auditMs: 1 },
};

const info = (name: string, own: Partial<CommandInfo>): CommandInfo => ({
  name,
  summary: name,
  skillAction: null,
  kind: 'read',
  takesCluster: true,
  argument: null,
  params: z.object({}),
  parameterHelp: {},
  examples: [`/bursting ${name} prod`],
  ...own,
});
const local = (name: string, own: Partial<CommandInfo>): CommandInfo => info(name, { kind: 'local', takesCluster: false, ...own });
const NAME = z.string().regex(/^[a-z]([-a-z0-9]*[a-z0-9])?$/, 'a Kubernetes name such as web-1');
const COMMANDS: readonly CommandInfo[] = [
  info('precheck', {
    skillAction: 'huawei_precheck_cce_cci_bursting',
    params: z.object({ vpcep_subnet_id: z.string().optional() }),
    parameterHelp: { vpcep_subnet_id: 'the subnet of the endpoints' },
  }),
  info('smoke', {
    skillAction: 'huawei_deploy_cce_cci_smoke_workload',
    kind: 'plan',
    params: z.object({
      namespace: NAME.default('cci2-burst-lab'),
      replicas: z.coerce.number().int().min(1).max(10).default(2).describe('a whole number from 1 to 10'),
      size: z.enum(['s', 'm']).optional(),
      spare: z.coerce.number().min(1).max(3).optional(),
    }),
    parameterHelp: { namespace: 'where', replicas: 'how many pods', size: 'how large', spare: 'how many more' },
    examples: ['/bursting smoke prod replicas=3'],
  }),
  info('resize-nodepool', {
    kind: 'plan',
    params: z
      .object({ nodepool_id: z.string().optional(), nodepool_name: z.string().optional(), node_count: z.coerce.number().int() })
      .refine(
        ({ nodepool_id, nodepool_name }) => (nodepool_id === undefined) !== (nodepool_name === undefined),
        'give nodepool_id or nodepool_name',
      ),
    parameterHelp: { nodepool_id: 'the pool by id', nodepool_name: 'the pool by name', node_count: 'how many nodes, a whole number' },
    parameterAliases: { initial_node_count: 'node_count' },
    examples: ['resize-nodepool prod nodepool_name=ops node_count=5'],
  }),
  info('images', { regionIsEnough: true }),
  local('runs', {
    takesCluster: true,
    params: z.object({ limit: z.coerce.number().optional() }),
    parameterHelp: { limit: 'how many' },
    examples: ['runs'],
  }),
  local('freeze', {
    takesCluster: true,
    params: z.object({ reason: z.string().optional() }),
    parameterHelp: { reason: 'why' },
    examples: ['freeze prod reason="sale"'],
  }),
  local('watch', {
    takesCluster: true,
    meansUsual: true,
    params: z.object({ every: z.string().optional() }),
    parameterHelp: { every: 'how often' },
    examples: ['watch prod'],
  }),
  local('show', { argument: 'run id', argumentRequired: true, examples: ['show run_0123456789'] }),
  local('help', { argument: 'command', examples: ['help setup'] }),
  local('whoami', { examples: ['whoami'] }),
];
const situation = (own: Partial<Situation> = {}): Situation => ({
  commands: { names: COMMANDS.map(({ name }) => name), find: (name) => COMMANDS.find((command) => command.name === name) },
  rules: RULES,
  channel: 'C1',
  isDirectMessage: false,
  ...own,
});

const accepted = (text: string, own: Partial<Situation> = {}) => {
  const result = interpret(text, situation(own));
  return 'ok' in result ? result.ok : result;
};
const refused = (text: string, own: Partial<Situation> = {}) => {
  const result = interpret(text, situation(own));
  return 'refused' in result ? result.refused : result;
};

const live = {
  target: { alias: 'live', region: 'cn-north-4', projectId: null, clusterId: PROD },
  cluster: RULES.clusters.get('live'),
  group: 'vpc-a',
};
const nowhere = { target: null, cluster: null, group: 'default' };
const precheck = { command: 'precheck', kind: 'read', argument: null, params: {}, ...live };
const help = { command: 'help', kind: 'local', argument: null, params: {}, ...nowhere };

describe('interpret accepts', () => {
  it.each<[string, object, Partial<Situation>?]>([
    ['', help],
    [' \u200B\u00A0', help],
    ['confirm=false', help],
    ['help', help],
    ['HELP smoke', { ...help, argument: 'smoke' }],
    ['precheck live', precheck],
    ['PreCheck live', precheck],
    ['cluster=live precheck', precheck],
    ['huawei_precheck_cce_cci_bursting live', precheck],
    ['Huawei_Precheck_CCE_CCI_Bursting live', precheck],
    [`precheck cluster_id=${PROD.toUpperCase()}`, precheck],
    ['precheck', precheck, { channel: 'C0LIVE' }],
    ['precheck', precheck, { channel: 'C0LIVE', isDirectMessage: true }],
    ['precheck live vpcep_subnet_id=x', { ...precheck, params: { vpcep_subnet_id: 'x' } }],
    ['precheck live VPCEP-Subnet-ID="x"', { ...precheck, params: { vpcep_subnet_id: 'x' } }],
    ['precheck live cluster=live', precheck],
    ['precheck live confirm=FALSE Confirm=no', precheck],
    ['precheck live vpcep_subnet_id=x vpcep-subnet-id=x', { ...precheck, params: { vpcep_subnet_id: 'x' } }],
    ['smoke live', { command: 'smoke', kind: 'plan', argument: null, params: {}, ...live }],
    ['smoke live replicas=10', { command: 'smoke', kind: 'plan', argument: null, params: { replicas: '10' }, ...live }],
    [
      'resize-nodepool live nodepool_name=a initial_node_count=5',
      { command: 'resize-nodepool', kind: 'plan', argument: null, params: { nodepool_name: 'a', node_count: '5' }, ...live },
    ],
    ['images region=cn-north-4', { ...precheck, command: 'images' }],
    ['runs', { ...help, command: 'runs' }],
    ['runs', { ...help, command: 'runs' }, { channel: 'C0LIVE' }],
    ['runs live limit=3', { command: 'runs', kind: 'local', argument: null, params: { limit: '3' }, ...live }],
    ['runs cluster=live', { command: 'runs', kind: 'local', argument: null, params: {}, ...live }],
    ['freeze', { ...help, command: 'freeze' }, { channel: 'C0LIVE' }],
    ['watch', { command: 'watch', kind: 'local', argument: null, params: {}, ...live }, { channel: 'C0LIVE' }],
    ['watch every=1h', { command: 'watch', kind: 'local', argument: null, params: { every: '1h' }, ...live }, { channel: 'C0LIVE' }],
    ['watch', { ...help, command: 'watch' }],
    ['freeze reason=“big sale = busy”', { ...help, command: 'freeze', params: { reason: 'big sale = busy' } }],
    ['show run_0123456789', { ...help, command: 'show', argument: 'run_0123456789' }],
    ['show run_0123456789', { ...help, command: 'show', argument: 'run_0123456789' }, { isDirectMessage: true }],
    [
      `precheck cluster_id=${OTHER} region=cn-north-4`,
      { ...precheck, target: { alias: null, region: 'cn-north-4', projectId: null, clusterId: OTHER }, cluster: null, group: 'default' },
      { rules: { ...RULES, allowUnlisted: true } },
    ],
  ])('%j', (text, invocation, own) => expect(accepted(text, own)).toEqual(invocation));
});

describe('interpret refuses', () => {
  it.each<[string, string, object, Partial<Situation>?]>([
    ['prechek live', 'unknown_command', { given: 'prechek', nearest: 'precheck', example: '/bursting precheck live' }],
    ['prechek', 'unknown_command', { given: 'prechek', nearest: 'precheck', example: '/bursting precheck live' }],
    ['prechek live x=1', 'unknown_command', { given: 'prechek', nearest: 'precheck', example: '/bursting precheck live' }],
    [
      'huawei_precheck_cce_cci_burst live',
      'unknown_command',
      {
        given: 'huawei_precheck_cce_cci_burst',
        nearest: 'huawei_precheck_cce_cci_bursting',
        example: '/bursting huawei_precheck_cce_cci_bursting live',
      },
    ],
    ['рrecheck live', 'unknown_command', { given: 'рrecheck', nearest: 'precheck', example: '/bursting precheck live' }],
    ['chec\u212A', 'unknown_command', { given: 'chec\u212A', nearest: 'precheck', example: '/bursting precheck live' }],
    ['delete live', 'unknown_command', { given: 'delete', nearest: null, example: '/bursting help' }],
    ['constructor', 'unknown_command', { given: 'constructor', nearest: null, example: '/bursting help' }],
    ['cluster=live', 'unknown_command', { given: '', nearest: null, example: '/bursting help' }],

    ['precheck', 'no_cluster', { command: 'precheck', aliases: ['live'], form: false, example: '/bursting precheck live' }],
    ['smoke', 'no_cluster', { command: 'smoke', aliases: ['live'], form: true, example: '/bursting smoke live' }],
    ['smoke confirm=false', 'no_cluster', { command: 'smoke', aliases: ['live'], form: true, example: '/bursting smoke live' }],
    [
      'resize-nodepool',
      'no_cluster',
      {
        command: 'resize-nodepool',
        aliases: ['live'],
        form: true,
        example: '/bursting resize-nodepool live nodepool_name=ops node_count=5',
      },
    ],
    ['smoke replicas=3', 'no_cluster', { command: 'smoke', aliases: ['live'], form: false, example: '/bursting smoke live replicas=3' }],
    [
      'precheck liv',
      'unknown_cluster',
      { command: 'precheck', given: 'liv', nearest: 'live', aliases: ['live'], example: '/bursting precheck live' },
    ],
    [
      'precheck cluster=liv',
      'unknown_cluster',
      { command: 'precheck', given: 'liv', nearest: 'live', aliases: ['live'], example: '/bursting precheck live' },
    ],
    [
      'freeze nothing',
      'unknown_cluster',
      { command: 'freeze', given: 'nothing', nearest: null, aliases: ['live'], example: '/bursting freeze live reason=sale' },
    ],
    [
      'precheck hidden',
      'wrong_channel',
      { command: 'precheck', cluster: 'hidden', channels: ['C0HIDDEN'], example: '/bursting precheck hidden' },
    ],
    [
      'precheck live region=eu-west-101',
      'project_mismatch',
      {
        command: 'precheck',
        parameter: 'region',
        cluster: 'live',
        given: 'eu-west-101',
        configured: 'cn-north-4',
        example: '/bursting precheck live',
      },
    ],
    [
      `precheck region=cn-north-4 cluster_id=${OTHER}`,
      'unlisted_cluster',
      { command: 'precheck', cluster_id: OTHER, aliases: ['live'], example: '/bursting precheck live' },
    ],

    [
      'precheck live vpc_subnet_id=x',
      'unknown_key',
      {
        command: 'precheck',
        given: 'vpc_subnet_id',
        nearest: 'vpcep_subnet_id',
        known: ['vpcep_subnet_id', 'cluster', 'region', 'cluster_id', 'project_id'],
        example: '/bursting precheck live vpcep_subnet_id=x',
      },
    ],
    [
      'precheck clustr=live',
      'unknown_key',
      {
        command: 'precheck',
        given: 'clustr',
        nearest: 'cluster',
        known: ['vpcep_subnet_id', 'cluster', 'region', 'cluster_id', 'project_id'],
        example: '/bursting precheck cluster=live',
      },
    ],
    ['whoami verbose=1', 'unknown_key', { command: 'whoami', given: 'verbose', nearest: null, known: [], example: '/bursting whoami' }],
    [
      'show run_0123456789 cluster=live',
      'unknown_key',
      { command: 'show', given: 'cluster', nearest: null, known: [], example: '/bursting show run_0123456789' },
    ],
    [
      'precheck live __proto__=1',
      'unknown_key',
      {
        command: 'precheck',
        given: '__proto__',
        nearest: null,
        known: ['vpcep_subnet_id', 'cluster', 'region', 'cluster_id', 'project_id'],
        example: '/bursting precheck live',
      },
    ],
    [
      'resize-nodepool live nodepool_name=a nod_count=5',
      'unknown_key',
      {
        command: 'resize-nodepool',
        given: 'nod_count',
        nearest: 'node_count',
        known: expect.arrayContaining(['node_count', 'initial_node_count']),
        example: '/bursting resize-nodepool live nodepool_name=a node_count=5',
      },
    ],

    [
      'smoke live replicas=11',
      'invalid_value',
      {
        command: 'smoke',
        parameter: 'replicas',
        given: '11',
        accepted: 'a whole number from 1 to 10',
        example: '/bursting smoke live replicas=3',
      },
    ],
    [
      'smoke live replicas=many',
      'invalid_value',
      {
        command: 'smoke',
        parameter: 'replicas',
        given: 'many',
        accepted: 'a whole number from 1 to 10',
        example: '/bursting smoke live replicas=3',
      },
    ],
    [
      'smoke live replicas=',
      'invalid_value',
      {
        command: 'smoke',
        parameter: 'replicas',
        given: '',
        accepted: 'a whole number from 1 to 10',
        example: '/bursting smoke live replicas=3',
      },
    ],
    [
      'smoke live namespace=A',
      'invalid_value',
      {
        command: 'smoke',
        parameter: 'namespace',
        given: 'A',
        accepted: 'a Kubernetes name such as web-1',
        example: '/bursting smoke live replicas=3',
      },
    ],
    [
      'smoke live size=xl',
      'invalid_value',
      { command: 'smoke', parameter: 'size', given: 'xl', accepted: 's, m', example: '/bursting smoke live replicas=3' },
    ],
    [
      'smoke live spare=9',
      'invalid_value',
      { command: 'smoke', parameter: 'spare', given: '9', accepted: 'at most 3', example: '/bursting smoke live replicas=3' },
    ],
    [
      `smoke live namespace=${'A'.repeat(200)}`,
      'invalid_value',
      {
        command: 'smoke',
        parameter: 'namespace',
        given: `${'A'.repeat(59)}…`,
        accepted: 'a Kubernetes name such as web-1',
        example: '/bursting smoke live replicas=3',
      },
    ],
    [
      'precheck live cluster_id=',
      'invalid_value',
      { command: 'precheck', parameter: 'cluster_id', given: '', accepted: expect.any(String), example: '/bursting precheck live' },
    ],
    [
      'resize-nodepool live nodepool_name=a',
      'missing_value',
      {
        command: 'resize-nodepool',
        parameter: 'node_count',
        accepted: 'how many nodes, a whole number',
        example: '/bursting resize-nodepool live nodepool_name=ops node_count=5',
      },
    ],
    [
      'resize-nodepool live node_count=5',
      'invalid_combination',
      {
        command: 'resize-nodepool',
        rule: 'give nodepool_id or nodepool_name',
        example: '/bursting resize-nodepool live nodepool_name=ops node_count=5',
      },
    ],
    ['show', 'missing_word', { command: 'show', what: 'run id', example: '/bursting show run_0123456789' }],
    ['precheck live now please', 'extra_words', { command: 'precheck', given: ['now', 'please'], example: '/bursting precheck live' }],
    ['whoami live', 'extra_words', { command: 'whoami', given: ['live'], example: '/bursting whoami' }],
    [
      'smoke live replicas=1 replicas=2',
      'repeated_key',
      { command: 'smoke', key: 'replicas', values: ['1', '2'], example: '/bursting smoke live replicas=3' },
    ],
    [
      'resize-nodepool live nodepool_id=a node_count=1 initial-node-count=2',
      'repeated_key',
      { command: 'resize-nodepool', key: 'node_count', values: ['1', '2'], example: expect.any(String) },
    ],
    ['precheck live =x', 'nameless_value', { command: 'precheck', given: 'x', example: '/bursting precheck live' }],

    ['smoke live', 'plan_in_direct_message', { command: 'smoke' }, { isDirectMessage: true }],
    ['smoke nonsense x=1', 'plan_in_direct_message', { command: 'smoke' }, { isDirectMessage: true }],
    ['smoke live confirm=true', 'confirm_true', { example: '/bursting smoke live' }],
    ['smoke live Confirm="TRUE"', 'confirm_true', { example: '/bursting smoke live' }],
    ['smoke live confirm=1', 'confirm_true', { example: '/bursting smoke live' }],
    ['smoke live "confirm=yes"', 'confirm_true', { example: '/bursting smoke live' }],
    ['smoke live confirm=', 'confirm_true', { example: '/bursting smoke live' }],
    ['smoke live confirm=false confirm=true', 'confirm_true', { example: '/bursting smoke live' }],
    ['nonsense confirm=true', 'confirm_true', { example: '/bursting help' }],
    ['smoke live confirm=true', 'confirm_true', { example: '/bursting help' }, { isDirectMessage: true }],
    ['smoke live replicas=99 confirm=true', 'confirm_true', { example: '/bursting smoke live replicas=3' }],

    ['smoke live ak=x sk=y', 'looks_like_key', {}],
    ['nonsense confirm=true ABCDEFGHIJ0123456789', 'looks_like_key', {}],
    ['precheck "live', 'open_quote', { near: '"live' }],
    [`precheck ${'x'.repeat(2000)}`, 'too_long', { length: 2009, limit: 2000 }],
  ])('%j: %s', (text, code, facts, own) => expect(refused(text, own)).toEqual({ code, facts }));

  it('tells everything that is wrong with a line at once', () => {
    expect(refused('smoke liv extra replicas=99 namespace=A size=s size=m nmspace=b region=x')).toEqual({
      code: 'several',
      facts: {
        command: 'smoke',
        example: '/bursting smoke live replicas=3',
        problems: [
          { code: 'invalid_value', facts: { parameter: 'region', given: 'x', accepted: expect.any(String) } },
          { code: 'unknown_cluster', facts: { given: 'liv', nearest: 'live', aliases: ['live'] } },
          { code: 'extra_words', facts: { given: ['extra'] } },
          { code: 'repeated_key', facts: { key: 'size', values: ['s', 'm'] } },
          { code: 'unknown_key', facts: { given: 'nmspace', nearest: 'namespace', known: expect.any(Array) } },
          { code: 'invalid_value', facts: { parameter: 'replicas', given: '99', accepted: 'a whole number from 1 to 10' } },
        ],
      },
    });
  });

  it('corrects several mistakes together where each can be corrected', () => {
    expect(refused('smoke liv nmspace="b" extra')).toMatchObject({
      code: 'several',
      facts: { example: '/bursting smoke live namespace=b' },
    });
  });

  it('shows an example instead of a command that is too long to copy', () => {
    expect(refused(`precheck liv vpcep_subnet_id=${'x'.repeat(400)}`)).toMatchObject({ facts: { example: '/bursting precheck live' } });
  });
});

describe('interpret, whatever is typed', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      'precheck',
      'smoke',
      'resize-nodepool',
      'show',
      'freeze',
      'live',
      'hidden',
      'replicas=',
      'cluster=',
      'region=',
      'confirm=',
      '=',
      '"',
      '“',
      '__proto__=1',
      'рrod',
    ),
    fc.string({ unit: 'binary' }),
    fc.string(),
  );
  const line = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(' '));

  it('answers, and every example of a refusal is a line that is understood', () => {
    fc.assert(
      fc.property(line, fc.boolean(), (text, isDirectMessage) => {
        const result = interpret(text, situation({ isDirectMessage }));
        if ('ok' in result || !('example' in result.refused.facts) || result.refused.code === 'wrong_channel') return;
        const example = result.refused.facts.example.replace(/^\/bursting ?/, '');
        expect([result.refused, accepted(example)]).toEqual([result.refused, expect.objectContaining({ command: expect.any(String) })]);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps nothing of a key', () => {
    const letters = (alphabet: string, length: number) =>
      fc.string({ unit: fc.constantFrom(...alphabet), minLength: length, maxLength: length });
    const upper = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
    const key = fc.oneof(
      letters(`${upper}0123456789`, 20).filter((text) => /[A-Z]/.test(text) && /[0-9]/.test(text)),
      letters(`${upper}${upper.toLowerCase()}0123456789`, 40).filter(
        (text) => /[A-Z]/.test(text) && /[a-z]/.test(text) && /[0-9]/.test(text),
      ),
    );
    const around = fc.constantFrom(
      '',
      'precheck ',
      'smoke live replicas=',
      'freeze reason="because of ',
      'show ',
      'ak=',
      '=',
      '"',
      'nonsense=1 ',
    );
    fc.assert(
      fc.property(around, key, line, (before, secret, after) => {
        expect(interpret(`${before}${secret} ${after}`, situation())).toEqual({ refused: { code: 'looks_like_key', facts: {} } });
      }),
    );
  });
});
