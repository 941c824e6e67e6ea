import { describe, expect, test } from 'vitest';
import { readSnapshot } from '../../src/actions/diagnose/read.ts';
import type { DiagnoseResult } from '../../src/actions/diagnose/result.ts';
import { registryOf } from '../../src/actions/diagnose/rules/image.ts';
import { diagnose } from '../../src/actions/diagnose.ts';
import type { PodDetail } from '../../src/ports/workloads.ts';
import {
  aLife,
  bursting,
  container,
  contextIn,
  deployment,
  event,
  forbidden,
  type Life,
  ownedBy,
  pod,
  replicaSet,
  unreachable,
  unscheduledPod,
  waitingPod,
} from './cluster-life.ts';
import { addon, cluster, denied, node, notFound, PODS, values } from './precheck/world.ts';

const look = (life: Life, given: Record<string, string> = {}): Promise<DiagnoseResult> =>
  diagnose.read(diagnose.params.parse(given), contextIn(life));
const codes = (found: readonly { readonly code: string }[]): string[] => found.map(({ code }) => code);

const KUBELET = 'bursting-cceaddon-virtual-kubelet-virtual-kubelet-5b4df9f7crbdp';
const own = (more: Partial<PodDetail> = {}): PodDetail =>
  pod(KUBELET, { namespace: 'kube-system', nodeName: '192.168.0.41', labels: {}, ...more });
const sets = (...replicas: readonly number[]) =>
  replicas.map((n, i) => replicaSet('bursting-cceaddon-virtual-kubelet-webhook', `hash${i}`, n, { namespace: 'kube-system' }));

const WEB = { namespace: 'shop', workload_name: 'web' };
const withWeb = (...pods: readonly PodDetail[]): Life => {
  const set = replicaSet('web', '7c9d5f8b6', 2);
  return {
    ...aLife(),
    deployments: [deployment('web', pods.length)],
    replicaSets: [set],
    pods: pods.map((each) => ({ ...each, ...ownedBy(set) })),
  };
};

test('a healthy cluster has no finding, whatever is in it besides', async () => {
  const life = aLife();
  life.pods = [
    own(),
    pod('coredns-1', { namespace: 'kube-system', conditions: [] }),
    waitingPod('job', 'ImagePullBackOff', 'no', { namespace: 'kube-system' }),
  ];
  life.replicaSets = [
    ...['virtual-kubelet', 'webhook', 'resource-syncer'].map((name) =>
      replicaSet(`bursting-cceaddon-virtual-kubelet-${name}`, 'h', 2, { namespace: 'kube-system' }),
    ),
    ...sets(0, 0),
  ];
  life.configMaps = { 'kube-system/bursting-status': { enableBurstingNode: 'true' } };
  life.events = [event('Pod/coredns-1', 'BackOff', 1, { namespace: 'kube-system' })];
  expect(await look(life)).toMatchObject({
    success: true,
    findings: [],
    handoff: null,
    warnings: [],
    events: [],
    pods: [{ name: KUBELET, ready: true }],
    replica_sets: [{}, {}, {}],
  });
});

