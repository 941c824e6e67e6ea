import { describe, expect, test } from 'vitest';
import type { Mistake } from '../../src/config/mistake.ts';
import { readRules } from '../../src/config/rules.ts';

const COMMANDS = ['precheck', 'help', 'create-nodepool'];
const read = (text: string) => {
  const mistakes: Mistake[] = [];
  const rules = readRules({ path: 'b.yaml', text }, COMMANDS, mistakes);
  return { rules, mistakes: mistakes.map(({ place, problem }) => `${place}: ${problem}`) };
};
const good = (text: string) => {
  const { rules, mistakes } = read(text);
  expect(mistakes).toEqual([]);
  return rules;
};
const ID = '4f3c2b1a-0000-11ef-8aaa-0255ac100b01';
/** A file with one cluster, `prod`, with more lines below its id. */
const prod = (...lines: string[]) =>
  ['clusters:', '  prod:', '    region: cn-north-4', `    clusterId: ${ID}`, ...lines.map((line) => `    ${line}`)].join('\n');
const cluster = (...lines: string[]) => good(prod(...lines)).clusters.get('prod');

describe('what is left out', () => {
  test('has the defaults of the contract', () => {
    expect(good('')).toEqual({
      readOnly: false,
      allowUnlisted: false,
      clusters: new Map(),
      channels: new Map(),
      roles: { operators: { users: [], groups: [] }, viewers: { users: [], groups: [] } },
      approvals: {
        approvers: { users: [], groups: [] },
        required: 1,
        selfApproval: false,
        expiresInMs: 1_800_000,
        applyWithinMs: 1_800_000,
      },
      auditChannel: null,
      onCallGroup: null,
      limits: { commandsPerUserPerMinute: 60, queuedPerCluster: 20 },
      retention: { runsMs: 30 * 86_400_000, detailsMs: 7 * 86_400_000, auditMs: 400 * 86_400_000 },
    });
  });

  test.each(['', '# nothing\n', '---\n', '{}', 'clusters:\n', 'clusters: {}\nroles:\nlimits: ~\nchannels: null'])(
    '%j means the defaults',
    (text) => {
      expect(good(text)).toEqual(good(''));
    },
  );

  test('has the defaults of a cluster', () => {
    expect(cluster()).toEqual({
      alias: 'prod',
      region: 'cn-north-4',
      clusterId: ID,
      projectId: null,
      credentials: null,
      workers: 'default',
      vpcepSubnetId: null,
      obsEndpointServiceName: null,
      sshKey: null,
      allowStandard: false,
      approvals: good('').approvals,
      channels: null,
      watch: null,
    });
  });
});

describe('a cluster', () => {
  test('is known by its id in lower case', () => {
    expect(good(prod().replace(ID, ID.toUpperCase())).clusters.get('prod')?.clusterId).toBe(ID);
  });

  test('may have ids that would be numbers to YAML', () => {
    expect(cluster('projectId: 12345678901234567890123456789012')?.projectId).toBe('12345678901234567890123456789012');
    expect(cluster('projectId: 123456789012345678901234567890e1')?.projectId).toBe('123456789012345678901234567890e1');
  });

  test.each(['prod', 'p', '0', 'eu-1', 'eu_1', 'prod.eu', 'a'.repeat(63), 'constructor'])('may be called %s', (alias) => {
    expect(good(`clusters: { ${alias}: { region: cn-north-4, clusterId: ${ID} } }`).clusters.has(alias)).toBe(true);
  });

  test.each([
    'Prod',
    'pröd',
    '"pr od"',
    '-prod',
    '"prod:1"',
    '"<prod>"',
    'prod=1',
    'a'.repeat(64),
    '""',
    ID,
    'precheck',
    'create-nodepool',
    '__proto__',
    'рrod',
  ])('may not be called %s', (alias) => {
    const { mistakes } = read(`clusters:\n  ${alias}: { region: cn-north-4, clusterId: ${ID.replace('4', '5')} }`);
    expect(mistakes).toHaveLength(1);
    expect(mistakes[0]).toMatch(/^b\.yaml:2 clusters\.\S.*: an alias must be lower-case letters/);
  });

  test('has one alias', () => {
    expect(read(`${prod()}\n  other: { region: eu-west-101, clusterId: ${ID.toUpperCase()} }`).mistakes).toEqual([
      'b.yaml:5 clusters.other: is the same cluster as clusters.prod: one cluster has one alias',
    ]);
  });

  test('overrides the approval rules key by key, each whole', () => {
    const global = 'approvals: { approvers: { users: [U1, U2], groups: [S1] }, required: 2, selfApproval: true, expiresIn: 1h }\n';
    const approvals = (line: string) => good(global + prod(line)).clusters.get('prod')?.approvals;
    const inherited = good(global).approvals;
    expect(approvals('approvals:')).toEqual(inherited);
    expect(approvals('approvals: { approvers: { groups: [S2] } }')).toEqual({ ...inherited, approvers: { users: [], groups: ['S2'] } });
    expect(approvals('approvals: { required: 1, applyWithin: 2h }')).toEqual({ ...inherited, required: 1, applyWithinMs: 7_200_000 });
    expect(approvals('approvals: { selfApproval: false }')).toEqual({ ...inherited, selfApproval: false });
  });

  test.each(['approvers:', 'approvers: {}', 'approvers: { users: [] }', 'approvers: { users: , groups: ~ }'])(
    'whose approvers are given but empty has none: %s',
    (line) => {
      const { clusters } = good(`approvals: { approvers: { users: [U1] } }\n${prod('approvals:', `  ${line}`)}`);
      expect(clusters.get('prod')?.approvals.approvers).toEqual({ users: [], groups: [] });
    },
  );
});

