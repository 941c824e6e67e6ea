import { describe, expect, it } from 'vitest';
import { POD_SIZE } from '../../src/actions/smoke/workload.ts';
import { smoke } from '../../src/actions/smoke.ts';
import type { Context } from '../../src/core/action.ts';
import { BotError } from '../../src/core/errors.ts';
import type { Finding } from '../../src/core/finding.ts';
import { type Blocked, hasWork, isBlocked, type Plan, type Step } from '../../src/core/plan.ts';
import { parseBytes, parseCpuMillis } from '../../src/core/quantity.ts';
import type { DeploymentSpec, Deployments, FieldManager, LiveDeployment, Namespace } from '../../src/ports/deployments.ts';
import type { Registry } from '../../src/ports/registry.ts';
import { fingerprintOf } from '../../src/runs/fingerprint.ts';
import * as w from './precheck/world.ts';
import { HOST, type RegistryContent, registryOf } from './registry.ts';

const RUN = 'run_0123456789';
const LAB = 'cci2-burst-lab';
const DEMO = 'cci2-burst-demo';
const NGINX = `${HOST}/team/nginx:stable`;
const LABELS = { app: DEMO, 'bursting.cci.io/burst-to-cci': 'enforce' };

interface Cluster {
  namespace?: Namespace | Error | null;
  deployment?: LiveDeployment | Error | null;
}
interface Situation {
  /** Of the cloud: what precheck looks at. */
  readonly world?: Partial<w.World>;
  readonly cluster?: Cluster;
  readonly registry?: RegistryContent | Registry;
  readonly region?: string;
  readonly given?: Readonly<Record<string, string>>;
}

const namespace = (more: Partial<Namespace> = {}): Namespace => ({
  name: LAB,
  uid: 'ns-1',
  createdAt: '2026-11-20T00:00:00Z',
  labels: {},
  terminating: false,
  ...more,
});
const live = (more: Partial<LiveDeployment> = {}): LiveDeployment => ({
  namespace: LAB,
  name: DEMO,
  uid: 'uid-1',
  createdAt: '2026-11-21T00:00:00Z',
  generation: 1,
  deleting: false,
  labels: { ...LABELS, 'app.kubernetes.io/managed-by': 'bursting' },
  annotations: { 'bursting/run': 'run_abcdefghjk' },
  replicas: 2,
  selector: { app: DEMO },
  podLabels: LABELS,
  containers: [{ name: 'nginx', image: NGINX, imagePullPolicy: 'IfNotPresent', ports: [80], requests: POD_SIZE, limits: POD_SIZE }],
  imagePullSecrets: ['default-secret'],
  managers: [],
  ...more,
});
const withImage = (image: string): Pick<LiveDeployment, 'containers'> => ({
  containers: live().containers.map((each) => ({ ...each, image })),
});
/** Somebody has set what these paths lead to. */
const manager = (name: string, fields: FieldManager['fields'], operation = 'Update'): FieldManager => ({
  manager: name,
  operation,
  fields,
});
const REPLICAS = { 'f:spec': { 'f:replicas': {} } };
const IMAGE = {
  'f:spec': { 'f:template': { 'f:spec': { 'f:containers': { 'k:{"name":"nginx"}': { '.': {}, 'f:image': {}, 'f:name': {} } } } } },
};
const denied = (operation: string, service: 'SWR' | 'Kubernetes' = 'Kubernetes') =>
  new BotError('permission_denied', { service, operation, action: operation, detail: 'no' });

const valueOr = async <T>(value: T | Error): Promise<T> => {
  if (value instanceof Error) throw value;
  return value;
};
const isRegistry = (content: RegistryContent | Registry): content is Registry => typeof content.namespaces === 'function';

