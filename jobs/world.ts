import { systemClock } from '../src/clients/clock.ts';
import type { Cloud } from '../src/clients/huawei/cloud.ts';
import type { OpenCluster } from '../src/clients/kubernetes/cluster.ts';
import { type ClusterConfig, type Config, clusterWithId } from '../src/config/config.ts';
import type { Context } from '../src/core/action.ts';
import { BotError } from '../src/core/errors.ts';
import type { Service } from '../src/core/finding.ts';
import type { Progress } from '../src/core/progress.ts';
import type { ClusterSettings, Target } from '../src/core/target.ts';

const NO_SETTINGS: ClusterSettings = { vpcepSubnetId: null, obsEndpointServiceName: null, sshKey: null, allowStandard: false };

/** One request that was sent, for metrics: `status` is null if no answer came. Nothing in it is secret. */
export interface OutgoingCall {
  readonly service: Service;
  readonly operation: string;
  readonly status: number | null;
  /** The time by the server's clock, if it says. */
  readonly date?: string | null;
}

/**
 * The clouds and clusters a worker can reach. Clients are loaded on the first call that needs them and shared by all runs: their
 * certificates, project ids and limiters with them.
 */
export class World {
  readonly #config: Pick<Config, 'huawei' | 'rules'>;
  readonly #onCall: (call: OutgoingCall) => void;
  readonly #clouds = new Map<string, Promise<Cloud>>();
  readonly #clusters = new Map<string, Promise<OpenCluster>>();
  readonly #projects = new Map<string, Promise<string>>();
  readonly #closed = new AbortController();

  constructor(config: Pick<Config, 'huawei' | 'rules'>, onCall: (call: OutgoingCall) => void = () => {}) {
    this.#config = config;
    this.#onCall = onCall;
  }

  /**
   * Everything an action needs for one run. Throws `project_mismatch` before any call with a project that the configuration, the
   * environment or IAM contradicts, and `credentials_missing` or `project_not_found` when there is nothing to call with.
   */
  async open(target: Target, now: Date, signal: AbortSignal, progress: (note: Progress) => void = () => {}): Promise<Context> {
    const cluster = clusterWithId(this.#config.rules, target.clusterId);
    const name = cluster?.credentials ?? '';
    const cloud = await this.#cloud(name, target.region);
    const projectId = await this.#project(cloud, name, target, cluster, signal);
    const { issueCertificate, ...cloudPorts } = cloud.project(projectId);
    const { close, ...clusterPorts } = await this.#cluster(
      `${name}/${target.region}/${projectId}/${target.clusterId}`,
      (validForMs, at, abort) => issueCertificate(target.clusterId, validForMs, at, abort),
    );
    return {
      target: { ...target, projectId },
      settings: cluster ?? NO_SETTINGS,
      ports: { ...cloudPorts, ...clusterPorts, clock: systemClock },
      now,
      signal,
      progress,
    };
  }

  async close(): Promise<void> {
    this.#closed.abort(new Error('the world is closed'));
    const clusters = await Promise.allSettled(this.#clusters.values());
    await Promise.allSettled(clusters.map((opened) => (opened.status === 'fulfilled' ? opened.value.close() : undefined)));
    const clouds = await Promise.allSettled(this.#clouds.values());
    for (const opened of clouds) if (opened.status === 'fulfilled') opened.value.close();
  }

  #cloud(name: string, region: string): Promise<Cloud> {
    const credentials = this.#config.huawei.credentials.get(name);
    if (!credentials) throw new BotError('credentials_missing', { variable: name ? `HUAWEI_AK_${name.toUpperCase()}` : 'HUAWEI_AK' });
    return remember(this.#clouds, `${name}/${region}`, async () => {
      const { openCloud } = await import('../src/clients/huawei/cloud.ts');
      const { endpoints, proxy } = this.#config.huawei;
      return openCloud({ region, credentials, endpoints, proxy, onCall: this.#onCall });
    });
  }

  #cluster(id: string, issue: (validForMs: number, now: Date, signal: AbortSignal) => Promise<unknown>): Promise<OpenCluster> {
    return remember(this.#clusters, id, async () => {
      const { openCluster } = await import('../src/clients/kubernetes/cluster.ts');
      return openCluster({ issue, proxy: this.#config.huawei.proxy, onCall: (call) => this.#onCall({ ...call, service: 'Kubernetes' }) });
    });
  }

  /** Contract, section 6, HUAWEI_PROJECT_ID: parameter, cluster, environment (if it is of this region), IAM. */
  async #project(cloud: Cloud, name: string, target: Target, cluster: ClusterConfig | null, signal: AbortSignal): Promise<string> {
    if (!cluster && target.projectId) return target.projectId;
    const regions = new Set([target.region, ...[...this.#config.rules.clusters.values()].map((each) => each.region)]);
    const own = cluster?.projectId ?? (regions.size === 1 ? this.#config.huawei.projectId : null);
    const ask = (): Promise<string> =>
      orStop(
        signal,
        remember(this.#projects, `${name}/${target.region}`, () => cloud.findProject(this.#closed.signal)),
      );
    const projectId = own ?? (await ask());
    if (target.projectId && target.projectId !== projectId) {
      throw new BotError('project_mismatch', {
        cluster: cluster?.alias ?? target.clusterId,
        given: target.projectId,
        configured: projectId,
      });
    }
    return projectId;
  }
}

/** What several runs wait for: one that is stopped leaves, and the others still get it. */
async function orStop<T>(signal: AbortSignal, shared: Promise<T>): Promise<T> {
  signal.throwIfAborted();
  const { promise: stopped, reject } = Promise.withResolvers<never>();
  const stop = (): void => reject(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([shared, stopped]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** One value per key, made once and shared; a failure is not remembered. */
function remember<T>(cache: Map<string, Promise<T>>, id: string, make: () => Promise<T>): Promise<T> {
  const known = cache.get(id);
  if (known) return known;
  const made = make();
  cache.set(id, made);
  made.catch(() => cache.delete(id));
  return made;
}
