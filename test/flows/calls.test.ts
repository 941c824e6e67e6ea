import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Call } from '../../sandbox/cloud/traffic.ts';
import { addReadyCluster, removeAddon } from '../../sandbox/site.ts';
import { SERVICES } from '../../sandbox/story.ts';
import type { NameOf } from '../../src/actions/index.ts';
import { CAROL, soon, Team } from './team.ts';

/** How often each operation of Huawei Cloud, and each request to the cluster, is made: every count is exact, so that one more fails. */
type Calls = Readonly<Record<string, number>>;

const NETWORK = { ShowCluster: 1, ListSubnets: 1, ListRouteTables: 1, ListEndpoints: 1 };
const CAPACITY = { ListNodes: 1, ListPods: 1 };
const PRECHECK = { ...NETWORK, ...CAPACITY, ListAddonInstances: 1 };
const VERIFY = { ListAddonInstances: 1, ListNodes: 1, ListEvents: 1 };
const CERTIFICATE = { CreateKubernetesClusterCert: 1 };
const IMAGES = { ListNamespaces: 1, ListReposDetails: 2, ListRepositoryTags: 3 };

/** Of a worker that knows the cluster's certificate. */
const READS: Readonly<Record<NameOf<'read'>, Calls>> = {
  precheck: PRECHECK,
  verify: VERIFY,
  capacity: CAPACITY,
  nodepools: { ListNodePools: 1 },
  images: IMAGES,
  diagnose: { ...PRECHECK, ListEvents: 2, ListReplicaSets: 1, ReadConfigMap: 1, ReadPodLog: 3 },
};
/** Which of them talk to the cluster, and need a certificate the first time. */
const IN_CLUSTER: readonly string[] = ['precheck', 'verify', 'capacity', 'diagnose'];

interface PlanCalls {
  readonly typed: string;
  /** Before the approval; and again after it, in preflight. */
  readonly asked: Calls;
  /** Then, in this order: of a step that changes something a look, the write and a look; of one that does not, a look. */
  readonly steps: readonly string[];
  /** Last: what runs by itself in the thread. */
  readonly follows: Calls;
}
const around = (write: string, look: string): readonly string[] => [look, write, look];
const ENDPOINT = around('CreateEndpoint', 'ListEndpoints');

const PLANS: Readonly<Record<NameOf<'plan'>, PlanCalls>> = {
  vpcep: {
    typed: '',
    asked: { ...PRECHECK, ListServiceDescribeDetails: 1 },
    steps: [...ENDPOINT, 'ListEndpointInfoDetails', 'ListEndpointInfoDetails'],
    follows: PRECHECK,
  },
  // From nothing. Of Huawei Cloud these are nine (design, section 8); nodes and pods are the cluster's.
  setup: {
    typed: `obs_endpoint_service_name=${SERVICES.obs.name}`,
    asked: { ...PRECHECK, ListAddonTemplates: 1, ListServiceDescribeDetails: 3 },
    steps: [...ENDPOINT, ...ENDPOINT, ...ENDPOINT, ...around('CreateAddonInstance', 'ListAddonInstances')],
    follows: VERIFY,
  },
  smoke: {
    typed: '',
    asked: { ...PRECHECK, ...IMAGES, ReadNamespace: 1, ReadDeployment: 1 },
    steps: [...around('CreateNamespace', 'ReadNamespace'), ...around('PatchDeployment', 'ReadDeployment')],
    follows: { ...VERIFY, ReadDeployment: 1, ListReplicaSets: 1, ListPods: 1 },
  },
  'resize-nodepool': {
    typed: 'nodepool_name=worker-pool node_count=3',
    asked: { ShowCluster: 1, ListNodePools: 1 },
    steps: around('ScaleNodePool', 'ShowNodePool'),
    follows: { ...CAPACITY, ...CERTIFICATE },
  },
  'create-nodepool': {
    typed: 'nodepool_name=burst-pool flavor=c7.2xlarge.2 availability_zone=cn-north-4a ssh_key=ops-keypair',
    asked: { ShowCluster: 1, ListNodePools: 1, ListSubnets: 1 },
    steps: around('CreateNodePool', 'ListNodePools'),
    follows: { ...CAPACITY, ...CERTIFICATE },
  },
};

