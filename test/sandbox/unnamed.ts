import type { Call } from '../../sandbox/cloud/traffic.ts';
import { OPERATIONS } from '../../src/clients/huawei/operations.ts';
import type { IamAction } from '../../src/core/action.ts';

/** Which call took which permission. Not looked at: the project's id, which no command asks for, and what the cluster itself grants. */
const permissionOf = ({ service, operation }: Call): readonly IamAction[] =>
  service === 'IAM' || service === 'Kubernetes' || !Object.hasOwn(OPERATIONS, operation)
    ? []
    : [OPERATIONS[operation as keyof typeof OPERATIONS].action];

/** The permissions that calls took and a command does not name (`needs`, `writeNeeds`). */
export const unnamed = (named: readonly IamAction[], calls: readonly Call[]): readonly IamAction[] => [
  ...new Set(calls.flatMap(permissionOf).filter((permission) => !named.includes(permission))),
];
