import { explain } from '../../blocks/catalogue.ts';
import { en } from '../../blocks/en/index.ts';
import { World } from '../../jobs/world.ts';
import { permissionsOf } from '../../src/actions/policy.ts';
import type { Cloud } from '../../src/clients/huawei/cloud.ts';
import type { UsableProject } from '../../src/clients/huawei/identity.ts';
import { OPERATIONS, type ReadOperation } from '../../src/clients/huawei/operations.ts';
import type { ClusterConfig, Config, Credentials } from '../../src/config/config.ts';
import type { Context, IamAction } from '../../src/core/action.ts';
import { type BotError, isBotError } from '../../src/core/errors.ts';
import { finding } from '../../src/core/finding.ts';
import type { Clocks } from './clock.ts';
import { fail, type Line, ok, skip, warn } from './line.ts';
import { CLOUD_PROBES, CLUSTER_PROBES, NothingToTry, Survey } from './probes.ts';

/** For everything about one cluster. */
const PATIENCE_MS = 60_000;
const CLOUD = 'Huawei Cloud';

type CloudConfig = Pick<Config, 'huawei' | 'rules'>;
type Verdict = 'may' | BotError | { readonly untried: string };

/** What the key, its permissions and the clusters are good for, of the clusters that this process serves. Only reads. */
export async function cloudLines(config: CloudConfig, served: readonly ClusterConfig[], clocks: Clocks): Promise<readonly Line[]> {
  const world = new World(config, ({ date }) => clocks.heard(CLOUD, date));
  try {
    const names = [...config.huawei.credentials.keys()];
    const lines = await Promise.all(
      names.map((name) =>
        keyLines(
          config,
          name,
          served.filter((cluster) => (cluster.credentials ?? '') === name),
          world,
          clocks,
        ),
      ),
    );
    return lines.flat();
  } finally {
    await world.close();
  }
}

/** One key: whose it is, then each cluster that it is for, then what it may. */
async function keyLines(
  config: CloudConfig,
  name: string,
  clusters: readonly ClusterConfig[],
  world: World,
  clocks: Clocks,
): Promise<readonly Line[]> {
  const about = name === '' ? 'access key' : `access key ${name}`;
  const credentials = config.huawei.credentials.get(name);
  const [first] = clusters;
  if (!credentials || !first) return [skip(about, 'no cluster that this process serves uses it')];
  const cloud = await openCloud(config, credentials, first.region, clocks);
  try {
    const projects = await attempt(() => cloud.usableProjects(AbortSignal.timeout(PATIENCE_MS)));
    if ('error' in projects && projects.error.code !== 'permission_denied') {
      const line = failed(about, projects.error);
      return projects.error.code === 'credentials_rejected' ? [line] : [line, ...(await clusterLines(config, clusters, null, world))];
    }
    const known = 'value' in projects ? projects.value : null;
    return [await ownerLine(about, cloud, credentials), ...(await clusterLines(config, clusters, known, world))];
  } finally {
    cloud.close();
  }
}

async function openCloud({ huawei }: CloudConfig, credentials: Credentials, region: string, clocks: Clocks): Promise<Cloud> {
  const { openCloud: open } = await import('../../src/clients/huawei/cloud.ts');
  const { endpoints, proxy } = huawei;
  return open({ region, credentials, endpoints, proxy, onCall: ({ date }) => clocks.heard(CLOUD, date) });
}

async function ownerLine(about: string, cloud: Cloud, { securityToken }: Credentials): Promise<Line> {
  if (securityToken !== null) return skip(`${about}, owner`, 'a temporary key does not say whose it is');
  const owner = await attempt(() => cloud.keyOwner(AbortSignal.timeout(PATIENCE_MS)));
  if ('error' in owner)
    return skip(`${about}, owner`, `it is in force, but IAM does not tell whether it is the account’s own (${owner.error.code})`);
  return owner.value.isRoot
    ? warn(
        about,
        'it is in force, and the account’s own: no policy restricts it, and whoever gets hold of it can do everything.',
        'Make an IAM user for the bot with the policy of "bursting policy", give it a key, and delete this one.',
      )
    : ok(about, `in force, of the IAM user ${owner.value.name}`);
}

