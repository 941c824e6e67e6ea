import type { AnyAction, IamAction } from '../core/action.ts';
import { actions } from './index.ts';

/** `reader`: everything that looks. `operator`: that, and what plans write once they are approved. */
export const POLICY_ROLES = ['reader', 'operator'] as const;
export type PolicyRole = (typeof POLICY_ROLES)[number];

/** A custom policy of IAM, ready to be pasted into its JSON editor. */
interface Policy {
  readonly Version: string;
  readonly Statement: readonly { readonly Effect: 'Allow'; readonly Action: readonly IamAction[] }[];
}

/** What only looking needs, and what writing needs besides, of all commands: sorted, each once. */
function needs(): { readonly look: readonly IamAction[]; readonly write: readonly IamAction[] } {
  const all: readonly AnyAction[] = Object.values(actions);
  const look = sorted(all.flatMap((action) => action.needs));
  const write = sorted(all.flatMap((action) => (action.kind === 'plan' ? action.writeNeeds : [])));
  return { look, write: write.filter((action) => !look.includes(action)) };
}

const sorted = (all: readonly IamAction[]): readonly IamAction[] => [...new Set(all)].toSorted();

/** Everything that a role needs: role and policy names (v1.1), and of SWR those that identity policies have. */
export function permissionsOf(role: PolicyRole): readonly IamAction[] {
  const { look, write } = needs();
  return role === 'reader' ? look : sorted([...look, ...write]);
}

/** SWR's basic edition knows no v1.1 policies: who may read an organisation is set there. */
export const isGrantedInSwr = (action: IamAction): boolean => action.startsWith('swr:');

/** The least policy for a role, from the commands that there are: role and policy names (v1.1). */
export function policyOf(role: PolicyRole): Policy {
  const { look, write } = needs();
  const named = [look, ...(role === 'reader' ? [] : [write])].map((all) => all.filter((action) => !isGrantedInSwr(action)));
  return policy('1.1', named);
}

const policy = (version: string, statements: readonly (readonly IamAction[])[]): Policy => ({
  Version: version,
  Statement: statements.filter(({ length }) => length > 0).map((all) => ({ Effect: 'Allow', Action: all })),
});

/**
 * Identity policies (v5) call some things by other names (authorisation pages of the API references). What is not here is called the same.
 * One v1.1 action may stand for several calls, each with a name of its own: a cluster's certificate is one.
 */
const IN_V5: Readonly<Partial<Record<IamAction, readonly IamAction[]>>> = {
  'cce:cluster:get': ['cce:cluster:generateClientCredential', 'cce:cluster:getCluster'],
  'cce:nodepool:get': ['cce:nodepool:getNodepool'],
  'vpc:subnets:get': ['vpc:subnets:get', 'vpc:subnets:list'],
  'vpcep:epserviceDesc:get': ['vpcep:endpointServices:describe'],
};
/** Seen in one place only, or in none: to be checked in the policy editor, which refuses names that do not exist. */
const UNCONFIRMED: ReadonlySet<IamAction> = new Set<IamAction>([
  'cce:cluster:getCluster',
  'cce:nodepool:create',
  'cce:nodepool:scale',
  'cce:nodepool:update',
  'swr:namespace:listNamespaces',
  'swr:repo:listRepoTags',
  'swr:repo:listRepos',
]);

/** The same as an identity policy, and which of its names no public page confirms. */
export function identityPolicyOf(role: PolicyRole): { readonly policy: Policy; readonly unconfirmed: readonly IamAction[] } {
  const { look, write } = needs();
  const renamed = (all: readonly IamAction[]): readonly IamAction[] => sorted(all.flatMap((action) => IN_V5[action] ?? action));
  const seen = renamed(look);
  const statements = role === 'reader' ? [seen] : [seen, renamed(write).filter((action) => !seen.includes(action))];
  return { policy: policy('5.0', statements), unconfirmed: statements.flat().filter((action) => UNCONFIRMED.has(action)) };
}
