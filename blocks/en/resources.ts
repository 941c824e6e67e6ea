import { type Kind, resourceText } from '../plan-names.ts';

/** How people call what plans write, by the first word of a step's `resource`. */
export const KINDS: Readonly<Record<string, Kind>> = {
  'vpc-endpoint': { one: 'VPC endpoint', many: 'VPC endpoints' },
  addon: { one: 'add-on', many: 'add-ons' },
  'node-pool': { one: 'node pool', many: 'node pools' },
  namespace: { one: 'namespace', many: 'namespaces' },
  deployment: { one: 'Deployment', many: 'Deployments' },
};

/** `VPC endpoint com.myhuaweicloud.cn-north-4.swr`. */
export const named = (resource: string): string => resourceText({ resource }, { kinds: KINDS, fields: {} });