async function clusterLines(
  config: CloudConfig,
  clusters: readonly ClusterConfig[],
  projects: readonly UsableProject[] | null,
  world: World,
): Promise<readonly Line[]> {
  const surveyed = await Promise.all(clusters.map((cluster) => survey(config, cluster, projects, world)));
  // Permissions belong to key and project: one cluster that can be read is enough to try them with.
  const byProject = new Map<string, Survey>();
  for (const { survey: made } of surveyed) if (made) byProject.set(`${made.context.target.region} ${made.context.target.projectId}`, made);
  const permissions = await Promise.all([...byProject.values()].map((made) => permissionLines(made)));
  return [...surveyed.flatMap(({ lines }) => lines), ...permissions.flat()];
}

interface Surveyed {
  readonly lines: readonly Line[];
  /** Null: there was no project to ask in. */
  readonly survey: Survey | null;
}

async function survey(
  config: CloudConfig,
  cluster: ClusterConfig,
  projects: readonly UsableProject[] | null,
  world: World,
): Promise<Surveyed> {
  const { alias, region, clusterId, projectId } = cluster;
  const opened = await attempt(() => world.open({ alias, region, projectId, clusterId }, new Date(), AbortSignal.timeout(PATIENCE_MS)));
  if ('error' in opened) return { lines: [failed(`${alias}, project`, opened.error)], survey: null };
  const context = opened.value;
  const made = new Survey(context);
  const configured = config.rules.clusters.get(alias)?.projectId ?? config.huawei.projectId;
  const seen = await attempt(() => made.cluster());
  const lines = [projectLine(context, configured === context.target.projectId, projects), clusterLine(alias, context, seen)];
  return { lines: 'value' in seen ? [...lines, ...(await apiLines(alias, made))] : lines, survey: made };
}

/** A project belongs to one region, and so does everything in it: the wrong one looks like an empty account. */
function projectLine({ target }: Context, configured: boolean, projects: readonly UsableProject[] | null): Line {
  const { alias, region, projectId } = target;
  const about = `${alias}, project`;
  if (!configured) return ok(about, `${projectId}, which IAM names for ${region}`);
  if (projects === null) return skip(about, `${projectId}, as configured; IAM does not tell which region it is of`);
  const found = projects.find(({ id }) => id === projectId);
  const own = projects.find(({ name }) => name === region)?.id;
  const todo = own
    ? `The project of ${region} is ${own}: put that into projectId, or leave projectId out.`
    : `Give the projectId of ${region} (console, My Credentials).`;
  if (!found) return fail(about, `${projectId} is none that this key may use.`, todo);
  return found.name === region || found.name.startsWith(`${region}_`)
    ? ok(about, `${projectId} (${found.name}), as configured`)
    : fail(about, `${projectId} is of ${found.name}, and the cluster is in ${region}.`, todo);
}

function clusterLine(
  alias: string,
  { target }: Context,
  seen: Attempt<{ readonly name: string; readonly phase: string; readonly version: string }>,
): Line {
  const about = `${alias}, cluster`;
  if ('error' in seen) {
    if (seen.error.code !== 'not_found') return failed(about, seen.error);
    const { message, remedy } = explain(
      finding('cluster_not_found', { cluster_id: target.clusterId, region: target.region, project_id: target.projectId }),
      en,
    );
    return fail(about, message, remedy);
  }
  const { name, phase, version } = seen.value;
  if (phase === 'Available') return ok(about, `${name}, ${version}, ${phase}`);
  const { message, remedy } = explain(finding('cluster_not_available', { phase }), en);
  return warn(about, message, remedy);
}

