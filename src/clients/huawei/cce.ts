import { CceClient } from '@huaweicloud/huaweicloud-sdk-cce/v3/CceClient.js';
import type { CertDuration } from '@huaweicloud/huaweicloud-sdk-cce/v3/model/CertDuration.js';
import { CreateKubernetesClusterCertRequest } from '@huaweicloud/huaweicloud-sdk-cce/v3/model/CreateKubernetesClusterCertRequest.js';
import { ListAddonInstancesRequest } from '@huaweicloud/huaweicloud-sdk-cce/v3/model/ListAddonInstancesRequest.js';
import { ListAddonTemplatesRequest } from '@huaweicloud/huaweicloud-sdk-cce/v3/model/ListAddonTemplatesRequest.js';
import { ShowClusterRequest } from '@huaweicloud/huaweicloud-sdk-cce/v3/model/ShowClusterRequest.js';
import { z } from 'zod';
import type { Addon, Addons, AddonVersion, Cluster, Clusters } from '../../ports/cloud.ts';
import type { Caller } from './caller.ts';
import { listOf, textOrEmpty, textOrNull } from './wire.ts';

/** CCE API, ShowCluster. */
const cluster = z
  .object({
    metadata: z.object({ uid: z.string(), name: z.string() }),
    spec: z.object({
      category: textOrNull,
      type: textOrNull,
      version: z.string(),
      hostNetwork: z.object({ vpc: textOrNull, subnet: textOrNull }).nullish(),
      containerNetwork: z.object({ mode: z.string() }),
      // `eniSubnetId` is what clusters before 1.19.10 have; newer ones have both.
      eniNetwork: z.object({ eniSubnetId: textOrNull, subnets: listOf(z.object({ subnetID: z.string() })) }).nullish(),
    }),
    status: z.object({ phase: z.string() }),
  })
  .transform(({ metadata, spec, status }): Cluster => {
    const { subnets = [], eniSubnetId = null } = spec.eniNetwork ?? {};
    return {
      id: metadata.uid,
      name: metadata.name,
      category: spec.category,
      type: spec.type,
      version: spec.version,
      phase: status.phase,
      networkMode: spec.containerNetwork.mode,
      vpcId: spec.hostNetwork?.vpc ?? null,
      hostSubnetId: spec.hostNetwork?.subnet ?? null,
      eniSubnetIds: [...new Set([...subnets.map((subnet) => subnet.subnetID), eniSubnetId ?? ''])].filter((id) => id !== ''),
    };
  });

/** CCE API, ListAddonInstances. `Reason` is capitalised there. */
const addons = z
  .object({
    items: listOf(
      z.object({
        metadata: z.object({ uid: z.string(), name: z.string() }),
        spec: z.object({ addonTemplateName: z.string(), version: z.string(), values: z.unknown().optional() }),
        status: z.object({ status: z.string(), Reason: textOrEmpty, message: textOrEmpty }),
      }),
    ),
  })
  .transform(({ items }) =>
    items.map(
      ({ metadata, spec, status }): Addon => ({
        uid: metadata.uid,
        name: metadata.name,
        templateName: spec.addonTemplateName,
        version: spec.version,
        status: status.status,
        reason: status.Reason,
        message: status.message,
        values: isObject(spec.values) ? spec.values : null,
      }),
    ),
  );

/** CCE API, ListAddonTemplates. */
const templates = z.object({
  items: listOf(
    z.object({
      metadata: z.object({ name: z.string() }),
      spec: z.object({
        versions: listOf(
          z.object({
            version: z.string(),
            stable: z.boolean().nullish(),
            supportVersions: listOf(
              z.object({ clusterType: z.string(), clusterVersion: listOf(z.string()), category: listOf(z.string()) }),
            ),
          }),
        ),
      }),
    }),
  ),
});

export const cceClusters = (caller: Caller, projectId: string): Clusters => ({
  show: (clusterId, signal) =>
    caller.call(
      {
        operation: 'ShowCluster',
        projectId,
        ids: { cluster_id: clusterId },
        request: (client) => new CceClient(client).showCluster(new ShowClusterRequest(clusterId)),
        shape: cluster,
      },
      signal,
    ),
});

export const cceAddons = (caller: Caller, projectId: string): Addons => ({
  list: (clusterId, signal) =>
    caller.call(
      {
        operation: 'ListAddonInstances',
        projectId,
        ids: { cluster_id: clusterId },
        request: (client) => new CceClient(client).listAddonInstances(new ListAddonInstancesRequest().withClusterId(clusterId)),
        shape: addons,
      },
      signal,
    ),

  async versions(templateName, signal) {
    const { items } = await caller.call(
      {
        operation: 'ListAddonTemplates',
        projectId,
        ids: { addon_template_name: templateName },
        request: (client) => new CceClient(client).listAddonTemplates(new ListAddonTemplatesRequest().withAddonTemplateName(templateName)),
        shape: templates,
      },
      signal,
    );
    return items
      .filter(({ metadata }) => metadata.name === templateName)
      .flatMap(({ spec }) => spec.versions)
      .map(
        ({ version, stable, supportVersions }): AddonVersion => ({
          version,
          stable: stable ?? false,
          supports: supportVersions.map((entry) => ({
            clusterType: entry.clusterType,
            categories: entry.category,
            clusterVersions: entry.clusterVersion,
          })),
        }),
      );
  },
});

/** The certificate call (CCE API, CreateKubernetesClusterCert): `expire_at` must be at least 15 minutes ahead. */
export const cceCertificates =
  (caller: Caller, projectId: string) =>
  (clusterId: string, validForMs: number, now: Date, signal: AbortSignal): Promise<unknown> => {
    const expireAt = new Date(now.getTime() + validForMs).toISOString().replace(/^(.+)T(.+)\.\d+Z$/, '$1 $2 +0000 UTC');
    // The SDK's model is from before `expire_at`; what it sends is the body as it is.
    const body = { expire_at: expireAt } as unknown as CertDuration;
    return caller.call(
      {
        operation: 'CreateKubernetesClusterCert',
        projectId,
        ids: { cluster_id: clusterId },
        request: (client) =>
          new CceClient(client).createKubernetesClusterCert(new CreateKubernetesClusterCertRequest(clusterId).withBody(body)),
        shape: z.looseObject({}),
      },
      signal,
    );
  };

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
