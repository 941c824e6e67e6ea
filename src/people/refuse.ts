import { type Refusal, type Role as RefusedRole, refusal } from '../core/refusal.ts';
import type { Verdict } from './rights.ts';

/** What a person is told who was judged to lack a right: why, and who has it. `role` may name what would have done instead. */
export function refuse({ because, role }: Verdict, cluster: string | null, needed: RefusedRole = role): Refusal {
  const nobody = { users: [], groups: [] };
  switch (because.code) {
    case 'unknown':
      return refusal('rights_unknown', {});
    case 'barred':
      return because.why === 'unknown'
        ? refusal('rights_unknown', {})
        : refusal('not_allowed', { role: needed, because: because.why, cluster, ...nobody });
    case 'not_listed':
      return refusal('not_allowed', { role: needed, because: 'not_listed', cluster, users: because.users, groups: because.groups });
    default:
      return refusal('not_allowed', { role: needed, because: 'nobody_listed', cluster, ...nobody });
  }
}