describe('the rest of the file', () => {
  test('is read as the contract shows it', () => {
    const rules = good(`
readOnly: true
allowUnlisted: True
clusters: { prod: { region: cn-north-4, clusterId: ${ID}, channels: [C0PRODOPS, C0PRODOPS], watch: { every: 5m, channel: C0PRODOPS } } }
channels: { C0PRODOPS: { cluster: prod, language: zh }, G0OTHER: {}, D0DIRECT: { language: en } }
roles: { operators: { users: [U1, W2] }, viewers: { groups: [S1, S1] } }
audit: { channel: C0AUDIT }
notify: { onCall: S0ONCALL }
limits: { commandsPerUserPerMinute: 1, queuedPerCluster: 999 }
retention: { runs: 1h, details: 90m, audit: 3650d }
`);
    expect(rules).toMatchObject({
      readOnly: true,
      allowUnlisted: true,
      roles: { operators: { users: ['U1', 'W2'], groups: [] }, viewers: { users: [], groups: ['S1'] } },
      auditChannel: 'C0AUDIT',
      onCallGroup: 'S0ONCALL',
      limits: { commandsPerUserPerMinute: 1, queuedPerCluster: 999 },
      retention: { runsMs: 3_600_000, detailsMs: 5_400_000, auditMs: 3650 * 86_400_000 },
    });
    expect(rules.clusters.get('prod')).toMatchObject({ channels: ['C0PRODOPS'], watch: { everyMs: 300_000, channel: 'C0PRODOPS' } });
    expect([...rules.channels]).toEqual([
      ['C0PRODOPS', { cluster: 'prod', language: 'zh' }],
      ['G0OTHER', { cluster: null, language: null }],
      ['D0DIRECT', { cluster: null, language: 'en' }],
    ]);
  });

  test('may use anchors', () => {
    const { clusters } = good(
      `approvals: &rules { approvers: &who { groups: [S1] } }\n${prod('approvals: *rules')}\nroles: { operators: *who }`,
    );
    expect(clusters.get('prod')?.approvals.approvers.groups).toEqual(['S1']);
  });
});