describe('the add-on', () => {
  test.each([
    ['abnormal', 'addon-status-abnormal', 'critical'],
    ['installFailed', 'addon-status-install-failed', 'critical'],
    ['upgradeFailed', 'addon-status-upgrade-failed', 'critical'],
    ['rollbackFailed', 'addon-status-rollback-failed', 'critical'],
    ['deleteFailed', 'addon-status-delete-failed', 'critical'],
    ['upgrading', 'addon-status-changing', 'info'],
    ['toString', 'addon-status-unknown', 'critical'],
    ['', 'addon-status-unknown', 'critical'],
  ])('that is "%s" is %s', async (status, code, severity) => {
    const { findings } = await look(aLife({ addons: [addon({ status, reason: 'Because', message: 'of that' })] }));
    expect(findings).toMatchObject([{ code, severity, facts: { status, detail: 'Because: of that' } }]);
  });

  test.each([
    ['swapped ids', values({ network_id: PODS.id }, { subnet_id: PODS.id }), ['addon-swapped-subnet']],
    ['a foreign subnet', values({}, { subnet_id: '11111111-2222-4333-8444-555555555555' }), ['addon-foreign-subnet']],
    ['one of each', values({ network_id: PODS.id }, { subnet_id: 'x' }), ['addon-swapped-subnet', 'addon-foreign-subnet']],
    ['no project id', values({ project_id: '' }), ['project-id-or-iam']],
    ['another project', values({ project_id: '00000000000000000000000000000000' }), ['project-id-or-iam']],
    ['no values at all', null, ['project-id-or-iam']],
  ])('with %s', async (_, given, expected) => {
    expect(codes((await look(aLife({ addons: [addon({ values: given })] }))).findings)).toEqual(expected);
  });

  test.each([
    ['1.5.1', 'VirtualMachine', 0, ['addon-version-too-old']],
    ['1.5.2', 'VirtualMachine', 0, []],
    ['1.5.36', 'ARM64', 0, ['arm-unsupported']],
    ['1.5.37', 'ARM64', 2, []],
    ['1.5.27', 'VirtualMachine', 1, ['arm-unsupported']],
  ])('version %s in a cluster of type %s with %i Arm nodes', async (version, type, arm, expected) => {
    const nodes = [node('a'), ...Array.from({ length: arm }, (_, i) => node(`arm-${i}`, { architecture: 'arm64' })), bursting()];
    const { findings } = await look(aLife({ addons: [addon({ version })], cluster: cluster({ type }), nodes }));
    expect(codes(findings)).toEqual(expected);
  });
});

describe('its pods', () => {
  test.each<[string, PodDetail, string[]]>([
    [
      'no room',
      unscheduledPod(KUBELET, '0/2 nodes are available: 2 Insufficient cpu.', { namespace: 'kube-system' }),
      ['resource-pressure'],
    ],
    [
      'too many pods',
      unscheduledPod(KUBELET, '0/2 nodes are available: 2 Too many pods.', { namespace: 'kube-system' }),
      ['resource-pressure'],
    ],
    ['kept away', unscheduledPod(KUBELET, '2 node(s) had untolerated taint {a: b}', { namespace: 'kube-system' }), ['addon-pods-pending']],
    ['just made', own({ nodeName: null, phase: 'Pending', conditions: [] }), []],
    [
      'restarted once, ready since',
      own({ containers: [container({ restarts: 1, lastTerminated: { reason: 'Error', message: '', exitCode: 1 } })] }),
      [],
    ],
    [
      'crashing',
      own({
        conditions: [],
        containers: [container({ ready: false, restarts: 4, waiting: { reason: 'CrashLoopBackOff', message: '', exitCode: null } })],
      }),
      ['addon-crashloop'],
    ],
    [
      'being deleted',
      own({
        deleting: true,
        conditions: [],
        containers: [container({ ready: false, restarts: 4, waiting: { reason: 'CrashLoopBackOff', message: '', exitCode: null } })],
      }),
      [],
    ],
  ])('%s', async (_, one, expected) => {
    expect(codes((await look({ ...aLife(), pods: [one] })).findings)).toEqual(expected);
  });

  test.each([
    ['one active replica set for each of three Deployments', [1, 0], []],
    ['two active ones of one Deployment', [2, 1], ['multiple-active-addon-replicasets']],
    ['three', [1, 1, 1], ['multiple-active-addon-replicasets']],
  ])('%s', async (_, replicas, expected) => {
    const others = ['virtual-kubelet', 'resource-syncer'].map((name) =>
      replicaSet(`bursting-cceaddon-virtual-kubelet-${name}`, 'h', 1, { namespace: 'kube-system' }),
    );
    expect(codes((await look({ ...aLife(), replicaSets: [...others, ...sets(...replicas)] })).findings)).toEqual(expected);
  });
});