/** The cluster's own API: whether it is reached, and what the bot may see there. */
async function apiLines(alias: string, made: Survey): Promise<readonly Line[]> {
  const about = `${alias}, Kubernetes API`;
  const may: string[] = [];
  const mayNot: string[] = [];
  for (const [permission, probe] of CLUSTER_PROBES) {
    const verdict = await judge(() => probe(made, made.context));
    if (verdict === 'may' || 'untried' in verdict) may.push(permission);
    else if (verdict.code === 'permission_denied' && isOfCluster(verdict)) mayNot.push(permission);
    else return [failed(about, verdict)];
  }
  const reached = ok(about, 'reached, with its own certificate');
  const rights = `${alias}, rights in the cluster`;
  if (mayNot.length === 0) return [reached, ok(rights, may.join(', '))];
  const todo = 'Grant it to the bot’s user for all namespaces (CCE console, Permissions), as the role in docs/setup.md says.';
  return [reached, fail(rights, `it may not ${mayNot.join(', ')}.`, todo)];
}

const isOfCluster = (error: BotError): boolean => 'service' in error.facts && error.facts.service === 'Kubernetes';

/** Each action of the policies that a read can try, then those that none can. */
async function permissionLines(made: Survey): Promise<readonly Line[]> {
  const { region } = made.context.target;
  const needed = permissionsOf('operator');
  const tried = await Promise.all(needed.toSorted().map(async (action) => [action, await tryAction(made, action)] as const));
  const lines = tried.flatMap(([action, verdict]): readonly Line[] => {
    if (verdict === 'may') return [ok(`${region}, ${action}`, 'allowed')];
    return 'untried' in verdict ? [] : [failed(`${region}, ${action}`, verdict)];
  });
  const untried = new Map<string, IamAction[]>();
  for (const [action, verdict] of tried) {
    if (verdict !== 'may' && 'untried' in verdict) untried.set(verdict.untried, [...(untried.get(verdict.untried) ?? []), action]);
  }
  return [...lines, ...[...untried].map(([why, actions]) => skip(`${region}, ${actions.join(', ')}`, why))];
}

const READS = Object.keys(CLOUD_PROBES) as readonly ReadOperation[];

/** By every operation that needs the action: one refusal is a refusal. */
async function tryAction(made: Survey, action: IamAction): Promise<Verdict> {
  const operations = READS.filter((operation) => OPERATIONS[operation].action === action);
  const verdicts = await Promise.all(
    operations.map(async (operation): Promise<Verdict> => {
      const probe = CLOUD_PROBES[operation];
      if (!probe) return { untried: 'tried by another line' };
      const verdict = await judge(() => probe(made, made.context));
      const isOther = verdict !== 'may' && !('untried' in verdict) && 'operation' in verdict.facts && verdict.facts.operation !== operation;
      return isOther ? { untried: 'what it needs could not be read' } : verdict;
    }),
  );
  const refusal = verdicts.find((verdict) => verdict !== 'may' && !('untried' in verdict));
  return (
    refusal ??
    verdicts.find((verdict) => verdict === 'may') ??
    verdicts[0] ?? { untried: 'only a write needs it: it shows when a plan is applied' }
  );
}

async function judge(probe: () => Promise<unknown>): Promise<Verdict> {
  try {
    await probe();
    return 'may';
  } catch (error) {
    if (error instanceof NothingToTry) return { untried: error.message };
    if (!isBotError(error)) throw error;
    // Refusals come before anything is looked for.
    return error.code === 'not_found' || error.code === 'bad_request' ? 'may' : error;
  }
}

type Attempt<T> = { readonly value: T } | { readonly error: BotError };

async function attempt<T>(ask: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { value: await ask() };
  } catch (error) {
    if (!isBotError(error)) throw error;
    return { error };
  }
}

function failed(about: string, error: BotError): Line {
  const { message, remedy } = explain(error.finding, en);
  return fail(about, message, remedy);
}
