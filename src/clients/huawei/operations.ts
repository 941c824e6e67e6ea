import type { IamAction } from '../../core/action.ts';
import type { Service } from '../../core/finding.ts';

/** The services of Huawei Cloud. */
export type CloudService = Exclude<Service, 'Kubernetes'>;

/**
 * Every call, by the name the API reference gives it, with the IAM action it needs (role and policy names, v1.1). Those without `write`
 * may be repeated: they only look, or, for the certificate, make something that changes nothing and expires by itself.
 */
export const OPERATIONS = {
  ShowCluster: { service: 'CCE', action: 'cce:cluster:get' },
  ListAddonInstances: { service: 'CCE', action: 'cce:addonInstance:list' },
  ShowAddonInstance: { service: 'CCE', action: 'cce:addonInstance:get' },
  CreateAddonInstance: { service: 'CCE', action: 'cce:addonInstance:create', write: true },
  UpdateAddonInstance: { service: 'CCE', action: 'cce:addonInstance:update', write: true },
  ListAddonTemplates: { service: 'CCE', action: 'cce:addonTemplate:list' },
  ListNodePools: { service: 'CCE', action: 'cce:nodepool:list' },
  ShowNodePool: { service: 'CCE', action: 'cce:nodepool:get' },
  ScaleNodePool: { service: 'CCE', action: 'cce:nodepool:scale', write: true },
  CreateNodePool: { service: 'CCE', action: 'cce:nodepool:create', write: true },
  CreateKubernetesClusterCert: { service: 'CCE', action: 'cce:cluster:get' },
  ListSubnets: { service: 'VPC', action: 'vpc:subnets:get' },
  ListRouteTables: { service: 'VPC', action: 'vpc:routeTables:list' },
  ListEndpoints: { service: 'VPCEP', action: 'vpcep:endpoints:list' },
  ListEndpointInfoDetails: { service: 'VPCEP', action: 'vpcep:endpoints:get' },
  ListServiceDescribeDetails: { service: 'VPCEP', action: 'vpcep:epserviceDesc:get' },
  CreateEndpoint: { service: 'VPCEP', action: 'vpcep:endpoints:create', write: true },
  // Names of identity policies: before those, organisations grant in SWR itself (SWR API, permissions).
  ListNamespaces: { service: 'SWR', action: 'swr:namespace:listNamespaces' },
  ListReposDetails: { service: 'SWR', action: 'swr:repo:listRepos' },
  ListRepositoryTags: { service: 'SWR', action: 'swr:repo:listRepoTags' },
  // The one action that no public page confirms.
  KeystoneListProjects: { service: 'IAM', action: 'iam:projects:listProjects' },
  // Of oneself, neither needs a permission.
  ShowPermanentAccessKey: { service: 'IAM', action: 'iam:credentials:getCredential' },
  ShowUser: { service: 'IAM', action: 'iam:users:getUser' },
  KeystoneListAuthProjects: { service: 'IAM', action: 'iam:projects:listProjects' },
} as const satisfies Readonly<Record<string, { service: CloudService; action: IamAction; write?: true }>>;

export type Operation = keyof typeof OPERATIONS;
/** What is sent once, and never by itself again. */
export type WriteOperation = { [Name in Operation]: (typeof OPERATIONS)[Name] extends { write: true } ? Name : never }[Operation];
export type ReadOperation = Exclude<Operation, WriteOperation>;
