import { describe, expect, test } from 'vitest';
import { type CapacityResult, capacity, readCapacity } from '../../src/actions/capacity.ts';
import type { Context } from '../../src/core/action.ts';
import type { ContainerRequests, Node, Pod } from '../../src/ports/cluster.ts';

const node = (name: string, changes: Partial<Node> = {}): Node => ({
  name,
  labels: {},
  unschedulable: false,
  taints: [],
  allocatable: { cpu: '3920m', memory: '8Gi', pods: '110' },
  ready: 'True',
  conditions: [],
  architecture: 'amd64',
  ...changes,
});
const container = (cpu: string | null, memory: string | null = null, restartAlways = false): ContainerRequests => ({
  cpu,
  memory,
  restartAlways,
});
const pod = (nodeName: string | null, changes: Partial<Pod> = {}): Pod => ({
  namespace: 'default',
  name: 'pod',
  nodeName,
  phase: 'Running',
  containers: [],
  initContainers: [],
  overhead: { cpu: null, memory: null },
  ...changes,
});

async function* pages<T>(...all: (readonly T[])[]): AsyncGenerator<readonly T[]> {
  yield* all;
}
const context = (nodes: readonly Node[], pods: readonly Pod[] = []) =>
  ({
    ports: {
      nodes: { pages: () => pages(nodes.slice(0, 1), nodes.slice(1)) },
      pods: { runningPages: () => pages(pods.slice(0, 1), pods.slice(1)) },
    },
    signal: new AbortController().signal,
  }) as unknown as Context;
const read = (nodes: readonly Node[], pods?: readonly Pod[]): Promise<CapacityResult> => readCapacity(context(nodes, pods));
const reasons = ({ warnings }: CapacityResult) =>
  warnings.flatMap((warning) => (warning.code === 'low_headroom' ? warning.facts.reasons : []));

test('two roomy nodes are ready, in the contract’s field names', async () => {
  const result = await read(
    [node('b'), node('a')],
    [pod('a', { containers: [container('500m', '1Gi'), container('500m', '512Mi')] }), pod('a')],
  );
  expect(result).toEqual({
    success: true,
    ready: true,
    baseline: { cpu: '2', memory: '4Gi', note: 'a conservative baseline, not a platform limit' },
    nodes: [
      {
        name: 'a',
        schedulable: true,
        virtual: false,
        allocatable: { cpu: '3920m', memory: '8Gi', pods: 110 },
        requested: { cpu: '1', memory: '1.5Gi', pods: 2 },
        free: { cpu: '2920m', memory: '6.5Gi', pods: 108 },
      },
      {
        name: 'b',
        schedulable: true,
        virtual: false,
        allocatable: { cpu: '3920m', memory: '8Gi', pods: 110 },
        requested: { cpu: '0', memory: '0', pods: 0 },
        free: { cpu: '3920m', memory: '8Gi', pods: 110 },
      },
    ],
    schedulable_physical_node_count: 2,
    arm_node_count: 0,
    warnings: [],
  });
});