describe('virtual nodes', () => {
  test.each([
    ['none', [], ['virtual-node-missing'], 'critical'],
    ['one not Ready', [bursting('bursting-node', { ready: 'False' })], ['virtual-node-notready'], 'critical'],
    [
      'one of two not Ready',
      [bursting('bursting-node-a'), bursting('bursting-node-b', { ready: 'False' })],
      ['virtual-node-notready'],
      'warning',
    ],
    ['a cordoned one', [bursting('bursting-node', { unschedulable: true })], ['virtual-node-cordoned'], 'critical'],
  ])('%s', async (_, virtual, expected, severity) => {
    const { findings } = await look(aLife({ nodes: [node('a'), ...virtual] }));
    expect(codes(findings)).toEqual(expected);
    expect(findings[0]?.severity).toBe(severity);
  });

  test.each([
    ['false', ['bursting-node-disabled']],
    [' False ', ['bursting-node-disabled']],
    ['true', []],
    ['', []],
  ])('bursting-status says enableBurstingNode: "%s"', async (enableBurstingNode, expected) => {
    const life: Life = { ...aLife(), configMaps: { 'kube-system/bursting-status': { enableBurstingNode } } };
    expect(codes((await look(life)).findings)).toEqual(expected);
  });
});

describe('images', () => {
  test.each([
    ['nginx', 'docker.io'],
    ['library/nginx:1.27', 'docker.io'],
    ['docker.io/library/nginx', 'docker.io'],
    ['Quay.io/a/b', 'quay.io'],
    ['localhost/a', 'localhost'],
    ['registry:5000/a@sha256:0', 'registry:5000'],
    ['swr.cn-north-4.myhuaweicloud.com/team/nginx:1', 'swr.cn-north-4.myhuaweicloud.com'],
  ])('%s comes from %s', (image, registry) => expect(registryOf(image)).toBe(registry));

  test.each([
    ['swr.cn-north-4.myhuaweicloud.com/a/b:1', 'dial tcp 100.125.40.98:443: i/o timeout', ['image-pull-network']],
    ['swr.cn-north-4.myhuaweicloud.com/a/b:1', 'unexpected status: 401 Unauthorized', ['image-pull-auth']],
    [
      'swr.cn-north-4.myhuaweicloud.com/a/b:1',
      'pull access denied, repository does not exist or may require authorization',
      ['image-pull-auth'],
    ],
    ['swr.cn-north-4.myhuaweicloud.com/a/b:1', 'manifest unknown', ['image-not-found']],
    ['nginx:1.27', 'dial tcp 54.236.113.205:443: i/o timeout', ['image-docker-hub']],
    ['ghcr.io/a/b', 'context deadline exceeded', ['image-docker-hub']],
    ['registry.internal:5000/a', 'connection refused', ['image-pull-network']],
    ['swr.cn-north-4.myhuaweicloud.com/a/b:1', 'something else', []],
  ])('%s: %s', async (image, message, expected) => {
    const one = waitingPod('web-1', 'ErrImagePull', message);
    const { findings, handoff } = await look(withWeb({ ...one, containers: one.containers.map((each) => ({ ...each, image })) }), WEB);
    expect(codes(findings)).toEqual(expected);
    expect(handoff).toBe(
      expected.length === 0
        ? 'huawei-cloud-cce-pod-failure-diagnoser'
        : expected[0] === 'image-pull-network'
          ? 'huawei-cloud-cce-network-failure-diagnoser'
          : null,
    );
  });

  test('why is in the event where the pod only says that it waits', async () => {
    const life = withWeb(waitingPod('web-7c9d5f8b6-1', 'ImagePullBackOff', 'Back-off pulling image'));
    life.events = [event('Pod/web-7c9d5f8b6-1', 'Failed', 1, { message: 'Failed to pull image: 401 Unauthorized' })];
    expect(codes((await look(life, WEB)).findings)).toEqual(['image-pull-auth']);
  });
});