function contextOf({ world = {}, cluster = {}, registry = { team: { nginx: ['stable'] } }, region = 'cn-north-4' }: Situation) {
  const plain = w.contextOf(w.ready(world));
  const sent: (string | Parameters<Deployments['apply']>[0])[] = [];
  const asked: string[] = [];
  const real = isRegistry(registry) ? registry : registryOf(registry);
  const context: Context = {
    ...plain,
    target: { ...plain.target, region },
    ports: {
      ...plain.ports,
      registry: {
        ...real,
        namespaces: (signal) => {
          asked.push('namespaces');
          return real.namespaces(signal);
        },
      },
      namespaces: {
        get: async () => valueOr(cluster.namespace ?? null),
        create: async (name, labels) => void sent.push(`${name} ${JSON.stringify(labels)}`),
      },
      deployments: {
        get: async () => valueOr(cluster.deployment ?? null),
        apply: async (deployment) => void sent.push(deployment),
      },
    },
  };
  return { context, sent, asked };
}

async function planned(situation: Situation): Promise<Plan | Blocked> {
  const { context } = contextOf(situation);
  const params = smoke.params.parse(situation.given ?? {});
  return smoke.plan(params, await smoke.read(params, context), context);
}
async function planOf(situation: Situation): Promise<Plan> {
  const plan = await planned(situation);
  if (isBlocked(plan)) throw new Error(JSON.stringify(plan));
  return plan;
}
async function blockedOf(situation: Situation): Promise<Blocked> {
  const plan = await planned(situation);
  if (!isBlocked(plan)) throw new Error(JSON.stringify(plan));
  return plan;
}
const codes = (findings: readonly Finding[]): string[] => findings.map(({ code }) => code);
const stepOf = ({ steps }: Plan, id: string): Step => {
  const step = steps.find((each) => each.id === id);
  if (!step) throw new Error(`there is no step ${id}`);
  return step;
};
const verbs = ({ steps }: Plan) => Object.fromEntries(steps.map(({ id, verb }) => [id, verb]));
const changes = (step: Step) => Object.fromEntries(step.changes.map(({ field, before, after }) => [field, [before, after]]));
const there = { namespace: namespace(), deployment: live() };

