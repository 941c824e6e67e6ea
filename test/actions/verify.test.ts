import { describe, expect, test } from 'vitest';
import type { VerifyResult } from '../../src/actions/verify/result.ts';
import { verify } from '../../src/actions/verify.ts';
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
import { addon, denied, node, notFound } from './precheck/world.ts';

const look = (life: Life, given: Record<string, string> = {}, signal?: AbortSignal): Promise<VerifyResult> =>
  verify.read(verify.params.parse(given), contextIn(life, signal));

const codes = (found: readonly { readonly code: string }[]): string[] => found.map(({ code }) => code);
const CHECKOUT = { namespace: 'shop', workload_name: 'checkout' };

/** `checkout` wants two pods, and its replica set made these. */
const withPods = (...pods: PodDetail[]): Life => {
  const set = replicaSet('checkout', '7c9d5f8b6', 2);
  return {
    ...aLife(),
    deployments: [deployment('checkout', 2)],
    replicaSets: [set],
    pods: pods.map((each) => ({ ...ownedBy(set), ...each, owner: each.owner ?? ownedBy(set).owner })),
  };
};
const [ONE, TWO] = ['checkout-7c9d5f8b6-2xkq4', 'checkout-7c9d5f8b6-9wmzp'];

describe('a cluster', () => {
  test('bursts when the add-on is healthy and a virtual node is Ready', async () => {
    const result = await look(aLife());
    expect(result).toMatchObject({
      success: true,
      ready: true,
      addon: { version: '1.5.82', status: 'running', healthy: true },
      virtual_nodes: [{ name: 'bursting-node', ready: true, status: 'True', schedulable: true, zone: null, az_fault: null }],
      workload: null,
      warning_events: [],
      issues: [],
      warnings: [],
    });
  });

  test.each([
    ['running', []],
    ['available', []],
    ['installing', ['addon_busy']],
    ['upgrading', ['addon_busy']],
    ['abnormal', ['addon_unhealthy']],
    ['installFailed', ['addon_unhealthy']],
    ['deleteSuccess', ['addon_not_installed']],
    ['something new', ['addon_unhealthy']],
  ])('with an add-on that is %s', async (status, issues) => {
    const result = await look(aLife({ addons: [addon({ status })] }));
    expect(codes(result.issues)).toEqual(issues);
    expect(result.ready).toBe(issues.length === 0);
    expect(result.success).toBe(result.ready);
  });

  test('without the add-on does not burst', async () => {
    const result = await look(aLife({ addons: [addon({ name: 'coredns', templateName: 'coredns' })] }));
    expect(result).toMatchObject({ ready: false, addon: null, issues: [{ code: 'addon_not_installed' }] });
  });

  const fault = [{ type: 'ZoneFault', status: 'True', reason: 'AZFault', message: '' }];
  const standard = [{ type: 'MemoryPressure', status: 'True', reason: '', message: '' }];
  test.each([
    ['none', [], ['virtual_node_missing'], []],
    ['only the one of CCI 1.0', [bursting('virtual-kubelet')], ['virtual_node_missing'], []],
    ['one that is not Ready', [bursting('bursting-node', { ready: 'Unknown' })], ['virtual_node_not_ready'], []],
    ['one without a condition', [bursting('bursting-node', { ready: null })], ['virtual_node_not_ready'], []],
    ['a cordoned one', [bursting('bursting-node', { unschedulable: true })], ['virtual_node_cordoned'], []],
    [
      'one of two in a zone with a fault',
      [bursting('bursting-node-a'), bursting('bursting-node-b', { unschedulable: true, conditions: fault })],
      [],
      ['virtual_node_cordoned'],
    ],
    [
      'two that both have something',
      [bursting('bursting-node-a', { ready: 'False' }), bursting('bursting-node-b', { unschedulable: true })],
      ['virtual_node_not_ready', 'virtual_node_cordoned'],
      [],
    ],
    ['one that only its label tells', [bursting('vn-1', { labels: { 'bursting.cci.io/node-type': 'virtual-kubelet' } })], [], []],
    ['one that only its name tells', [bursting('bursting-node-cn-north-4a', { labels: {} })], [], []],
    ['a physical node of a similar name', [node('my-bursting-node')], ['virtual_node_missing'], []],
  ])('with virtual nodes: %s', async (_, nodes, issues, warnings) => {
    const result = await look(aLife({ nodes: [node('192.168.0.41'), ...nodes] }));
    expect(codes(result.issues)).toEqual(issues);
    expect(codes(result.warnings)).toEqual(warnings);
    expect(result.ready).toBe(issues.length === 0);
  });

  test('tells a fault of a zone from a node that somebody cordoned, and from pressure', async () => {
    const zone = { type: 'virtual-kubelet', 'topology.kubernetes.io/zone': 'cn-north-4a' };
    const of = async (conditions: typeof fault) =>
      (await look(aLife({ nodes: [bursting('bursting-node', { labels: zone, unschedulable: true, conditions })] }))).issues[0]?.facts;
    expect(await of(fault)).toEqual({ name: 'bursting-node', zone: 'cn-north-4a', fault: 'ZoneFault' });
    expect(await of(standard)).toEqual({ name: 'bursting-node', zone: 'cn-north-4a', fault: null });
  });

  test('that does not exist is said once', async () => {
    const life = aLife();
    life.world.broken.addons = notFound();
    for (const call of ['nodes', 'events'] as const) life.broken[call] = notFound();
    const result = await look(life);
    expect(codes(result.issues)).toEqual(['cluster_not_found']);
    expect(result).toMatchObject({ ready: false, warnings: [], virtual_nodes: null, warning_events: null });
  });
});

