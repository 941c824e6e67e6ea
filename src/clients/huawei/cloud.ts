import type { Credentials, EndpointTemplates, ProxyConfig } from '../../config/config.ts';
import type { Addons, Clusters, Endpoints, RouteTables, Subnets } from '../../ports/cloud.ts';
import type { NodePools } from '../../ports/node-pools.ts';
import type { Registry } from '../../ports/registry.ts';
import { cleanTextFor } from '../clean-text.ts';
import { Caller, type CloudCall } from './caller.ts';
import { cceCertificates, cceClusters } from './cce.ts';
import { cceAddons } from './cce-addons.ts';
import { cceNodePools } from './cce-node-pools.ts';
import { baseUrl } from './hosts.ts';
import { findProject } from './iam.ts';
import { type KeyOwner, keyOwner, type UsableProject, usableProjects } from './identity.ts';
import { type Pace, systemPace } from './pace.ts';
import { swrRegistry } from './swr.ts';
import { Transport } from './transport.ts';
import { vpcRouteTables, vpcSubnets } from './vpc.ts';
import { vpcEndpoints } from './vpcep.ts';

export type { CloudCall };

export interface CloudOptions {
  readonly region: string;
  readonly credentials: Credentials;
  readonly endpoints: EndpointTemplates;
  readonly proxy: ProxyConfig;
  /** Told of every request that was sent, retries included. */
  readonly onCall?: (call: CloudCall) => void;
}

/** Huawei Cloud, as one account sees it in one region. It looks, makes certificates for clusters, and writes what it is told to, once. */
export interface Cloud {
  /** The id of the region's own project, by IAM (`GET /v3/projects`); throws `project_not_found`. */
  findProject(signal: AbortSignal): Promise<string>;
  /** Whose the access key is; `not_found` for a temporary one. */
  keyOwner(signal: AbortSignal): Promise<KeyOwner>;
  /** The projects that the key's user may use, in every region. */
  usableProjects(signal: AbortSignal): Promise<readonly UsableProject[]>;
  project(projectId: string): CloudProject;
  /** Ends all connections. */
  close(): void;
}

/** Every method throws `BotError`, or the signal's reason as soon as it aborts. */
interface CloudProject {
  readonly clusters: Clusters;
  readonly addons: Addons;
  readonly subnets: Subnets;
  readonly routeTables: RouteTables;
  readonly endpoints: Endpoints;
  readonly registry: Registry;
  readonly nodePools: NodePools;
  /**
   * A kubeconfig as JSON (CCE API, CreateKubernetesClusterCert), unvalidated; valid until `validForMs` after `now`, to the second below.
   * It is a secret.
   */
  readonly issueCertificate: (clusterId: string, validForMs: number, now: Date, signal: AbortSignal) => Promise<unknown>;
}

/** Opens no connection yet. Throws a `TypeError` for an endpoint that is no base URL; the configuration has checked that before. */
export function openCloud(options: CloudOptions, pace: Pace = systemPace): Cloud {
  const { region, credentials, endpoints, proxy, onCall = () => {} } = options;
  const urlOf = (service: Parameters<typeof baseUrl>[0]): string => baseUrl(service, region, endpoints);
  const baseUrls = { CCE: urlOf('CCE'), VPC: urlOf('VPC'), VPCEP: urlOf('VPCEP'), SWR: urlOf('SWR'), IAM: urlOf('IAM') };
  const transport = new Transport(proxy, pace.requestTimeoutMs);
  const caller = new Caller({ region, credentials, baseUrls, transport, clean: cleanTextFor(credentials), pace, onCall });
  return {
    findProject: (signal) => findProject(caller, region, signal),
    keyOwner: (signal) => keyOwner(caller, credentials.ak, signal),
    usableProjects: (signal) => usableProjects(caller, signal),
    project: (projectId) => ({
      clusters: cceClusters(caller, projectId),
      addons: cceAddons(caller, projectId),
      subnets: vpcSubnets(caller, projectId),
      routeTables: vpcRouteTables(caller, projectId),
      endpoints: vpcEndpoints(caller, projectId),
      registry: swrRegistry(caller, projectId),
      nodePools: cceNodePools(caller, projectId),
      issueCertificate: cceCertificates(caller, projectId),
    }),
    close: () => transport.close(),
  };
}