describe('the plan', () => {
  it.each<[string, Situation, object]>([
    ['in an empty cluster', {}, { namespace: 'create', deployment: 'create' }],
    ['in a namespace that is there', { cluster: { namespace: namespace() } }, { namespace: 'unchanged', deployment: 'create' }],
    ['where all is there', { cluster: there }, { namespace: 'unchanged', deployment: 'unchanged' }],
    ['with more pods', { cluster: there, given: { replicas: '3' } }, { namespace: 'unchanged', deployment: 'update' }],
    ['with another image', { cluster: there, given: { image: `${HOST}/team/nginx:2` } }, { namespace: 'unchanged', deployment: 'update' }],
    [
      'of one whose pods lost their label',
      { cluster: { ...there, deployment: live({ podLabels: { app: DEMO } }) } },
      { namespace: 'unchanged', deployment: 'update' },
    ],
    [
      'of one that others have added to',
      {
        cluster: {
          ...there,
          deployment: live({
            labels: { ...live().labels, team: 'x' },
            annotations: { note: 'mine' },
            podLabels: { ...LABELS, extra: 'y' },
            containers: [
              ...live().containers,
              { name: 'sidecar', image: 's', imagePullPolicy: 'Always', ports: [1], requests: {}, limits: {} },
            ],
            imagePullSecrets: ['default-secret', 'another'],
          }),
        },
      },
      { namespace: 'unchanged', deployment: 'unchanged' },
    ],
  ])('%s', async (_, situation, steps) => {
    const plan = await planOf(situation);
    expect(verbs(plan)).toEqual(steps);
    expect(hasWork(plan)).toBe(Object.values(steps).some((verb) => verb !== 'unchanged'));
  });

  it('shows everything that a new Deployment is made of', async () => {
    const plan = await planOf({ given: { replicas: '4', namespace: 'lab', workload_name: 'web' } });
    const step = stepOf(plan, 'deployment');
    expect(step.resource).toBe('deployment lab/web');
    expect(changes(step)).toEqual({
      image: [null, NGINX],
      replicas: [null, 4],
      image_pull_policy: [null, 'IfNotPresent'],
      container_ports: [null, [80]],
      requests: [null, ['cpu=250m', 'memory=512Mi']],
      limits: [null, ['cpu=250m', 'memory=512Mi']],
      image_pull_secrets: [null, ['default-secret']],
      labels: [null, ['app.kubernetes.io/managed-by=bursting', 'app=web', 'bursting.cci.io/burst-to-cci=enforce']],
      pod_labels: [null, ['app=web', 'bursting.cci.io/burst-to-cci=enforce']],
      selector: [null, ['app=web']],
    });
    expect(plan.resolved).toEqual({ namespace: 'lab', workload_name: 'web', image: NGINX, replicas: 4 });
    expect(plan.cost).toEqual([{ step: 'deployment', charged: true, unit: 'pod' }]);
    expect(JSON.stringify(plan)).not.toContain('run_');
  });

  it('of a change shows what changes, old and new, and the image and number of pods that stay', async () => {
    const plan = await planOf({ cluster: { ...there, deployment: live({ ...withImage('old'), podLabels: { app: DEMO } }) } });
    expect(changes(stepOf(plan, 'deployment'))).toEqual({
      image: ['old', NGINX],
      replicas: [2, 2],
      pod_labels: [[`app=${DEMO}`], [`app=${DEMO}`, 'bursting.cci.io/burst-to-cci=enforce']],
    });
    expect(stepOf(plan, 'deployment')).toMatchObject({ resourceId: 'uid-1', since: '2026-11-21T00:00:00Z' });
  });

  it('of nothing costs nothing', async () => {
    expect((await planOf({ cluster: there })).cost).toEqual([]);
  });

  it('has the same fingerprint whichever run made the Deployment', async () => {
    const { context } = contextOf({});
    const of = async (run: string) => {
      const deployment = live({ replicas: 1, annotations: { 'bursting/run': run } });
      return fingerprintOf({ command: 'smoke', target: context.target, plan: await planOf({ cluster: { ...there, deployment } }) });
    };
    expect(await of('run_1')).toBe(await of('run_2'));
  });

  it('writes one Deployment of one cluster', async () => {
    const { context } = contextOf({});
    const params = smoke.params.parse({});
    const { leases, resources } = smoke.writes(await smoke.read(params, context), context);
    expect(leases).toEqual([`cn-north-4/${w.PROJECT}/cluster/${w.CLUSTER}`]);
    expect(resources).toEqual([`cn-north-4/${w.PROJECT}/cluster/${w.CLUSTER}/${LAB}/${DEMO}`]);
  });

  it('is followed by verify, which waits', () => {
    const params = smoke.params.parse({ namespace: 'lab' });
    expect(smoke.next?.(params, { resolved: {}, steps: [], cost: [], warnings: [] })).toEqual([
      { command: 'verify', params: { namespace: 'lab', workload_name: DEMO, wait: '5m' }, how: 'itself' },
    ]);
  });

  it('asks for pods of a size that CCI has', () => {
    // 0.25 vCPU with 0.5, 1 or 2 GiB (CCI, pod flavors).
    expect(parseCpuMillis(POD_SIZE.cpu)).toBe(250);
    expect([0.5, 1, 2].map((gib) => gib * 1024 ** 3)).toContain(parseBytes(POD_SIZE.memory));
  });
});