describe('scheduling', () => {
  const TAINT = '1 node(s) had untolerated taint {virtual-kubelet.io/provider: huawei}, 2 Insufficient cpu.';
  const sized = (cpu: string | null, memory: string | null) => [
    container({ requests: { cpu: null, memory: null }, limits: { cpu, memory } }),
  ];
  test.each<[string, PodDetail, string[]]>([
    ['without the label', unscheduledPod('web-1', TAINT, { labels: {} }), ['pod-untolerated-taint']],
    [
      'with the label off',
      unscheduledPod('web-1', TAINT, { labels: { 'bursting.cci.io/burst-to-cci': 'off' } }),
      ['pod-untolerated-taint'],
    ],
    [
      'in the words of older schedulers',
      unscheduledPod('web-1', "1 node(s) had taint {virtual-kubelet.io/provider: huawei}, that the pod didn't tolerate.", { labels: {} }),
      ['pod-untolerated-taint'],
    ],
    ['with the label', unscheduledPod('web-1', TAINT), ['pod-unschedulable']],
    ['without the label, and another reason', unscheduledPod('web-1', '3 Insufficient memory.', { labels: {} }), ['pod-unschedulable']],
    ['too many CPUs', unscheduledPod('web-1', '', { containers: sized('65', '8Gi') }), ['pod-size-unsupported']],
    ['too much memory', unscheduledPod('web-1', '', { containers: sized('1', '513Gi') }), ['pod-size-unsupported']],
    ['the largest size', unscheduledPod('web-1', '', { containers: sized('64', '512Gi') }), ['pod-unschedulable']],
    ['no size', unscheduledPod('web-1', '', { containers: sized(null, null) }), ['pod-size-unsupported']],
    [
      'no size, but one in the annotation',
      unscheduledPod('web-1', '', { containers: sized(null, null), sizeSpecs: '2.00_4.0' }),
      ['pod-unschedulable'],
    ],
    ['no size, and not for CCI', unscheduledPod('web-1', 'no', { containers: sized(null, null), labels: {} }), ['pod-unschedulable']],
  ])('%s', async (_, one, expected) => expect(codes((await look(withWeb(one), WEB)).findings)).toEqual(expected));

  test('pods on ordinary nodes lack the label on their template', async () => {
    const life = withWeb(pod('web-1', { nodeName: '192.168.0.41' }), pod('web-2'));
    expect((await look(life, WEB)).findings).toMatchObject([
      { code: 'burst-label-missing', severity: 'warning', facts: { workload_name: 'web', pods: 1, node: '192.168.0.41', label: null } },
    ]);
    life.deployments = [deployment('web', 2, { podLabels: { 'bursting.cci.io/burst-to-cci': 'localPrefer' } })];
    expect((await look(life, WEB)).findings).toEqual([]);
  });
});

describe('the subnets', () => {
  test.each([
    [0, 'critical'],
    [31, 'warning'],
    [32, undefined],
    [null, undefined],
  ])('%s free addresses', async (availableAddresses, severity) => {
    const life = aLife();
    life.world.subnets = life.world.subnets.map((subnet) => (subnet.id === PODS.id ? { ...subnet, availableAddresses } : subnet));
    expect((await look(life)).findings[0]?.severity).toBe(severity);
  });

  test('an event that speaks of addresses counts, wherever the count stands', async () => {
    const life = withWeb(waitingPod('web-7c9d5f8b6-1', 'ContainerCreating'));
    life.events = [event('Pod/web-7c9d5f8b6-1', 'FailedCreate', 1, { message: 'subnet has no available ip address' })];
    expect(codes((await look(life, WEB)).findings)).toEqual(['subnet-ip-exhausted']);
  });
});

describe('logs', () => {
  test('of every container, before and after a restart; not of one that has not started', async () => {
    const restarted = container({ name: 'main', restarts: 2, ready: false });
    const starting = container({ name: 'side', ready: false, waiting: { reason: 'ContainerCreating', message: '', exitCode: null } });
    const setup = container({ name: 'setup', kind: 'init' });
    const life: Life = { ...aLife(), pods: [own({ containers: [setup, restarted, starting] })] };
    life.logs = { [`${KUBELET}/main`]: 'a\nb\n', [`${KUBELET}/main/previous`]: 'c\n', [`${KUBELET}/setup`]: '' };
    expect((await look(life)).log_samples).toEqual([
      { pod: KUBELET, container: 'main', previous: true, lines: ['c'] },
      { pod: KUBELET, container: 'main', previous: false, lines: ['a', 'b'] },
    ]);
    expect(life.calls.filter((call) => call === 'log')).toHaveLength(3);
  });

  test('are at most so many and so long, those of pods in trouble first', async () => {
    const many = Array.from({ length: 40 }, (_, i) =>
      own({
        name: `bursting-cceaddon-${i}`,
        uid: String(i),
        conditions: [{ type: 'Ready', status: i === 39 ? 'False' : 'True', reason: '', message: '' }],
      }),
    );
    const life: Life = { ...aLife(), pods: many };
    life.logs = Object.fromEntries(many.map(({ name }) => [`${name}/main`, `${'x'.repeat(99)}\n`.repeat(500)]));
    const { log_samples: logs } = await look(life);
    expect(logs).toHaveLength(24);
    expect(logs[0]?.pod).toBe('bursting-cceaddon-39');
    for (const { lines } of logs) {
      expect(lines.join('\n').length).toBeLessThanOrEqual(8_192);
      expect(new Set(lines.map((line) => line.length))).toEqual(new Set([99]));
    }
  });
});