describe('a workload', () => {
  test('is ready when all its pods are, on CCI', async () => {
    expect(await look(withPods(pod(ONE), pod(TWO)), CHECKOUT)).toMatchObject({
      ready: true,
      workload: {
        namespace: 'shop',
        workload_name: 'checkout',
        desired: 2,
        pod_count: 2,
        ready_pod_count: 2,
        phase_distribution: { Running: 2 },
        node_distribution: { 'bursting-node': 2 },
        waiting: [],
        ready: true,
        matched_by: 'deployment',
      },
      issues: [],
    });
  });

  const notReady = [{ type: 'Ready', status: 'False', reason: 'ContainersNotReady', message: 'containers with unready status: [main]' }];
  const ended = container({ ready: false, terminated: { reason: 'Error', message: '', exitCode: 2 } });
  test.each<[string, PodDetail[], string[]]>([
    ['a pod that runs and is not Ready', [pod(ONE), pod(TWO, { conditions: notReady })], ['pods_not_ready']],
    ['a pod too few', [pod(ONE)], ['pods_missing']],
    ['no pod at all', [], ['pods_missing']],
    ['a pod on a physical node', [pod(ONE), pod(TWO, { nodeName: '192.168.0.41' })], ['pods_elsewhere']],
    ['a pod that nobody scheduled', [pod(ONE), unscheduledPod(TWO, '0/3 nodes are available')], ['pods_not_ready']],
    ['a pod being deleted beside two good ones', [pod(ONE), pod(TWO), pod('checkout-7c9d5f8b6-old', { deleting: true })], []],
    ['only pods being deleted', [pod(ONE, { deleting: true }), pod(TWO, { deleting: true })], ['pods_missing']],
    ['an evicted pod that was replaced', [pod(ONE), pod(TWO), pod('checkout-7c9d5f8b6-old', { phase: 'Failed', conditions: [] })], []],
    ['a container that ended', [pod(ONE), pod(TWO, { conditions: notReady, containers: [ended] })], ['pods_not_ready']],
    ['no conditions, but containers that are ready', [pod(ONE, { conditions: [] }), pod(TWO, { conditions: [] })], []],
    ['no conditions, and a container that is not', [pod(ONE), pod(TWO, { conditions: [], containers: [ended] })], ['pods_not_ready']],
    ['one more than wanted', [pod(ONE), pod(TWO), pod('checkout-7c9d5f8b6-third')], []],
  ])('with %s', async (_, pods, issues) => {
    const result = await look(withPods(...pods), CHECKOUT);
    expect(codes(result.issues)).toEqual(issues);
    expect(result.workload?.ready).toBe(issues.length === 0);
    expect(result.ready).toBe(issues.length === 0);
  });

  test('says what its containers wait for, in their words', async () => {
    const message = 'Head "https://swr.cn-north-4.myhuaweicloud.com/v2/": dial tcp 100.125.40.98:443: i/o timeout';
    const crashed = container({
      ready: false,
      restarts: 4,
      waiting: { reason: 'CrashLoopBackOff', message: 'back-off', exitCode: null },
      lastTerminated: { reason: 'OOMKilled', message: '', exitCode: 137 },
    });
    const starting = container({ name: 'side', ready: false, waiting: { reason: 'ContainerCreating', message: '', exitCode: null } });
    const result = await look(
      withPods(waitingPod(ONE, 'ImagePullBackOff', message), pod(TWO, { conditions: notReady, containers: [crashed, starting] })),
      CHECKOUT,
    );
    expect(result.workload?.waiting).toEqual([
      { pod: ONE, container: 'main', reason: 'ImagePullBackOff', message, ended: null },
      {
        ...{ pod: TWO, container: 'main', reason: 'CrashLoopBackOff', message: 'back-off' },
        ended: { reason: 'OOMKilled', exit_code: 137 },
      },
    ]);
    expect(result.issues).toEqual([
      { code: 'pods_not_ready', facts: { ready: 0, total: 2, pod: ONE, reason: 'ImagePullBackOff', detail: message, ended: null } },
    ]);
  });

  test('does not count the pods of others, though their names and labels are alike', async () => {
    const [set, other] = [replicaSet('web', '7c9d5f8b6', 1), replicaSet('web-api', '5b4df9f7', 1)];
    const life: Life = {
      ...aLife(),
      deployments: [deployment('web', 1), deployment('web-api', 1)],
      replicaSets: [set, other],
      pods: [
        pod('web-7c9d5f8b6-2xkq4', { ...ownedBy(set), labels: { app: 'web' } }),
        waitingPod('web-api-5b4df9f7-crbdp', 'ErrImagePull', 'no', { ...ownedBy(other), labels: { app: 'web' } }),
        pod('by-hand', { labels: { app: 'web' }, nodeName: '192.168.0.41' }),
      ],
    };
    expect(await look(life, { namespace: 'shop', workload_name: 'web' })).toMatchObject({ ready: true, workload: { pod_count: 1 } });
  });

  test('with pods of two versions is in the middle of a rollout', async () => {
    const [old, now] = [replicaSet('checkout', 'old', 1), replicaSet('checkout', 'new', 1)];
    const life: Life = { ...withPods(), replicaSets: [old, now], pods: [pod('a', ownedBy(old)), pod('b', ownedBy(now))] };
    expect(codes((await look(life, CHECKOUT)).issues)).toEqual(['rollout_under_way']);
    const unseen: Life = { ...withPods(pod(ONE), pod(TWO)), deployments: [deployment('checkout', 2, { observed: false })] };
    expect(codes((await look(unseen, CHECKOUT)).issues)).toEqual(['rollout_under_way']);
  });

  test('of which a quota allows no pods says so', async () => {
    const conditions = [{ type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message: 'exceeded quota: team' }];
    const life: Life = { ...withPods(), deployments: [deployment('checkout', 2, { conditions })] };
    expect((await look(life, CHECKOUT)).issues).toEqual([
      { code: 'pods_missing', facts: { wanted: 2, found: 0, reason: 'FailedCreate', detail: 'exceeded quota: team' } },
    ]);
  });

  test('that is scaled to 0 is not ready', async () => {
    const life: Life = { ...withPods(), deployments: [deployment('checkout', 0)] };
    expect(codes((await look(life, CHECKOUT)).issues)).toEqual(['workload_scaled_to_zero']);
  });

  test('without a Deployment is found by its label, and that is said', async () => {
    const life: Life = { ...aLife(), pods: [pod('a', { labels: { app: 'checkout' } }), pod('b', { labels: { app: 'other' } })] };
    const result = await look(life, CHECKOUT);
    expect(result).toMatchObject({ ready: true, workload: { desired: null, pod_count: 1, matched_by: 'label' } });
    expect(result.warnings).toEqual([{ code: 'workload_by_label', facts: { workload_name: 'checkout', label: 'app=checkout' } }]);
  });

  test('of another kind is found by its controller', async () => {
    const owner = { kind: 'StatefulSet', name: 'checkout', uid: 'uid-s' };
    const life: Life = { ...aLife(), pods: [pod('checkout-0', { owner }), pod('checkout-1', { owner })] };
    expect(await look(life, CHECKOUT)).toMatchObject({ ready: true, warnings: [], workload: { pod_count: 2, matched_by: 'controller' } });
  });

  test('that is nowhere is not found', async () => {
    const result = await look({ ...aLife(), pods: [pod('other')] }, CHECKOUT);
    expect(result.issues).toEqual([{ code: 'workload_not_found', facts: { namespace: 'shop', workload_name: 'checkout' } }]);
    expect(result.ready).toBe(false);
  });

  test('by name alone is looked for where smoke puts it; by namespace alone it is all that is there', async () => {
    const there = withPods(pod(ONE), pod(TWO));
    expect(codes((await look(there, { workload_name: 'checkout' })).issues)).toEqual(['workload_not_found']);
    expect((await look(there, { workload_name: 'checkout' })).workload?.namespace).toBe('cci2-burst-lab');
    expect(await look(there, { namespace: 'shop' })).toMatchObject({
      ready: true,
      workload: { workload_name: null, desired: null, pod_count: 2, matched_by: 'namespace' },
    });
    expect(codes((await look(there, { namespace: 'empty' })).issues)).toEqual(['workload_not_found']);
    const done = { ...aLife(), pods: [pod('job', { phase: 'Succeeded' })] };
    expect(codes((await look(done, { namespace: 'shop' })).issues)).toEqual(['pods_missing']);
  });
});

