import { CceClient } from '@huaweicloud/huaweicloud-sdk-cce/v3/CceClient.js';
import { CreateAddonInstanceRequest } from '@huaweicloud/huaweicloud-sdk-cce/v3/model/CreateAddonInstanceRequest.js';
import { InstanceRequest } from '@huaweicloud/huaweicloud-sdk-cce/v3/model/InstanceRequest.js';
import { InstanceRequestSpec } from '@huaweicloud/huaweicloud-sdk-cce/v3/model/InstanceRequestSpec.js';
import { ListAddonInstancesRequest } from '@huaweicloud/huaweicloud-sdk-cce/v3/model/ListAddonInstancesRequest.js';
import { ListAddonTemplatesRequest } from '@huaweicloud/huaweicloud-sdk-cce/v3/model/ListAddonTemplatesRequest.js';
import { Metadata } from '@huaweicloud/huaweicloud-sdk-cce/v3/model/Metadata.js';
import { ShowAddonInstanceRequest } from '@huaweicloud/huaweicloud-sdk-cce/v3/model/ShowAddonInstanceRequest.js';
import { UpdateAddonInstanceRequest } from '@huaweicloud/huaweicloud-sdk-cce/v3/model/UpdateAddonInstanceRequest.js';
import { z } from 'zod';
import type { Addon, AddonOrder, Addons, AddonVersion } from '../../ports/cloud.ts';
import type { Caller } from './caller.ts';
import { listOf, textOrEmpty } from './wire.ts';

/** CCE API, AddonInstance. `Reason` is capitalised there. */
const addon = z
  .object({
    metadata: z.object({ uid: z.string(), name: z.string() }),
    spec: z.object({ addonTemplateName: z.string(), version: z.string(), values: z.unknown().optional() }),
    status: z.object({ status: z.string(), Reason: textOrEmpty, message: textOrEmpty }),
  })
  .transform(
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

/** What an accepted write answers: how the add-on is by then is asked for afterwards. */
const accepted = z.object({ metadata: z.object({ uid: z.string() }) });

/** CCE API, CreateAddonInstance and UpdateAddonInstance: the same body but for its annotation. */
function instanceRequest(annotation: string, value: string, { clusterId, templateName, version, values }: AddonOrder): InstanceRequest {
  // The SDK types each group of the values as an object; they are sent as they are.
  const spec = new InstanceRequestSpec(version, clusterId, values, templateName);
  return new InstanceRequest('Addon', 'v3', new Metadata().withAnnotations({ [annotation]: value }), spec);
}

export const cceAddons = (caller: Caller, projectId: string): Addons => ({
  async list(clusterId, signal) {
    const { items } = await caller.call(
      {
        operation: 'ListAddonInstances',
        projectId,
        ids: { cluster_id: clusterId },
        request: (client) => new CceClient(client).listAddonInstances(new ListAddonInstancesRequest().withClusterId(clusterId)),
        shape: z.object({ items: listOf(addon) }),
      },
      signal,
    );
    return items;
  },

  show: (uid, clusterId, signal) =>
    caller.call(
      {
        operation: 'ShowAddonInstance',
        projectId,
        ids: { id: uid, cluster_id: clusterId },
        request: (client) => new CceClient(client).showAddonInstance(new ShowAddonInstanceRequest(undefined, uid).withClusterId(clusterId)),
        shape: addon,
      },
      signal,
    ),

  async create(order, signal) {
    const body = instanceRequest('addon.install/type', 'install', order);
    await caller.write(
      {
        operation: 'CreateAddonInstance',
        projectId,
        ids: { cluster_id: order.clusterId },
        request: (client) => new CceClient(client).createAddonInstance(new CreateAddonInstanceRequest().withBody(body)),
        shape: accepted,
      },
      signal,
    );
  },

  async update(uid, order, signal) {
    const body = instanceRequest('addon.upgrade/type', 'upgrade', order);
    await caller.write(
      {
        operation: 'UpdateAddonInstance',
        projectId,
        ids: { id: uid, cluster_id: order.clusterId },
        request: (client) => new CceClient(client).updateAddonInstance(new UpdateAddonInstanceRequest(uid).withBody(body)),
        shape: accepted,
      },
      signal,
    );
  },

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

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
