import { createOne } from '../../sandbox/scenarios/node-pools/create-one.ts';
import { resizeOneMore } from '../../sandbox/scenarios/node-pools/resize-one-more.ts';
import type { PlanScenario } from '../../sandbox/scenarios/plans/plan-scenario.ts';
import { setupAddonMissing } from '../../sandbox/scenarios/plans/setup-addon-missing.ts';
import { vpcepFromNothing } from '../../sandbox/scenarios/plans/vpcep-from-nothing.ts';
import { smokeFromNothing } from '../../sandbox/scenarios/smoke/smoke-from-nothing.ts';
import { DEMO, LAB } from '../../sandbox/scenarios/smoke/smoke-scenario.ts';
import { addReadyCluster } from '../../sandbox/site.ts';
import { emptyWorld } from '../../sandbox/story.ts';
import type { World } from '../../sandbox/world.ts';
import type { NameOf } from '../../src/actions/index.ts';

type Must = (what: string, is: unknown, should: unknown) => void;

/** A command whose plan is approved and applied while things go wrong. */
export interface Subject {
  readonly scenario: PlanScenario;
  /** What is there before, and what must be there after, in the words of docs/crash-matrix.md. */
  readonly before: string;
  readonly after: string;
  /** The one kind of write that it sends, by its official name, and which of them is met where one is picked. */
  readonly write: string;
  readonly picked: number;
  /** How many writes to Huawei Cloud a case takes at most, faults included. */
  readonly mostWrites: number;
  readonly steps: readonly string[];
  readonly follows: string;
  /** What must be in the cloud once `run` has made it, as often as it must be there. */
  check(world: World, run: string, must: Must): void;
}

export const VPCEP: Subject = {
  scenario: vpcepFromNothing,
  before: 'a VPC without endpoints',
  after: 'each of the three endpoints made by this run',
  write: 'CreateEndpoint',
  picked: 2,
  mostWrites: 6,
  steps: ['obs', 'swr', 'swr-api'],
  follows: 'precheck',
  check({ endpoints }, run, must) {
    const names = endpoints.map(({ serviceName }) => serviceName.split('.').findLast((part) => /swr|obs/.test(part)));
    must('endpoints made', names.toSorted(), ['obsv2', 'swr', 'swr-api']);
    must(
      'endpoints accepted',
      endpoints.map(({ status }) => status),
      ['accepted', 'accepted', 'accepted'],
    );
    must(
      'made by this run',
      endpoints.map(({ description }) => description.includes(run)),
      [true, true, true],
    );
  },
};

const SETUP: Subject = {
  scenario: setupAddonMissing,
  before: 'a cluster without the add-on',
  after: 'one add-on, running, and one virtual node',
  write: 'CreateAddonInstance',
  picked: 1,
  mostWrites: 2,
  steps: ['addon'],
  follows: 'verify',
  check({ clusters }, _, must) {
    const installed = clusters.flatMap(({ addons }) => addons.filter(({ templateName }) => templateName === 'virtual-kubelet'));
    must(
      'add-ons installed',
      installed.map(({ status, version }) => [status, version]),
      [['running', '1.5.82']],
    );
    const nodes = clusters.flatMap(({ kubernetes: { nodes: all } }) =>
      Array.from({ length: all.length }, (_each, i) => all.at(i)?.metadata.name),
    );
    must('virtual nodes', nodes.filter((name) => name === 'bursting-node').length, 1);
  },
};

/** By pool: its name, how many nodes it is to have, how many take pods, how many are on their way. */
const poolsIn = ({ clusters }: World) =>
  clusters.flatMap(({ nodePools }) => nodePools.map(({ name, desired, active, joining }) => [name, desired, active, joining.length]));

const RESIZE: Subject = {
  scenario: resizeOneMore,
  before: 'a pool of two nodes',
  after: 'that pool with three nodes, none of them still coming',
  write: 'ScaleNodePool',
  picked: 1,
  mostWrites: 2,
  steps: ['nodepool'],
  follows: 'capacity',
  check: (world, _, must) => must('pools and their nodes', poolsIn(world), [['worker-pool', 3, 3, 0]]),
};

const CREATE: Subject = {
  ...RESIZE,
  scenario: createOne,
  before: 'a cluster with one pool',
  after: 'the other pool once, with the one node that was asked for',
  write: 'CreateNodePool',
  check(world, _, must) {
    const both = [
      ['worker-pool', 2, 2, 0],
      ['burst-pool', 1, 1, 0],
    ];
    must('pools and their nodes', poolsIn(world), both);
  },
};

/** Both writes go to the cluster's API server, over TLS. */
const SMOKE: Subject = {
  scenario: smokeFromNothing,
  before: 'a cluster without the namespace',
  after: 'the namespace, and one Deployment that this run applied once',
  write: 'PatchDeployment',
  picked: 1,
  mostWrites: 0,
  steps: ['deployment', 'namespace'],
  follows: 'verify',
  check({ clusters }, run, must) {
    const [namespaces, deployments] = (['namespaces', 'deployments'] as const).map((kind) =>
      clusters.flatMap(({ kubernetes: { [kind]: all } }) => Array.from({ length: all.length }, (_, i) => all.at(i)?.metadata)),
    );
    must(
      'namespaces made',
      namespaces?.filter((each) => each?.name === LAB).map((each) => each?.annotations ?? null),
      [null],
    );
    must(
      'Deployments made, by this run, applied once',
      deployments
        ?.filter((each) => each?.namespace === LAB)
        .map((each) => [each?.name, each?.generation, each?.annotations, each?.labels?.['app.kubernetes.io/managed-by']]),
      [[DEMO, 1, { 'bursting/run': run }, 'bursting']],
    );
  },
};

/** Every command that writes: a new one does not compile without. */
const subjects: Readonly<Record<NameOf<'plan'>, Subject>> = {
  vpcep: VPCEP,
  setup: SETUP,
  'resize-nodepool': RESIZE,
  'create-nodepool': CREATE,
  smoke: SMOKE,
};
/** By the command. */
export const SUBJECTS: ReadonlyMap<string, Subject> = new Map(Object.entries(subjects));

/** The cloud as it was before the case. */
export function prepare(world: World, { scenario }: Subject): void {
  const fresh = emptyWorld();
  addReadyCluster(fresh, 'prod');
  scenario.arrange(fresh);
  world.endpoints = fresh.endpoints;
  for (const [i, cluster] of world.clusters.entries()) {
    const { addons, kubernetes, nodePools } = fresh.clusters[i] ?? cluster;
    Object.assign(cluster, { addons, kubernetes, nodePools });
  }
}