describe('what is in the way', () => {
  const foreign = live({
    labels: { app: DEMO },
    managers: [manager('helm', {}), manager('kube-controller-manager', {}), manager('helm', {})],
  });
  it.each<[string, Situation, string[]]>([
    ['a Deployment that the bot did not make', { cluster: { ...there, deployment: foreign } }, ['workload_foreign']],
    [
      'one that another tool keeps',
      { cluster: { ...there, deployment: live({ labels: { 'app.kubernetes.io/managed-by': 'Helm' } }) } },
      ['workload_foreign'],
    ],
    ['one that selects other pods', { cluster: { ...there, deployment: live({ selector: { app: 'x' } }) } }, ['workload_foreign']],
    ['one that is being deleted', { cluster: { ...there, deployment: live({ deleting: true }) } }, ['being_deleted']],
    ['a namespace that is being deleted', { cluster: { namespace: namespace({ terminating: true }) } }, ['being_deleted']],
    [
      'a number of pods that somebody else has set',
      { cluster: { ...there, deployment: live({ replicas: 5, managers: [manager('kubectl', REPLICAS)] }) } },
      ['field_conflict'],
    ],
    ['an issue of precheck', { world: { cluster: w.cluster({ phase: 'Hibernation' }) } }, ['cluster_not_available']],
    [
      'several at once',
      { world: { cluster: w.cluster({ phase: 'Hibernation' }) }, cluster: { ...there, deployment: foreign } },
      ['cluster_not_available', 'workload_foreign'],
    ],
    ['a look-alike of SWR', { given: { image: 'swr.cn-north-4.myhuaweicl0ud.com/team/nginx:1' } }, ['image_lookalike']],
    ['namespaces that may not be read', { cluster: { namespace: denied('get namespaces') } }, ['permission_denied']],
    ['Deployments that may not be read', { cluster: { deployment: denied('get deployments') } }, ['permission_denied']],
    [
      'a registry that may not be read',
      { registry: { ...registryOf({}), namespaces: () => Promise.reject(denied('ListNamespaces', 'SWR')) } },
      ['permission_denied'],
    ],
    ['a registry in which nothing may be read', { registry: { team: denied('ListReposDetails', 'SWR') } }, ['permission_denied']],
    ['no image, in a region without one', { registry: {}, region: 'cn-east-3' }, ['image_none']],
    [
      'too few addresses',
      { world: { subnets: w.ready().subnets.map((each) => (each.name === 'subnet-pods' ? { ...each, availableAddresses: 1 } : each)) } },
      ['addresses_short'],
    ],
  ])('%s', async (_, situation, issues) => {
    const blocked = await blockedOf(situation);
    expect(codes(blocked.issues)).toEqual(issues);
  });

  it('is told with who keeps it', async () => {
    const { issues } = await blockedOf({ cluster: { ...there, deployment: foreign } });
    expect(issues[0]?.facts).toEqual({ namespace: LAB, name: DEMO, why: 'label', managers: ['helm'], image: NGINX });
  });

  it('names who set which field, and only where it would change', async () => {
    const managers = [
      manager('kubectl-edit', IMAGE),
      manager('kubectl', REPLICAS),
      manager('bursting', { ...IMAGE, ...REPLICAS }, 'Apply'),
    ];
    const { issues } = await blockedOf({ cluster: { ...there, deployment: live({ ...withImage('old'), managers }) } });
    expect(issues).toEqual([
      {
        code: 'field_conflict',
        facts: {
          resource: `deployment ${LAB}/${DEMO}`,
          conflicts: [{ field: '.spec.template.spec.containers[name="nginx"].image', manager: 'kubectl-edit' }],
        },
      },
    ]);
  });

  it('is not what others set to the same value, nor what the bot itself applied', async () => {
    const managers = [manager('kubectl', REPLICAS), manager('bursting', IMAGE, 'Apply')];
    expect(verbs(await planOf({ cluster: { ...there, deployment: live({ ...withImage('old'), managers }) } }))).toMatchObject({
      deployment: 'update',
    });
  });

  it.each([
    ['kube-controller', null],
    [`a label beside another one’s`, { 'f:metadata': { 'f:labels': { 'f:team': {} } } }],
    ['nonsense', 'text'],
    ['a list', []],
  ] as const)('is not a field of somebody else: %s', async (_, fields) => {
    const deployment = live({ ...withImage('old'), managers: [manager('x', fields)] });
    expect(verbs(await planOf({ cluster: { ...there, deployment } }))).toMatchObject({ deployment: 'update' });
  });

  it('is not a subnet that does not tell how much is left, and not what pods have already', async () => {
    const subnets = (availableAddresses: number | null) =>
      w.ready().subnets.map((each) => (each.name === 'subnet-pods' ? { ...each, availableAddresses } : each));
    expect(verbs(await planOf({ world: { subnets: subnets(null) } }))).toMatchObject({ deployment: 'create' });
    expect(verbs(await planOf({ world: { subnets: subnets(1) }, cluster: there, given: { replicas: '3' } }))).toMatchObject({
      deployment: 'update',
    });
    expect(codes((await blockedOf({ world: { subnets: subnets(0) }, cluster: there, given: { replicas: '3' } })).issues)).toEqual([
      'addresses_short',
    ]);
  });
});

