import type { ApprovalRules, Who } from './config.ts';
import type { Entry } from './entry.ts';
import { COUNT, durationOf, FLAG, GROUP_ID, USER_ID } from './kinds.ts';

/** Users and groups; nobody where nothing is given. */
export function readWho(entry: Entry): Who {
  const { users, groups } = entry.keys('users', 'groups');
  return { users: users.list(USER_ID), groups: groups.list(GROUP_ID) };
}

/** Each key that is given replaces that of `base` whole: approvers that are given but empty are nobody. */
export function readApprovals(entry: Entry, base: ApprovalRules): ApprovalRules {
  const keys = entry.keys('approvers', 'required', 'selfApproval', 'expiresIn', 'applyWithin');
  const rules: ApprovalRules = {
    approvers: keys.approvers.given ? readWho(keys.approvers) : base.approvers,
    required: keys.required.or(COUNT, base.required),
    selfApproval: keys.selfApproval.or(FLAG, base.selfApproval),
    expiresInMs: keys.expiresIn.or(durationOf('1m'), base.expiresInMs),
    applyWithinMs: keys.applyWithin.or(durationOf('1m'), base.applyWithinMs),
  };
  const { users, groups } = rules.approvers;
  // Nobody at all is allowed: plans can be seen, and doctor says that none can be approved. How many a group has is not known here.
  if ((keys.required.given || keys.approvers.given) && users.length > 0 && groups.length === 0 && rules.required > users.length) {
    const place = keys.required.given ? keys.required : keys.approvers;
    place.refuse(`asks for ${rules.required} people, but only ${users.length} may approve: list more approvers, or a group`);
  }
  return rules;
}