describe('mistakes', () => {
  test.each<[string, string[]]>([
    // what the file is
    ['- a\n- b', ['b.yaml:1: must be a mapping (key: value)']],
    ['just words', ['b.yaml:1: must be a mapping (key: value)']],
    ['readOnly: true\nreadOnly: false', ['b.yaml:2: the same key is given twice']],
    ['readOnly: [true', [expect.stringMatching(/^b\.yaml:1: is no YAML that can be read: /)]],
    ['\treadOnly: true', [expect.stringMatching(/^b\.yaml:1: is no YAML that can be read: Tabs/)]],
    ['readOnly: true\n---\nreadOnly: false', [expect.stringMatching(/^b\.yaml:2: is no YAML/)]],
    ['readOnly: !!js/function x', [expect.stringMatching(/^b\.yaml:1: is no YAML that can be read: Unresolved tag/)]],
    ['? [a, b]\n: c', ['b.yaml:1: has a key that is no plain word']],
    ['notify: { onCall: *team }', ['b.yaml:1 notify.onCall: refers to an anchor that is not in the file']],
    ['<<: { readOnly: true }', [expect.stringContaining('b.yaml:1 "<<": is no key here')]],
    // keys
    ['readonly: true', ['b.yaml:1 readonly: is no key here; did you mean readOnly?']],
    ['aprovals: {}', ['b.yaml:1 aprovals: is no key here; did you mean approvals?']],
    ['notify: { pager: x }', ['b.yaml:1 notify.pager: is no key here; known keys: onCall']],
    ['"a\\nb": 1', [expect.stringContaining('b.yaml:1 "a\\nb": is no key here')]],
    ['__proto__: { readOnly: true }', [expect.stringContaining('b.yaml:1 __proto__: is no key here')]],
    [prod('cluster_id: x'), ['b.yaml:5 clusters.prod.cluster_id: is no key here; did you mean clusterId?']],
    // values
    ['readOnly: yes', ['b.yaml:1 readOnly: must be true or false']],
    ['readOnly:', ['b.yaml:1 readOnly: has no value: give true or false, or leave it out']],
    ['readOnly: [true]', ['b.yaml:1 readOnly: must be true or false']],
    ['clusters: prod', ['b.yaml:1 clusters: must be a mapping (key: value)']],
    ['clusters:\n  prod: 5', ['b.yaml:2 clusters.prod: must be a mapping (key: value)']],
    [
      'clusters:\n  prod:',
      [expect.stringMatching(/^b\.yaml:2 clusters\.prod\.region: is missing: a region/), expect.stringMatching(/clusterId: is missing/)],
    ],
    [prod('sshKey: "a b"'), ['b.yaml:5 clusters.prod.sshKey: must be the name of a key pair']],
    [prod('sshKey: ""'), ['b.yaml:5 clusters.prod.sshKey: must be the name of a key pair']],
    [
      prod('projectId: 0F1E2D3C4B5A69788796A5B4C3D2E1F0'),
      ['b.yaml:5 clusters.prod.projectId: must be a project id of 32 lower-case hex digits'],
    ],
    [prod('credentials: EU'), [expect.stringMatching(/^b\.yaml:5 clusters\.prod\.credentials: must be a name of lower-case/)]],
    [prod('credentials: file'), [expect.stringContaining('not ending in "file"')]],
    [prod('credentials: eu_file'), [expect.stringContaining('not ending in "file"')]],
    [prod('vpcepSubnetId: subnet-1'), [expect.stringContaining('vpcepSubnetId: must be a VPC subnet id')]],
    [prod('obsEndpointServiceName: "x y"'), [expect.stringContaining('must be the name of a VPC endpoint service')]],
    [prod('workers: EU West'), [expect.stringContaining('workers: must be a worker group')]],
    [prod().replace('cn-north-4', 'north'), ['b.yaml:3 clusters.prod.region: must be a region such as cn-north-4']],
    [prod().replace(ID, 'prod-cluster'), [expect.stringMatching(/^b\.yaml:4 clusters\.prod\.clusterId: must be a CCE cluster id/)]],
    ['approvals: { required: 0 }', ['b.yaml:1 approvals.required: must be a whole number of at least 1']],
    ['approvals: { required: 1.5 }', ['b.yaml:1 approvals.required: must be a whole number of at least 1']],
    ['approvals: { expiresIn: 30 }', [expect.stringContaining('approvals.expiresIn: must be a duration of at least 1m')]],
    ['approvals: { applyWithin: 59s }', [expect.stringContaining('at least 1m')]],
    ['retention: { runs: 0d }', [expect.stringContaining('retention.runs: must be a duration of at least 1h')]],
    ['limits: { queuedPerCluster: 0 }', ['b.yaml:1 limits.queuedPerCluster: must be a whole number of at least 1']],
    ['limits: { queuedPerCluster: -1 }', ['b.yaml:1 limits.queuedPerCluster: must be a whole number of at least 1']],
    // Slack
    [
      'roles:\n  viewers:\n    users:\n      - U1\n      - alice',
      ['b.yaml:5 roles.viewers.users[1]: must be a Slack user id such as U01ALICE (not a name)'],
    ],
    ['approvals: { approvers: { users: [S0ONCALL] } }', [expect.stringContaining('approvers.users[0]: must be a Slack user id')]],
    ['approvals: { approvers: { groups: ["@oncall"] } }', [expect.stringContaining('approvers.groups[0]: must be a Slack user group id')]],
    ['approvals: { approvers: { users: U1 } }', [expect.stringMatching(/approvers\.users: must be a list/)]],
    ['approvals: { approvers: [U1] }', ['b.yaml:1 approvals.approvers: must be a mapping (key: value)']],
    ['approvals: { approvers: { users: [[U1]] } }', [expect.stringContaining('users[0]: must be a Slack user id')]],
    ['approvals: { approvers: { users: [~] } }', [expect.stringContaining('users[0]: has no value')]],
    ['audit: { channel: "#audit" }', [expect.stringContaining('audit.channel: must be a Slack channel id')]],
    ['notify: { onCall: U1 }', [expect.stringContaining('notify.onCall: must be a Slack user group id')]],
    // rules between keys
    [
      'approvals: { approvers: { users: [U1, U2] }, required: 3 }',
      [expect.stringMatching(/^b\.yaml:1 approvals\.required: asks for 3 people, but only 2/)],
    ],
    ['approvals: { approvers: { users: [U1, U1] }, required: 2 }', [expect.stringContaining('only 1 may approve')]],
    [
      `approvals: { required: 2, approvers: { groups: [S1] } }\n${prod('approvals: { approvers: { users: [U1] } }')}`,
      [expect.stringMatching(/^b\.yaml:6 clusters\.prod\.approvals\.approvers: asks for 2/)],
    ],
    [prod('channels: []'), [expect.stringMatching(/^b\.yaml:5 clusters\.prod\.channels: allows no channel at all/)]],
    [prod('channels:'), [expect.stringMatching(/^b\.yaml:5 clusters\.prod\.channels: allows no channel at all/)]],
    [prod('watch: { every: 4m, channel: C1 }'), [expect.stringContaining('watch.every: must be a duration of at least 5m')]],
    [prod('watch: { every: 15m }'), [expect.stringMatching(/watch\.channel: is missing: a Slack channel id/)]],
    [prod('channels: [C1]', 'watch: { channel: C2 }'), ["b.yaml:6 clusters.prod.watch.channel: is not one of the cluster's channels"]],
    [`${prod()}\nchannels: { C1: { cluster: prd } }`, ['b.yaml:5 channels.C1.cluster: must be one of the clusters above: prod']],
    ['channels: { C1: { cluster: prod } }', ['b.yaml:1 channels.C1.cluster: must be an alias under clusters:']],
    ['channels: { C1: { cluster: __proto__ } }', ['b.yaml:1 channels.C1.cluster: must be an alias under clusters:']],
    ['channels: { C1: { language: de } }', ['b.yaml:1 channels.C1.language: must be en or zh']],
    ['channels: { general: {} }', [expect.stringMatching(/^b\.yaml:1 channels\.general: a key here must be a Slack channel id/)]],
    [
      `${prod('channels: [C1]')}\nchannels: { C2: { cluster: prod } }`,
      ['b.yaml:6 channels.C2.cluster: clusters.prod.channels does not allow this channel'],
    ],
  ])('%j', (text, expected) => {
    expect(read(text).mistakes).toEqual(expected);
  });

  test('are found all at once, each with its line', () => {
    const { mistakes } = read('readOnly: maybe\nclusters:\n  Prod: { region: x }\nlimits: { queuedPerCluster: many }\nnotfy: {}\n');
    expect(mistakes.map((mistake) => mistake.split(': ')[0]).sort()).toEqual([
      'b.yaml:1 readOnly',
      'b.yaml:3 clusters.Prod',
      'b.yaml:3 clusters.Prod.clusterId',
      'b.yaml:3 clusters.Prod.region',
      'b.yaml:4 limits.queuedPerCluster',
      'b.yaml:5 notfy',
    ]);
  });

  test('a key that is given twice does not hide the others', () => {
    expect(read('readOnly: true\nreadOnly: true\nlimits: 5').mistakes).toHaveLength(2);
  });

  test('do not repeat values, which may be secrets in the wrong place', () => {
    const secret = 'xoxb-1-hunter2';
    const text = `readOnly: ${secret}\naudit: { channel: ${secret} }\nroles: ${secret}\n${prod(`sshKey: [${secret}]`, `credentials: ${secret}`)}`;
    expect(read(text).mistakes).toHaveLength(5);
    expect(read(text).mistakes.join('\n')).not.toContain('hunter2');
  });
});

describe('hostile files', () => {
  test('aliases that multiply cost nothing', () => {
    const bomb = ['a: &a0 [x, x]', ...Array.from({ length: 40 }, (_, i) => `b${i}: &a${i + 1} [*a${i}, *a${i}, *a${i}, *a${i}]`)].join(
      '\n',
    );
    const { mistakes } = read(`${bomb}\nroles: { viewers: { users: *a40 } }`);
    expect(mistakes.length).toBeGreaterThan(40);
  });

  test('an alias to itself ends', () => {
    expect(read('clusters: &a\n  prod: *a').mistakes.length).toBeGreaterThan(0);
    expect(read('roles: &a { viewers: *a }').mistakes.length).toBeGreaterThan(0);
  });

  test('nesting beyond all reason is a mistake, not a crash', () => {
    for (const text of ['['.repeat(50_000), 'clusters: '.repeat(20_000), `readOnly: ${'{a: '.repeat(20_000)}`]) {
      expect(read(text).mistakes.length).toBeGreaterThan(0);
    }
  });
});
