import { randomInt } from 'node:crypto';
import { type ApiServer, startApiServer } from '../cluster/server.ts';
import { type Situation, worldOf } from '../scenarios/scenario.ts';
import type { World } from '../world.ts';
import { startCloudServer } from './server.ts';
import { type Call, type Interruption, Traffic, type Violation } from './traffic.ts';

/** A running Huawei Cloud account and its clusters, on loopback. */
export interface SandboxCloud {
  /** `HUAWEI_ENDPOINT_*`, `HUAWEI_AK`, `HUAWEI_SK`: all that the bot needs to find it. */
  readonly env: Readonly<Record<string, string>>;
  /** The `clusters:` of `bursting.yaml`, by alias. */
  readonly clusters: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** By cluster id. */
  readonly apiServers: ReadonlyMap<string, ApiServer>;
  /** Answered from at every call: change it and the bot sees the change. */
  readonly world: World;
  /** Every call to cloud and clusters, in order of arrival. */
  readonly calls: readonly Call[];
  /** Lets somebody change the world while the bot is at work. */
  interrupt(interruption: Interruption): void;
  /** What must never happen: unsigned calls, writes the sandbox does not know, nodes deleted by a count that is too small. */
  readonly violations: readonly Violation[];
  /** Drops every connection and frees the ports. */
  close(): Promise<void>;
}

/** Starts the sandbox with a key pair of its own, made at random. Clusters that are added to the world later have no API server. */
export async function startSandboxCloud(from: World | Situation): Promise<SandboxCloud> {
  const world = 'arrange' in from ? worldOf(from) : from;
  const traffic = new Traffic();
  if ('meanwhile' in from && from.meanwhile) traffic.interrupt(from.meanwhile);
  const key = { ak: randomText(20, CAPITALS + DIGITS), sk: randomText(40, CAPITALS + SMALL + DIGITS) };
  const apiServers = new Map<string, ApiServer>();
  const close = async (): Promise<void> => {
    await Promise.all([...apiServers.values()].map((server) => server.close()));
  };
  try {
    for (const cluster of world.clusters) apiServers.set(cluster.id, await startApiServer(cluster, world, traffic));
    const cloud = await startCloudServer({ world, apiServers }, key, traffic);
    const endpoints = ['CCE', 'VPC', 'VPCEP', 'SWR', 'IAM'].map((service) => [`HUAWEI_ENDPOINT_${service}`, cloud.url]);
    return {
      env: { ...Object.fromEntries(endpoints), HUAWEI_AK: key.ak, HUAWEI_SK: key.sk },
      clusters: Object.fromEntries(
        world.configured.map(({ alias, clusterId, settings }) => [alias, { region: world.region, clusterId, ...settings }]),
      ),
      apiServers,
      world,
      calls: traffic.calls,
      interrupt: (interruption) => traffic.interrupt(interruption),
      violations: traffic.violations,
      close: async () => {
        await Promise.all([cloud.close(), close()]);
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

const CAPITALS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const SMALL = CAPITALS.toLowerCase();
const DIGITS = '0123456789';

/** Text that looks like a key: it has every kind of character of the alphabet, or it is drawn again. */
function randomText(length: number, alphabet: string): string {
  const text = Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
  const kinds = [CAPITALS, SMALL, DIGITS].filter((kind) => alphabet.includes(kind));
  return kinds.every((kind) => [...kind].some((char) => text.includes(char))) ? text : randomText(length, alphabet);
}
