import type { ClusterConfig, Rules, Who } from '../config/config.ts';
import type { Bar, Person } from './person.ts';

/** `viewer`: may read. `operator`: may ask for plans. `approver`: may approve, reject and freeze. */
export type Role = 'viewer' | 'operator' | 'approver';

/** What asking for a run takes: one that may come to change something takes an operator. */
export const roleToAsk = (kind: 'read' | 'plan' | 'guided'): Role => (kind === 'read' ? 'viewer' : 'operator');

/** What Slack says about one person and one user group. `unknown`: it did not say, or not in time. */
export type Membership = (groupId: string) => 'member' | 'not_member' | 'unknown';

/** Why the answer is what it is, with Slack ids. */
export type Because =
  /** No list restricts this role. */
  | { readonly code: 'everyone' }
  | { readonly code: 'listed' }
  | { readonly code: 'in_group'; readonly group: string }
  | { readonly code: 'barred'; readonly why: Bar }
  /** Who could instead. */
  | { readonly code: 'not_listed'; readonly users: readonly string[]; readonly groups: readonly string[] }
  /** Not listed, and these groups could not be asked: the answer is no. */
  | { readonly code: 'unknown'; readonly groups: readonly string[] }
  | { readonly code: 'nobody_configured' };

export interface Verdict {
  readonly allowed: boolean;
  readonly role: Role;
  readonly because: Because;
}

/** The part of the rules that says who may do what. */
export type RightsRules = Pick<Rules, 'roles' | 'approvals'>;
type Approvals = Pick<ClusterConfig, 'approvals'> | null;

/**
 * Whether a person has a role for a cluster (null: one outside the configuration, or all of them: the global approvers), and why.
 *
 * Barred people never have one. Viewer: everyone if no viewers are listed; else viewers, and whoever is listed as operator or approver,
 * because one cannot judge what one may not see. Operator: the listed operators; if none are listed, everyone who may read. Approver:
 * the cluster's approvers, and nobody if there are none. That one's own plan takes somebody else to approve is decided where the plan is.
 */
export function may(role: Role, person: Person, rules: RightsRules, cluster: Approvals, membership: Membership): Verdict {
  return { role, ...judge(role, person, rules, cluster, membership) };
}

/** The user groups whose membership decides: what to ask Slack before `may` is called. */
export function groupsThatDecide(role: Role, rules: RightsRules, cluster: Approvals): readonly string[] {
  return whoHas(role, rules, cluster)?.groups ?? [];
}

function judge(role: Role, person: Person, rules: RightsRules, cluster: Approvals, membership: Membership): Omit<Verdict, 'role'> {
  if (person.barred) return no({ code: 'barred', why: person.barred });
  const who = whoHas(role, rules, cluster);
  if (who === null) return yes({ code: 'everyone' });
  if (who.users.includes(person.id)) return yes({ code: 'listed' });
  const answers = who.groups.map((group) => ({ group, answer: membership(group) }));
  const member = answers.find(({ answer }) => answer === 'member');
  if (member) return yes({ code: 'in_group', group: member.group });
  const silent = answers.filter(({ answer }) => answer !== 'not_member').map(({ group }) => group);
  if (silent.length > 0) return no({ code: 'unknown', groups: silent });
  return no(isNobody(who) ? { code: 'nobody_configured' } : { code: 'not_listed', ...who });
}

const yes = (because: Because) => ({ allowed: true, because });
const no = (because: Because) => ({ allowed: false, because });

/** Null: every full member. */
function whoHas(role: Role, { roles, approvals }: RightsRules, cluster: Approvals): Who | null {
  const { approvers } = cluster?.approvals ?? approvals;
  if (role === 'approver') return approvers;
  if (role === 'operator' && !isNobody(roles.operators)) return roles.operators;
  return isNobody(roles.viewers) ? null : union(roles.viewers, roles.operators, approvers);
}

const isNobody = ({ users, groups }: Who): boolean => users.length === 0 && groups.length === 0;

const union = (...lists: readonly Who[]): Who => ({
  users: [...new Set(lists.flatMap(({ users }) => users))],
  groups: [...new Set(lists.flatMap(({ groups }) => groups))],
});

/** Whether anyone at all could approve anything: without, plans can be seen, not approved. */
export const anyApprover = (rules: Pick<Rules, 'approvals' | 'clusters'>): boolean =>
  [rules.approvals, ...Array.from(rules.clusters.values(), (cluster) => cluster.approvals)].some(({ approvers }) => !isNobody(approvers));