describe('what cannot be read', () => {
  test.each([
    ['nodes', 'list nodes', { virtual_nodes: null }],
    ['pods', 'list pods', { workload: { pod_count: null, phase_distribution: null, ready: false } }],
    ['deployment', 'get deployments', { workload: { desired: null, pod_count: 2, ready: false } }],
  ] as const)('%s: the rest is told, and nothing is ready', async (call, action, rest) => {
    const life = withPods(pod(ONE), pod(TWO));
    life.broken[call] = forbidden(action);
    const result = await look(life, CHECKOUT);
    expect(result).toMatchObject({ ready: false, success: false, addon: { status: 'running' }, issues: [], ...rest });
    expect(result.warnings).toMatchObject([{ code: 'permission_denied', facts: { action } }]);
  });

  test('replica sets: the pods are found by their label', async () => {
    const life = withPods(pod(ONE, { labels: { app: 'checkout' } }), pod(TWO, { labels: { app: 'checkout' } }));
    life.broken.replicaSets = forbidden('list replicasets');
    const result = await look(life, CHECKOUT);
    expect(codes(result.warnings)).toEqual(['permission_denied', 'workload_by_label']);
    expect(result).toMatchObject({ ready: true, workload: { desired: 2, pod_count: 2 } });
  });

  test('events keep nothing from being ready', async () => {
    const life = withPods(pod(ONE), pod(TWO));
    life.broken.events = forbidden('list events');
    expect(await look(life, CHECKOUT)).toMatchObject({ ready: true, warning_events: null, warnings: [{ code: 'permission_denied' }] });
  });

  test('the add-on: a refusal is not "not installed"', async () => {
    const life = aLife();
    life.world.broken.addons = denied('cce:addonInstance:list');
    expect(await look(life)).toMatchObject({ ready: false, addon: null, issues: [], warnings: [{ code: 'permission_denied' }] });
  });

  test('an API server that nobody reaches is told once, not for each list', async () => {
    const life = aLife();
    for (const call of ['nodes', 'pods', 'deployment', 'replicaSets', 'events'] as const) life.broken[call] = unreachable();
    const result = await look(life, CHECKOUT);
    expect(result.warnings).toMatchObject([{ code: 'source_unreadable', facts: { reason: 'cluster_unreachable' } }]);
  });

  test('a mistake in the program is not hidden', async () => {
    const life = aLife();
    life.broken.nodes = new TypeError('undefined is not a function');
    await expect(look(life)).rejects.toThrow(TypeError);
  });
});

