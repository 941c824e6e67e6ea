import { CceClient } from '@huaweicloud/huaweicloud-sdk-cce/v3/CceClient.js';
import type { CertDuration } from '@huaweicloud/huaweicloud-sdk-cce/v3/model/CertDuration.js';
import { CreateKubernetesClusterCertRequest } from '@huaweicloud/huaweicloud-sdk-cce/v3/model/CreateKubernetesClusterCertRequest.js';
import { ShowClusterRequest } from '@huaweicloud/huaweicloud-sdk-cce/v3/model/ShowClusterRequest.js';
import { z } from 'zod';
import type { Cluster, Clusters } from '../../ports/cloud.ts';
import type { Caller } from './caller.ts';
import { listOf, textOrNull } from './wire.ts';

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