describe('the image', () => {
  const imageOf = async (situation: Situation): Promise<unknown> => (await planOf(situation)).resolved.image;
  const arm = { world: { cluster: w.cluster({ type: 'ARM64' }) } };

  it.each<[string, Situation, string]>([
    ['is the one that was given', { given: { image: 'nginx:1.27' } }, 'nginx:1.27'],
    ['is the fittest in SWR', { registry: { team: { cli: ['1'], web: ['latest', '1.0'] } } }, `${HOST}/team/web:1.0`],
    ['fits the architecture of the cluster', { ...arm, registry: { team: { web: ['2.0', '1.0-arm64'] } } }, `${HOST}/team/web:1.0-arm64`],
    ['is not for another architecture', { ...arm, registry: { team: { web: ['2.0-amd64', '1.0-arm64'] } } }, `${HOST}/team/web:1.0-arm64`],
    ['is Huawei’s own where there is none', { registry: {} }, `${HOST}/paas-perf/perf-nginx:v10.1`],
    ['is Huawei’s own where only public ones are', { registry: { library: { nginx: ['1'] } } }, `${HOST}/paas-perf/perf-nginx:v10.1`],
  ])('%s', async (_, situation, image) => {
    expect(await imageOf(situation)).toBe(image);
  });

  it('is not looked for when it was given: a registry that says no is not asked', async () => {
    const { context, asked } = contextOf({
      registry: { ...registryOf({}), namespaces: () => Promise.reject(denied('ListNamespaces', 'SWR')) },
    });
    const params = smoke.params.parse({ image: NGINX });
    expect(isBlocked(smoke.plan(params, await smoke.read(params, context), context))).toBe(false);
    expect(asked).toEqual([]);
  });

  it.each<[string, Situation, string[]]>([
    ['of one’s own', {}, []],
    ['of Docker Hub', { given: { image: 'nginx:1.27' } }, ['image_docker_hub']],
    ['of Docker Hub, by its address', { given: { image: 'docker.io/library/nginx:1.27' } }, ['image_docker_hub']],
    ['of Docker Hub, without a tag', { given: { image: 'nginx' } }, ['image_docker_hub', 'image_unpinned']],
    ['of a public organisation', { given: { image: `${HOST}/hwofficial/nginx:1` } }, ['image_public_namespace']],
    ['of another region', { given: { image: 'swr.cn-east-3.myhuaweicloud.com/team/nginx:1' } }, ['image_other_region']],
    [
      'of a public organisation in another region',
      { given: { image: 'swr.cn-east-3.myhuaweicloud.com/library/nginx:1' } },
      ['image_other_region', 'image_public_namespace'],
    ],
    ['of another registry', { given: { image: 'quay.io/team/nginx:1' } }, ['image_other_registry']],
    ['of SWR at another port', { given: { image: `${HOST}:5000/team/nginx:1` } }, ['image_other_registry']],
    ['of an enterprise edition', { given: { image: 'prod-ab12.swr-pro.myhuaweicloud.com/team/nginx:1' } }, ['image_other_registry']],
    ['by its digest', { given: { image: `${HOST}/team/nginx@sha256:${'a'.repeat(64)}` } }, []],
    ['that Huawei offers, instead', { registry: {} }, ['image_fallback', 'image_public_namespace']],
    [
      'of a registry that told not all',
      { registry: { team: { nginx: ['stable'] }, closed: denied('ListReposDetails', 'SWR') } },
      ['registry_unreadable'],
    ],
  ])('%s is named as what it is before anybody approves', async (_, situation, warnings) => {
    expect(codes((await planOf(situation)).warnings)).toEqual(warnings);
  });

  it.each([
    'swr.cn-north-4.myhuaweicloud.com.evil.example/team/nginx:1',
    'swr.cn-north-4.myhuaweicl0ud.com/team/nginx:1',
    'swr.cn-north-4.myhuaweicioud.com/team/nginx:1',
    'swr.cn-north-4.myhuavveicloud.com/team/nginx:1',
    'swr-cn-north-4-myhuaweicloud.com/team/nginx:1',
    'swr.cn-north-4.myhuaweicloud.co/team/nginx:1',
  ])('of a registry that only looks like SWR is never run: %s', async (image) => {
    expect(codes((await blockedOf({ given: { image } })).issues)).toEqual(['image_lookalike']);
  });
});

