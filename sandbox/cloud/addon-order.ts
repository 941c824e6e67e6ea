import { randomUUID } from 'node:crypto';
import { BURSTING_ADDON, rollOut } from '../cluster/addon-controller.ts';
import type { AddonOutcome, AddonState, AddonTemplateState, ClusterState, World } from '../world.ts';
import { errorAnswer } from './errors.ts';
import type { Answer } from './traffic.ts';

/** A valid body of CreateAddonInstance or UpdateAddonInstance. */
interface Order {
  readonly cluster: ClusterState;
  readonly template: AddonTemplateState;
  readonly version: string;
  readonly values: Readonly<Record<string, unknown>>;
}

type Kind = 'install' | 'upgrade';
const ANNOTATIONS: Readonly<Record<Kind, string>> = { install: 'addon.install/type', upgrade: 'addon.upgrade/type' };
const BUSY = ['installing', 'upgrading', 'rollbacking', 'deleting'];

const record = (value: unknown): Readonly<Record<string, unknown>> | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
const refused = (message: string): Answer => errorAnswer('CCE', 400, { message });

/** What every group of the bursting add-on's values must have (api-cce, cce_02_0367), each a text. */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  basic: ['cluster_id', 'cluster_name', 'vpc_id', 'network_id', 'project_id'],
  flavor: ['replicas'],
  custom: ['subnet_id'],
};

/** What is missing or of the wrong kind; null: nothing. That an id is the wrong one is found out later, by the add-on. */
function faultIn(values: Readonly<Record<string, unknown>>): string | null {
  for (const [name, keys] of Object.entries(REQUIRED)) {
    const group = record(values[name]);
    if (!group) return `values.${name} is required`;
    const missing = keys.find((key) => typeof group[key] !== 'string' || group[key] === '');
    if (missing) return `values.${name}.${missing} is required`;
  }
  const subnets = record(values.custom)?.subnets;
  const wellFormed =
    subnets === undefined || (Array.isArray(subnets) && subnets.every((each) => typeof record(each)?.subnetID === 'string'));
  return wellFormed ? null : 'values.custom.subnets is invalid';
}

const supports = (template: AddonTemplateState, version: string, cluster: ClusterState): boolean =>
  template.versions
    .filter((each) => each.version === version)
    .some(({ supports: all }) =>
      all.some(
        ({ clusterType, categories, clusterVersions }) =>
          clusterType === cluster.type &&
          categories.includes(cluster.category) &&
          clusterVersions.some((pattern) => new RegExp(`^(?:${pattern})$`).test(cluster.version)),
      ),
    );

/** Checks a body as the API does, from the outside in. */
export function addonOrderOf(body: unknown, world: World, projectId: string, kind: Kind): Order | Answer {
  const order = record(body);
  if (order?.kind !== 'Addon') return refused('kind must be Addon');
  if (order.apiVersion !== 'v3') return refused('apiVersion must be v3');
  const annotation = ANNOTATIONS[kind];
  if (record(record(order.metadata)?.annotations)?.[annotation] !== kind)
    return refused(`metadata.annotations["${annotation}"] must be ${kind}`);
  const spec = record(order.spec);
  const cluster = world.clusters.find((each) => each.projectId === projectId && each.id === spec?.clusterID);
  if (!cluster) return errorAnswer('CCE', 404, { message: 'cluster not found' });
  if (cluster.phase !== 'Available')
    return errorAnswer('CCE', 403, { code: 'CCE.01403003', message: `cluster status is ${cluster.phase}` });
  const template = world.addonTemplates.find((each) => each.name === spec?.addonTemplateName);
  if (!template) return refused('addon template not found');
  const version = String(spec?.version);
  if (!supports(template, version, cluster)) return refused(`addon version ${version} is not supported by the cluster`);
  const values = record(spec?.values);
  if (!values) return refused('values must be an object');
  const fault = template.name === BURSTING_ADDON ? faultIn(values) : null;
  return fault === null ? { cluster, template, version, values } : refused(fault);
}

/** Adds the add-on, `installing`; or refuses a second one. `now`: milliseconds since the epoch. */
export function installAddon(world: World, { cluster, template, version, values }: Order, now: number): AddonState | Answer {
  if (cluster.addons.some(({ templateName, status }) => templateName === template.name && status !== 'deleteSuccess'))
    return errorAnswer('CCE', 409, { message: `addon ${template.name} already exists` });
  const addon: AddonState = {
    uid: randomUUID(),
    templateName: template.name,
    version,
    status: 'installing',
    reason: '',
    message: '',
    values: structuredClone(values),
  };
  cluster.addons = [...cluster.addons.filter(({ templateName }) => templateName !== template.name), addon];
  begin(world, cluster, template, addon, now);
  return addon;
}

/** Changes the add-on to exactly what was ordered; or refuses, because it is changing. */
export function changeAddon(
  world: World,
  uid: string | undefined,
  { cluster, template, version, values }: Order,
  now: number,
): AddonState | Answer {
  const addon = cluster.addons.find((each) => each.uid === uid && each.templateName === template.name && each.status !== 'deleteSuccess');
  if (!addon) return errorAnswer('CCE', 404, { message: 'addon not found' });
  if (BUSY.includes(addon.status)) return errorAnswer('CCE', 409, { code: 'CCE.01409002', message: `addon is ${addon.status}` });
  Object.assign(addon, { version, values: structuredClone(values) });
  const begins = { at: now + (template.lagMs ?? 0), change: { status: 'upgrading', reason: '', message: '' } };
  addon.coming = [begins];
  begin(world, cluster, template, addon, begins.at);
  if (begins.at <= now) Object.assign(addon, begins.change);
  return addon;
}

/** Plans what becomes of it, and starts its pods. */
function begin(
  world: World,
  cluster: ClusterState,
  { name, outcome = { kind: 'running' } }: AddonTemplateState,
  addon: AddonState,
  from: number,
): void {
  addon.coming = [
    ...(addon.coming ?? []),
    ...lifeAfter(outcome, addon.status === 'installing' ? 'install' : 'upgrade', from + world.settleMs),
  ];
  if (name === BURSTING_ADDON) rollOut(world, cluster, { ...addon, status: 'installing' }, from);
}

function lifeAfter(outcome: AddonOutcome, kind: Kind, at: number): NonNullable<AddonState['coming']> {
  switch (outcome.kind) {
    case 'running':
    case 'available':
      return [{ at, change: { status: outcome.kind } }];
    case 'stuck':
      return [];
    case 'failed':
      return [{ at, change: { status: `${kind}Failed`, reason: outcome.reason, message: outcome.message } }];
    case 'abnormal': {
      const abnormal = { at, change: { status: 'abnormal', message: outcome.message } };
      return outcome.forMs === null ? [abnormal] : [abnormal, { at: at + outcome.forMs, change: { status: 'running', message: '' } }];
    }
  }
}