describe('what a pod asks for is what the scheduler reserves', () => {
  test.each<[string, Partial<Pod>, string, string]>([
    ['containers add up', { containers: [container('100m', '1Gi'), container('200m', '1Gi')] }, '300m', '2Gi'],
    ['no requests', { containers: [container(null)] }, '0', '0'],
    [
      'the largest init container, where it is more',
      { containers: [container('100m')], initContainers: [container('1'), container('500m')] },
      '1',
      '0',
    ],
    ['the containers, where they are more', { containers: [container('2')], initContainers: [container('1')] }, '2', '0'],
    ['per resource', { containers: [container('2', '1Gi')], initContainers: [container('1', '3Gi')] }, '2', '3Gi'],
    ['sidecars run beside the containers', { containers: [container('1')], initContainers: [container('500m', null, true)] }, '1500m', '0'],
    [
      'an init container runs beside earlier sidecars',
      { containers: [container('100m')], initContainers: [container('500m', null, true), container('1')] },
      '1500m',
      '0',
    ],
    [
      'but not beside later ones',
      { containers: [container('100m')], initContainers: [container('1'), container('500m', null, true)] },
      '1',
      '0',
    ],
    [
      'overhead on top of either',
      { containers: [container('1')], initContainers: [container('2')], overhead: { cpu: '250m', memory: '64Mi' } },
      '2250m',
      '64Mi',
    ],
  ])('%s', async (_, changes, cpu, memory) => {
    const { nodes } = await read([node('a')], [pod('a', changes)]);
    expect(nodes[0]?.requested).toEqual({ cpu, memory, pods: 1 });
  });

  test('a quantity that cannot be read makes the node’s number unknown, not smaller', async () => {
    const result = await read(
      [node('a'), node('b')],
      [pod('a', { containers: [container('lots', '1Gi')] }), pod('a', { containers: [container('1')] })],
    );
    expect(result.nodes[0]).toMatchObject({
      requested: { cpu: null, memory: '1Gi', pods: 2 },
      free: { cpu: null, memory: '7Gi', pods: 108 },
    });
    expect(result.ready).toBe(true);
  });

  test('pods without a node take no place, pods of unknown nodes disturb nobody', async () => {
    const { nodes } = await read([node('a')], [pod(null), pod('gone')]);
    expect(nodes).toHaveLength(1);
    expect(nodes[0]?.requested.pods).toBe(0);
  });
});

describe('a node is schedulable only if ordinary pods may go there', () => {
  const taint = (effect: string) => ({ taints: [{ key: 'k', value: '', effect }] });
  test.each<[string, Partial<Node>, boolean]>([
    ['ready', {}, true],
    ['cordoned', { unschedulable: true }, false],
    ['not ready', { ready: 'False' }, false],
    ['silent', { ready: 'Unknown' }, false],
    ['without the condition', { ready: null }, false],
    ['NoSchedule', taint('NoSchedule'), false],
    ['NoExecute', taint('NoExecute'), false],
    ['PreferNoSchedule', taint('PreferNoSchedule'), true],
  ])('%s', async (_, changes, schedulable) => {
    const result = await read([node('a', changes)]);
    expect(result.nodes[0]?.schedulable).toBe(schedulable);
    expect(result.schedulable_physical_node_count).toBe(schedulable ? 1 : 0);
  });
});

test.each<[string, Partial<Node>]>([
  ['bursting-node', {}],
  ['bursting-node-cn-north-4a', {}],
  ['virtual-kubelet', {}],
  ['vk', { labels: { type: 'virtual-kubelet' } }],
  ['vk', { labels: { 'bursting.cci.io/node-type': 'virtual-kubelet' } }],
])('%s %j is virtual: listed last, never counted', async (name, changes) => {
  const huge = { allocatable: { cpu: '200k', memory: '1600000Gi', pods: '200k' }, architecture: 'arm64' };
  const result = await read([
    node(name, { ...huge, ...changes }),
    node('worker', { allocatable: { cpu: '1', memory: '1Gi', pods: '110' } }),
  ]);
  expect(result.nodes.map((each) => [each.name, each.virtual])).toEqual([
    ['worker', false],
    [name, true],
  ]);
  expect(result).toMatchObject({ ready: false, schedulable_physical_node_count: 1, arm_node_count: 0 });
  expect(reasons(result)).toEqual(['few_nodes', 'no_node_fits', 'aggregate']);
});