describe('the latest warnings', () => {
  test('are those of the workload, its replica sets and its pods', async () => {
    const life = withPods(waitingPod(ONE, 'ErrImagePull'), pod(TWO));
    life.events = [
      event(`Pod/${ONE}`, 'Failed', 5),
      event('ReplicaSet/checkout-7c9d5f8b6', 'FailedCreate', 4),
      event('Deployment/checkout', 'Slow', 3),
      event('Pod/checkout-api-5b4df9f7-crbdp', 'Failed', 9),
      event('Pod/other-7c9d5f8b6-2xkq4', 'Failed', 9),
      event(`Pod/${TWO}`, 'Pulled', 9, { type: 'Normal' }),
      event(`Pod/${ONE}`, 'Elsewhere', 9, { namespace: 'other' }),
    ];
    const { warning_events: events } = await look(life, CHECKOUT);
    expect(events?.map(({ object, reason }) => [object, reason])).toEqual([
      [`Pod/${ONE}`, 'Failed'],
      ['ReplicaSet/checkout-7c9d5f8b6', 'FailedCreate'],
      ['Deployment/checkout', 'Slow'],
    ]);
  });

  test('are at most ten, the newest, also where other workloads are loud', async () => {
    const life = withPods(pod(ONE), pod(TWO));
    life.events = [
      ...Array.from({ length: 900 }, (_, i) => event(`Pod/checkout-api-5b4df9f7-${i}`, 'Loud', 50)),
      ...Array.from({ length: 30 }, (_, i) => event(`Pod/${ONE}`, `n${i}`, i)),
    ];
    const { warning_events: events } = await look(life, CHECKOUT);
    expect(events?.map(({ reason }) => reason)).toEqual(Array.from({ length: 10 }, (_, i) => `n${29 - i}`));
  });

  test('of pods with names of their own are found by those names', async () => {
    const life: Life = {
      ...aLife(),
      pods: [pod('a', { labels: { app: 'checkout' } })],
      events: [event('Pod/a', 'Failed', 1), event('Pod/b', 'Failed', 2)],
    };
    expect((await look(life, CHECKOUT)).warning_events?.map(({ object }) => object)).toEqual(['Pod/a']);
  });

  test.each([
    ['called like the workload: once', 'checkout-x', 0, 1],
    ['with names of their own: once more', 'a', 0, 2],
    ['called like the workload, beside more warnings than are kept: once more', 'checkout-x', 1_000, 2],
  ])('of pods that only a label tells, %s', async (_, name, loud, calls) => {
    const life: Life = {
      ...aLife(),
      pods: [pod(name, { labels: { app: 'checkout' } })],
      events: [event(`Pod/${name}`, 'Failed', 1), ...Array.from({ length: loud }, (_, i) => event(`Pod/checkout-api-${i}`, 'Loud', 50))],
    };
    expect((await look(life, CHECKOUT)).warning_events?.map(({ object }) => object)).toEqual([`Pod/${name}`]);
    expect(life.calls.filter((call) => call === 'events')).toHaveLength(calls);
  });

  test('of a namespace are all that it has; without one, the add-on’s', async () => {
    const life = withPods(pod(ONE), pod(TWO));
    const webhook = 'Pod/bursting-cceaddon-virtual-kubelet-webhook-7ff7689685-rmp95';
    life.events = [
      event('Pod/other', 'Failed', 1),
      event(webhook, 'BackOff', 1, { namespace: 'kube-system' }),
      event('Pod/coredns-1', 'BackOff', 1, { namespace: 'kube-system' }),
    ];
    expect((await look(life, { namespace: 'shop' })).warning_events?.map(({ object }) => object)).toEqual(['Pod/other']);
    expect((await look(life)).warning_events?.map(({ object }) => object)).toEqual([webhook]);
  });
});