describe('beside it', () => {
  it('people read what precheck warns about, and that nothing would run the pods', async () => {
    const { warnings } = await planOf({ world: { addons: [], endpoints: [] } });
    expect(codes(warnings)).toEqual(['endpoint_missing', 'endpoint_missing', 'endpoint_missing', 'addon_absent']);
  });

  it('the result has precheck, the image and where it comes from', async () => {
    const { context } = contextOf({});
    const params = smoke.params.parse({});
    expect(smoke.report(await smoke.read(params, context))).toMatchObject({
      success: true,
      precheck: { success: true },
      image: NGINX,
      image_source: 'discovered',
      selection_reason: { code: 'image_chosen' },
    });
  });
});

describe('parameters', () => {
  it('have defaults', () => {
    expect(smoke.params.parse({})).toEqual({ namespace: LAB, workload_name: DEMO, replicas: 2 });
  });

  it.each([
    { replicas: '0' },
    { replicas: '11' },
    { replicas: '-1' },
    { replicas: '1.5' },
    { replicas: '2e0' },
    { replicas: '' },
    { replicas: '02' },
    { namespace: 'Lab' },
    { namespace: 'a/b' },
    { namespace: '-a' },
    { namespace: 'kube-system' },
    { namespace: 'a'.repeat(64) },
    { workload_name: '.a' },
    { workload_name: '' },
    { image: 'https://host.example/x' },
    { image: '' },
  ])('that are none are refused: %o', (given) => {
    const parsed = smoke.params.safeParse(given);
    expect(parsed.success).toBe(false);
    for (const issue of parsed.error?.issues ?? []) expect(issue.message).not.toMatch(/^(Invalid|Too)/);
  });

  it.each([{ replicas: '1' }, { replicas: '10' }, { namespace: 'a' }, { workload_name: `a${'-'.repeat(61)}b` }])(
    'that are some are taken: %o',
    (given) => {
      expect(smoke.params.safeParse(given).success).toBe(true);
    },
  );
});