describe('a workload that crashes', () => {
  const crashing = (name: string, restarts: number, reason = 'Error'): PodDetail =>
    waitingPod(name, 'CrashLoopBackOff', '', {
      containers: [
        container({ name: 'side' }),
        container({
          ready: false,
          restarts,
          waiting: { reason: 'CrashLoopBackOff', message: '', exitCode: null },
          lastTerminated: { reason, message: '', exitCode: 1 },
        }),
      ],
    });
  const printed = (n: number): string => Array.from({ length: n }, (_, i) => `2026-11-22T07:00:0${i}.123456789Z line ${i}\n`).join('');

  test('is one finding with what it printed last, before it was restarted; nothing of bursting explains it', async () => {
    const life = withWeb(crashing('web-1', 3), crashing('web-2', 5), pod('web-3'));
    life.logs = { 'web-2/main/previous': printed(7), 'web-2/main': printed(1), 'web-1/main/previous': printed(2), 'web-3/main': 'x' };
    const { findings, handoff, log_samples: logs } = await look(life, WEB);
    expect(findings).toMatchObject([
      {
        code: 'workload-crashloop',
        severity: 'critical',
        facts: { pods: ['web-2', 'web-1'], restarts: 5, reason: 'Error', exit_code: 1 },
        evidence: [
          { kind: 'crash', pod: 'web-2', container: 'main', restarts: 5, ended: { reason: 'Error', exit_code: 1 } },
          { kind: 'log', namespace: 'shop', pod: 'web-2', previous: true, text: 'line 2\nline 3\nline 4\nline 5\nline 6' },
          { kind: 'crash', pod: 'web-1' },
        ],
      },
    ]);
    expect(handoff).toBe('huawei-cloud-cce-pod-failure-diagnoser');
    // Neither the container beside it nor the pod that is well.
    expect(logs.map(({ pod: of, container: name, previous }) => [of, name, previous])).toEqual([
      ['web-1', 'main', true],
      ['web-2', 'main', true],
      ['web-2', 'main', false],
    ]);
  });

  test('that was killed for its memory is explained by that', async () => {
    const { findings, handoff } = await look(withWeb(crashing('web-1', 3, 'OOMKilled')), WEB);
    expect(codes(findings)).toEqual(['workload-crashloop']);
    expect(handoff).toBeNull();
  });

  test.each([
    ['nothing', '', null],
    ['only since its restart', { 'web-0/main': 'starting\n' }, 'starting'],
    ['one long line', { 'web-0/main/previous': `${'x'.repeat(2_000)}\n` }, 'x'.repeat(600)],
    ['long lines', { 'web-0/main/previous': ['a', 'b', 'c'].map((of) => `${of.repeat(300)}\n`).join('') }, 'c'.repeat(300)],
  ])('and printed %s', async (_, logs, line) => {
    const life = withWeb(crashing('web-0', 1));
    if (logs) life.logs = logs as Life['logs'];
    const [found] = (await look(life, WEB)).findings;
    expect(found?.evidence.slice(1)).toMatchObject(line === null ? [] : [{ kind: 'log', text: line }]);
  });

  test('has few of its logs read, however many pods it has; who may read none is told so', async () => {
    const life = withWeb(...Array.from({ length: 30 }, (_, i) => crashing(`web-${i}`, 2)));
    await look(life, WEB);
    expect(life.calls.filter((call) => call === 'log')).toHaveLength(4);
    life.broken.log = forbidden('get pods/log');
    const { findings, warnings } = await look(life, WEB);
    expect(codes(findings)).toEqual(['workload-crashloop']);
    expect(warnings).toMatchObject([{ code: 'permission_denied', facts: { operation: 'get pods/log' } }]);
  });

  test('has none of them read where nobody asked about it', async () => {
    const life = withWeb(crashing('web-1', 3));
    expect((await look(life)).findings).toEqual([]);
    expect(life.calls).not.toContain('log');
  });
});