describe('waiting', () => {
  test('looks again until it is ready, sooner at first, and says what is missing', async () => {
    const life = withPods(waitingPod(ONE, 'ContainerCreating'), pod(TWO));
    life.world.addons = [addon({ status: 'installing' })];
    life.meanwhile = [
      () => {
        life.world.addons = [addon()];
      },
      () => {
        life.pods = withPods(pod(ONE), pod(TWO)).pods;
      },
    ];
    expect((await look(life, { ...CHECKOUT, wait: '5m' })).ready).toBe(true);
    expect(life.waits).toEqual([2_000, 4_000]);
    const common = { nodes_ready: 1, pods_ready: 1, pods_wanted: 2, wait_seconds: 300 };
    expect(life.notes).toEqual([
      { code: 'verify_waiting', facts: { ...common, addon: 'installing', waited_seconds: 0 } },
      { code: 'verify_waiting', facts: { ...common, addon: 'running', waited_seconds: 2 } },
    ]);
  });

  test('ends when the time is up, with what was seen last', async () => {
    const life = aLife({ nodes: [] });
    const result = await look(life, { wait: '30s' });
    expect(codes(result.issues)).toEqual(['virtual_node_missing']);
    expect(life.waits).toEqual([2_000, 4_000, 8_000, 10_000, 6_000]);
    expect(life.calls.filter((call) => call === 'nodes')).toHaveLength(6);
  });

  test.each([
    ['nobody asked to wait', aLife({ nodes: [] }), {}],
    ['it is ready already', aLife(), { wait: '15m' }],
    ['a permission is missing: time does not heal that', { ...aLife(), broken: { nodes: forbidden('list nodes') } }, { wait: '15m' }],
  ])('does not begin when %s', async (_, life, given) => {
    await look(life, given);
    expect(life.waits).toEqual([]);
    expect(life.notes).toEqual([]);
  });

  test('goes on when only events are refused', async () => {
    const life: Life = { ...aLife({ nodes: [] }), broken: { events: forbidden('list events') } };
    await look(life, { wait: '2s' });
    expect(life.waits).toEqual([2_000]);
  });

  test('outlives an API server that is away for a moment', async () => {
    const life: Life = { ...aLife(), broken: { nodes: unreachable() } };
    life.meanwhile = [
      () => {
        life.broken = {};
      },
    ];
    expect((await look(life, { wait: '1m' })).ready).toBe(true);
  });

  test('adds its time to how long the run may take', () => {
    expect(verify.waitMs?.(verify.params.parse({ wait: '5m' }))).toBe(300_000);
    expect(verify.waitMs?.(verify.params.parse({}))).toBe(0);
  });

  test('ends with the run', async () => {
    const controller = new AbortController();
    controller.abort(new Error('cancelled'));
    await expect(look(aLife(), { wait: '5m' }, controller.signal)).rejects.toThrow('cancelled');
  });
});