describe('one step', () => {
  /** A step of a plan, looked at in a cluster as it is now. */
  const look = async (step: Step, cluster: Cluster) => smoke.look(step, contextOf({ cluster }).context);
  const stepsOf = async (situation: Situation) => {
    const plan = await planOf(situation);
    return { namespace: stepOf(plan, 'namespace'), deployment: stepOf(plan, 'deployment') };
  };

  it.each<[string, Cluster, object]>([
    ['no namespace', {}, { is: 'undone' }],
    [
      'one that the bot made',
      { namespace: namespace({ labels: { 'app.kubernetes.io/managed-by': 'bursting' } }) },
      { is: 'done', resourceId: 'ns-1', by: null },
    ],
    ['one that somebody made', { namespace: namespace() }, { is: 'done', resourceId: 'ns-1', by: 'somebody' }],
    ['one that is being deleted', { namespace: namespace({ terminating: true }) }, { is: 'broken', why: { code: 'being_deleted' } }],
  ])('of a namespace sees %s', async (_, cluster, sight) => {
    expect(await look((await stepsOf({})).namespace, cluster)).toMatchObject(sight);
  });

  it.each<[string, Cluster, object]>([
    ['none', {}, { is: 'undone' }],
    ['the one it makes, whichever run made it', { deployment: live() }, { is: 'done', resourceId: 'uid-1', by: 'run_abcdefghjk' }],
    ['one that does not say which run', { deployment: live({ annotations: {} }) }, { is: 'done', by: null }],
    ['one with other values', { deployment: live({ replicas: 7 }) }, { is: 'undone' }],
    ['one that is not accepted yet', { deployment: live({ generation: null }) }, { is: 'settling' }],
    ['somebody else’s', { deployment: live({ labels: {} }) }, { is: 'broken', why: { code: 'workload_foreign' } }],
    ['one that is being deleted', { deployment: live({ deleting: true }) }, { is: 'broken', why: { code: 'being_deleted' } }],
  ])('of a Deployment sees %s', async (_, cluster, sight) => {
    expect(await look((await stepsOf({})).deployment, cluster)).toMatchObject(sight);
  });

  it('that leaves a Deployment alone sees whether it is there', async () => {
    const { deployment } = await stepsOf({ cluster: there });
    expect(await look(deployment, { deployment: live({ replicas: 7 }) })).toMatchObject({ is: 'done' });
    expect(await look(deployment, {})).toEqual({ is: 'undone' });
  });

  it('sends what was approved, and the run that it belongs to beside the pods', async () => {
    const { context, sent } = contextOf({});
    const params = smoke.params.parse({ replicas: '3' });
    const plan = smoke.plan(params, await smoke.read(params, context), context);
    if (isBlocked(plan)) throw new Error('blocked');
    for (const step of plan.steps) await smoke.write(step, context, RUN);
    const { annotations, ...spec } = sent[1] as DeploymentSpec & { annotations: object };
    expect(sent[0]).toBe(`${LAB} {"app.kubernetes.io/managed-by":"bursting"}`);
    expect(annotations).toEqual({ 'bursting/run': RUN });
    const { uid: _, createdAt: _c, generation: _g, deleting: _d, annotations: _a, managers: _m, ...wanted } = live({ replicas: 3 });
    expect(spec).toEqual(wanted);
  });

  it('of an update sends the whole Deployment', async () => {
    const { context, sent } = contextOf({ cluster: { ...there, deployment: live({ replicas: 1 }) } });
    const params = smoke.params.parse({});
    const plan = smoke.plan(params, await smoke.read(params, context), context);
    if (isBlocked(plan)) throw new Error('blocked');
    await smoke.write(stepOf(plan, 'deployment'), context, RUN);
    expect(sent[0]).toMatchObject({ replicas: 2, containers: live().containers, podLabels: LABELS });
  });

  it('of another version is refused', async () => {
    const { context } = contextOf({});
    const step = { id: 'deployment', verb: 'create', resource: 'deployment a', changes: [], resourceId: null, since: null } as const;
    await expect(smoke.write(step, context, RUN)).rejects.toThrow('deployment');
    await expect(smoke.write({ ...step, id: 'namespace' }, context, RUN)).rejects.toThrow('names no namespace');
  });
});