/** A command is not a cluster's name: each has a cluster of its own, of which nothing is known. */
const clusterOf = (command: string): string => `for-${command}`;

let team: Team;
beforeAll(async () => {
  team = await Team.start({
    arrange(world) {
      world.settleMs = 0; // polls are not counted here
      for (const command of [...Object.keys(READS), ...Object.keys(PLANS)]) {
        const { cluster, vpc } = addReadyCluster(world, clusterOf(command));
        if (command === 'setup') removeAddon(cluster);
        const there = ({ vpcId, serviceName }: (typeof world.endpoints)[number]): boolean =>
          vpcId !== vpc.id || (command !== 'setup' && (command !== 'vpcep' || serviceName !== SERVICES.swr.name));
        world.endpoints = world.endpoints.filter(there);
      }
    },
  });
});
afterAll(async () => {
  expect(team.cloud.violations).toEqual([]);
  await team.close();
});

const counted = (calls: readonly Call[]): Calls =>
  Object.fromEntries([...Map.groupBy(calls, ({ operation }) => operation)].map(([operation, made]) => [operation, made.length]));
const sum = (...all: readonly Calls[]): Calls => {
  const total: Record<string, number> = {};
  for (const [operation, count] of all.flatMap((calls) => Object.entries(calls))) total[operation] = (total[operation] ?? 0) + count;
  return total;
};
const total = (calls: Calls): number => Object.values(calls).reduce((all, count) => all + count, 0);
/** What was asked twice, word by word. */
const repeated = (calls: readonly Call[]): readonly string[] => {
  const asked = calls.map(({ method, path }) => `${method} ${path}`);
  return asked.filter((each, index) => asked.indexOf(each) !== index);
};
async function during(work: () => Promise<unknown>): Promise<readonly Call[]> {
  const mark = team.cloud.calls.length;
  await work();
  return team.cloud.calls.slice(mark);
}

test('the project is looked up by the first run that needs it, and never again', async () => {
  await team.moved(await team.ask('nodepools prod'), 'succeeded');
  await team.moved(await team.ask('nodepools prod'), 'succeeded');
  expect(counted(team.cloud.calls)).toEqual({ KeystoneListProjects: 1, ListNodePools: 2 });
});

test.each(Object.entries(READS))('%s asks for what it needs, once; the first time also for a certificate', async (command, reads) => {
  const read = () => during(async () => team.moved(await team.ask(`${command} ${clusterOf(command)}`), 'succeeded'));
  const cold = await read();
  expect(counted(cold)).toEqual(sum(reads, IN_CLUSTER.includes(command) ? CERTIFICATE : {}));
  expect(repeated(cold)).toEqual([]);
  expect(counted(await read())).toEqual(reads);
});

test.each(Object.entries(PLANS))('%s: one reading, the same after the approval, then a look, a write and a look', async (command, plan) => {
  await team.rest();
  let id = '';
  const asked = await during(async () => {
    id = await team.plan(`${command} ${clusterOf(command)} ${plan.typed}`.trimEnd());
  });
  const inCluster = asked.some(({ service }) => service === 'Kubernetes');
  expect(counted(asked)).toEqual(sum(plan.asked, inCluster ? CERTIFICATE : {}));
  expect(repeated(asked)).toEqual([]);

  const applied = await during(async () => {
    await team.click(CAROL, id);
    await team.moved(id, 'succeeded');
    await soon(async () => {
      const [child] = await team.store.list({ limit: 5, visible: ({ parent }) => parent === id });
      expect(child?.state).toBe('succeeded');
    });
  });
  const [preflight, steps] = [applied.slice(0, total(plan.asked)), applied.slice(total(plan.asked)).slice(0, plan.steps.length)];
  expect(counted(preflight)).toEqual(plan.asked);
  expect(repeated(preflight)).toEqual([]);
  expect(steps.map(({ operation }) => operation)).toEqual(plan.steps);
  expect(counted(applied.slice(preflight.length + steps.length))).toEqual(plan.follows);
});