describe('headroom', () => {
  const sized = (cpu: string, memory: string, pods = '110') => ({ allocatable: { cpu, memory, pods } });
  test.each<[string, Node[], string[]]>([
    ['no node at all', [], ['few_nodes', 'no_node_fits', 'aggregate']],
    ['one roomy node', [node('a')], ['few_nodes']],
    ['exactly the baseline', [node('a', sized('2', '4Gi')), node('b', sized('0', '0'))], []],
    ['a thousandth less CPU', [node('a', sized('1999m', '4Gi')), node('b', sized('1', '0'))], ['no_node_fits']],
    ['a byte less memory', [node('a', sized('2', '4294967295')), node('b', sized('0', '1Gi'))], ['no_node_fits']],
    ['enough together, nowhere alone', [node('a', sized('1930m', '3006048Ki')), node('b', sized('1930m', '3006048Ki'))], ['no_node_fits']],
    ['not enough together', [node('a', sized('900m', '8Gi')), node('b', sized('900m', '8Gi'))], ['no_node_fits', 'aggregate']],
    ['seven slots on two', [node('a', sized('4', '8Gi', '7')), node('b', sized('4', '8Gi', '7'))], []],
    [
      'seven slots on one',
      [node('a', sized('4', '8Gi', '7')), node('b', sized('4', '8Gi', '6')), node('c', sized('4', '8Gi', '0'))],
      ['pod_slots'],
    ],
    ['slots unknown', [node('a', { allocatable: { cpu: '4', memory: '8Gi' } }), node('b')], ['pod_slots']],
    [
      'all unknown',
      [node('a', { allocatable: {} }), node('b', { allocatable: { cpu: 'x', memory: '', pods: '-' } })],
      ['no_node_fits', 'aggregate', 'pod_slots'],
    ],
    [
      'the roomy ones are cordoned',
      [node('a', { unschedulable: true }), node('b', { unschedulable: true })],
      ['few_nodes', 'no_node_fits', 'aggregate'],
    ],
  ])('%s', async (_, nodes, expected) => {
    const result = await read(nodes);
    expect(reasons(result)).toEqual(expected);
    expect([result.ready, result.success]).toEqual([expected.length === 0, expected.length === 0]);
  });

  test('the node that comes closest is named, and what it lacks is not rounded away', async () => {
    const result = await read([node('a', sized('8', '1Gi')), node('b', sized('1990m', '4095Mi')), node('c', { allocatable: {} })]);
    expect(result.warnings).toEqual([
      {
        code: 'low_headroom',
        facts: {
          schedulable: 3,
          best_cpu: '1990m',
          best_memory: '4095Mi',
          needed_cpu: '2',
          needed_memory: '4Gi',
          reasons: ['no_node_fits'],
        },
      },
    ]);
  });

  test('more requested than there is leaves nothing, not less', async () => {
    const result = await read([node('a', sized('1', '1Gi', '1'))], [pod('a', { containers: [container('3', '3Gi')] }), pod('a')]);
    expect(result.nodes[0]?.free).toEqual({ cpu: '0', memory: '0', pods: 0 });
  });
});

test('Arm nodes are counted, also those that take no pods', async () => {
  const result = await read([
    node('a', { architecture: 'arm64' }),
    node('b', { architecture: 'arm64', unschedulable: true }),
    node('c', { architecture: null }),
  ]);
  expect(result.arm_node_count).toBe(2);
});

test('when one list fails, the other is stopped', async () => {
  const stopped = Promise.withResolvers<void>();
  const failing = {
    ports: {
      nodes: {
        pages: () => ({ [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error('denied')) }) }),
      },
      pods: {
        runningPages: (signal: AbortSignal) => ({
          [Symbol.asyncIterator]: () => ({
            next: () =>
              new Promise((_, reject) => {
                signal.addEventListener('abort', () => {
                  stopped.resolve();
                  reject(signal.reason);
                });
              }),
          }),
        }),
      },
    },
    signal: new AbortController().signal,
  } as unknown as Context;
  await expect(readCapacity(failing)).rejects.toThrow('denied');
  await stopped.promise;
});

test('the command takes no parameters of its own', () => {
  expect(capacity.params.safeParse({}).success).toBe(true);
  expect(capacity.params.safeParse({ namespace: 'x' }).success).toBe(false);
});

test('the command is the same reading', async () => {
  expect(await capacity.read({}, context([node('a'), node('b')]))).toEqual(await read([node('a'), node('b')]));
});