describe('what cannot be read', () => {
  test.each([
    ['nodes', 'list nodes'],
    ['pods', 'list pods'],
    ['replicaSets', 'list replicasets'],
    ['configMap', 'get configmaps'],
    ['events', 'list events'],
    ['log', 'get pods/log'],
  ] as const)('%s: a gap that is told, and no finding', async (call, action) => {
    const life: Life = { ...aLife(), pods: [own(), own({ name: 'virtual-kubelet-2' })] };
    life.broken[call] = forbidden(action);
    const result = await look(life);
    expect(result).toMatchObject({
      success: false,
      findings: [],
      handoff: null,
      warnings: [{ code: 'permission_denied', facts: { action } }],
    });
  });

  test.each(['addons', 'subnets', 'routeTables', 'endpoints', 'cluster'] as const)('%s of the cloud, too', async (source) => {
    const life = aLife();
    life.world.broken[source] = denied('some:thing:get');
    expect(await look(life)).toMatchObject({ success: false, findings: [], warnings: [{ code: 'permission_denied' }] });
  });

  test('does not hide what the others show', async () => {
    const life = aLife({ addons: [addon({ values: values({ network_id: PODS.id }) })], nodes: [] });
    for (const call of ['pods', 'log', 'events', 'configMap'] as const) life.broken[call] = forbidden('x');
    expect(codes((await look(life)).findings)).toEqual(['addon-swapped-subnet']);
  });

  test('a cluster that does not exist is somebody else’s matter, and said once', async () => {
    const life = aLife();
    for (const source of ['cluster', 'addons'] as const) life.world.broken[source] = notFound();
    for (const call of ['nodes', 'pods', 'replicaSets', 'configMap', 'events'] as const) life.broken[call] = notFound();
    expect(await look(life)).toMatchObject({
      handoff: 'huawei-cloud-cce-cluster-management',
      findings: [],
      warnings: [{ code: 'cluster_not_found' }],
    });
  });

  test('so is an API server that nobody reaches', async () => {
    const life = aLife();
    for (const call of ['nodes', 'pods', 'replicaSets', 'configMap', 'events'] as const) life.broken[call] = unreachable();
    const { handoff, warnings } = await look(life);
    expect(handoff).toBe('huawei-cloud-cce-cluster-management');
    expect(codes(warnings)).toEqual(['source_unreadable']);
  });
});

test('all that can be is asked for at once', async () => {
  const life: Life = { ...aLife(), pods: [own()] };
  const reading = readSnapshot(contextIn(life), { namespace: WEB.namespace, name: WEB.workload_name });
  expect(life.calls.toSorted()).toEqual([
    'configMap',
    'deployment',
    'events',
    'events',
    'events',
    'nodes',
    'pods',
    'pods',
    'replicaSets',
    'replicaSets',
  ]);
  expect(life.world.asked.toSorted()).toEqual(['addons', 'cluster']);
  await reading;
  expect(life.world.asked.toSorted()).toEqual(['addons', 'cluster', 'endpoints', 'routeTables', 'subnets']);
});

test('secrets in what Kubernetes says are taken out before anything is kept', async () => {
  const life = withWeb(waitingPod('web-1', 'ErrImagePull', 'Get "https://u:hunter2secret@swr/": 401 Unauthorized'));
  const result = await look(life, WEB);
  expect(codes(result.findings)).toEqual(['image-pull-auth']);
  expect(JSON.stringify(result)).not.toContain('hunter2');
});