test('nothing that is asked for waits for another answer, and nothing is asked for twice', async () => {
  const life = withPods(pod(ONE), pod(TWO));
  const reading = look(life, CHECKOUT);
  expect(life.calls.toSorted()).toEqual(['deployment', 'events', 'nodes', 'pods', 'replicaSets']);
  expect(life.world.asked).toEqual(['addons']);
  await reading;
  expect(life.calls).toHaveLength(5);
  expect(life.world.asked).toHaveLength(1);
});

test('of 50,000 pods that wait only some are kept', async () => {
  const life = aLife();
  const one = waitingPod('p', 'ImagePullBackOff', 'm'.repeat(1_000));
  life.pods = Array.from({ length: 50_000 }, (_, i) => ({ ...one, name: `p-${i}`, nodeName: `10.0.${i >> 8}.${i & 255}` }));
  const result = await look(life, { namespace: 'shop' });
  expect(result.workload).toMatchObject({ pod_count: 50_000, phase_distribution: { Pending: 50_000 } });
  expect(result.workload?.waiting.length).toBe(20);
  expect(Object.keys(result.workload?.node_distribution ?? {})).toHaveLength(51);
  expect(JSON.stringify(result).length).toBeLessThan(64 * 1024);
});

describe('parameters', () => {
  test.each([
    ['wait', '16m'],
    ['wait', '-5m'],
    ['wait', 'soon'],
    ['namespace', 'Shop'],
    ['namespace', 'a'.repeat(64)],
    ['namespace', 'a/b'],
    ['workload_name', '-a'],
    ['workload_name', 'a_b'],
    ['workload_name', ''],
  ])('%s=%s is refused', (key, value) => expect(verify.params.safeParse({ [key]: value }).success).toBe(false));

  test.each([
    ['wait', '0s', 0],
    ['wait', '0', 0],
    ['wait', '90s', 90_000],
    ['wait', '15m', 900_000],
    ['workload_name', 'cci2-burst-demo', 'cci2-burst-demo'],
  ])('%s=%s is taken', (key, value, read) => expect(verify.params.parse({ [key]: value })).toHaveProperty(key, read));
});

test('what is not ready is diagnosed next, for the same workload', () => {
  const params = verify.params.parse({ ...CHECKOUT, wait: '5m' });
  const result = { ready: false } as VerifyResult;
  expect(verify.next?.(params, result)).toEqual([{ command: 'diagnose', params: CHECKOUT, how: 'itself' }]);
  expect(verify.next?.(params, { ...result, ready: true })).toEqual([]);
});
