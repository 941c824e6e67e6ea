import { describe, expect, test } from 'vitest';
import type { ApprovalRules, Who } from '../../src/config/config.ts';
import type { Bar } from '../../src/people/person.ts';
import { type Because, groupsThatDecide, type Membership, may, type RightsRules, type Role } from '../../src/people/rights.ts';

const NOBODY: Who = { users: [], groups: [] };
const users = (...ids: string[]): Who => ({ users: ids, groups: [] });
const groups = (...ids: string[]): Who => ({ users: [], groups: ids });
const approvals = (approvers: Who): ApprovalRules => ({
  approvers,
  required: 1,
  selfApproval: false,
  expiresInMs: 1,
  applyWithinMs: 1,
});
const rules = (given: { viewers?: Who; operators?: Who; approvers?: Who } = {}): RightsRules => ({
  roles: { viewers: given.viewers ?? NOBODY, operators: given.operators ?? NOBODY },
  approvals: approvals(given.approvers ?? NOBODY),
});
const cluster = (approvers: Who) => ({ approvals: approvals(approvers) });

const alice = { id: 'U01ALICE', barred: null };
/** Alice is in S0IN, not in S0OUT; nobody knows about S0DARK. */
const membership: Membership = (group) => (group === 'S0IN' ? 'member' : group === 'S0OUT' ? 'not_member' : 'unknown');

interface Row {
  name: string;
  role: Role;
  given?: Parameters<typeof rules>[0];
  /** Absent: a cluster outside the configuration. */
  approvers?: Who;
  because: Because;
}
const table = (rows: readonly Row[], allowed: boolean) =>
  test.each(rows)('$name', ({ role, given, approvers, because }) => {
    expect(may(role, alice, rules(given), approvers ? cluster(approvers) : null, membership)).toEqual({ allowed, role, because });
  });

describe('yes', () => {
  table(
    [
      { name: 'everyone may read when nobody is listed', role: 'viewer', because: { code: 'everyone' } },
      { name: 'everyone may ask for plans when nobody is listed', role: 'operator', because: { code: 'everyone' } },
      {
        name: 'listed approvers do not restrict reading',
        role: 'viewer',
        given: { approvers: users('U02BOB') },
        because: { code: 'everyone' },
      },
      {
        name: 'listed operators do not restrict reading',
        role: 'viewer',
        given: { operators: users('U02BOB') },
        because: { code: 'everyone' },
      },
      { name: 'a listed viewer reads', role: 'viewer', given: { viewers: users('U02BOB', 'U01ALICE') }, because: { code: 'listed' } },
      {
        name: 'a viewer by group reads',
        role: 'viewer',
        given: { viewers: groups('S0OUT', 'S0IN') },
        because: { code: 'in_group', group: 'S0IN' },
      },
      {
        name: 'a listed operator may read beside listed viewers',
        role: 'viewer',
        given: { viewers: users('U02BOB'), operators: users('U01ALICE') },
        because: { code: 'listed' },
      },
      {
        name: "the cluster's approver may read beside listed viewers",
        role: 'viewer',
        given: { viewers: users('U02BOB') },
        approvers: groups('S0IN'),
        because: { code: 'in_group', group: 'S0IN' },
      },
      {
        name: 'without listed operators whoever may read may ask for plans',
        role: 'operator',
        given: { viewers: users('U01ALICE') },
        because: { code: 'listed' },
      },
      {
        name: 'a listed operator need not be a listed viewer',
        role: 'operator',
        given: { viewers: users('U02BOB'), operators: users('U01ALICE') },
        because: { code: 'listed' },
      },
      {
        name: 'a global approver approves where the cluster is not in the configuration',
        role: 'approver',
        given: { approvers: users('U01ALICE') },
        because: { code: 'listed' },
      },
      {
        name: 'an approver by user group',
        role: 'approver',
        approvers: groups('S0OUT', 'S0IN'),
        because: { code: 'in_group', group: 'S0IN' },
      },
      {
        name: 'being listed is enough when a group cannot be asked',
        role: 'approver',
        approvers: { users: ['U01ALICE'], groups: ['S0DARK'] },
        because: { code: 'listed' },
      },
      {
        name: 'one group that says yes is enough when another cannot be asked',
        role: 'approver',
        approvers: groups('S0DARK', 'S0IN'),
        because: { code: 'in_group', group: 'S0IN' },
      },
    ],
    true,
  );
});

describe('no', () => {
  table(
    [
      { name: 'nobody approves when nobody is configured', role: 'approver', because: { code: 'nobody_configured' } },
      {
        name: 'a cluster whose approvers are given but empty has none, whoever approves elsewhere',
        role: 'approver',
        given: { approvers: users('U01ALICE') },
        approvers: NOBODY,
        because: { code: 'nobody_configured' },
      },
      {
        name: 'a global approver does not approve for a cluster that has its own approvers',
        role: 'approver',
        given: { approvers: users('U01ALICE') },
        approvers: users('U02BOB'),
        because: { code: 'not_listed', users: ['U02BOB'], groups: [] },
      },
      {
        name: 'an operator is no approver',
        role: 'approver',
        given: { operators: users('U01ALICE'), approvers: { users: ['U02BOB'], groups: ['S0OUT'] } },
        because: { code: 'not_listed', users: ['U02BOB'], groups: ['S0OUT'] },
      },
      {
        name: 'an approver who is no listed operator may not ask for plans',
        role: 'operator',
        given: { operators: users('U02BOB'), approvers: users('U01ALICE') },
        because: { code: 'not_listed', users: ['U02BOB'], groups: [] },
      },
      {
        name: 'a listed viewer who is no listed operator may not ask for plans',
        role: 'operator',
        given: { viewers: users('U01ALICE'), operators: groups('S0OUT') },
        because: { code: 'not_listed', users: [], groups: ['S0OUT'] },
      },
      {
        name: 'whoever may not read may not ask for plans either, when no operators are listed',
        role: 'operator',
        given: { viewers: users('U02BOB') },
        because: { code: 'not_listed', users: ['U02BOB'], groups: [] },
      },
      {
        name: 'who could read is everyone on one of the lists, once',
        role: 'viewer',
        given: { viewers: users('U02BOB'), operators: { users: ['U02BOB', 'U03CAROL'], groups: ['S0OUT'] } },
        approvers: groups('S0OUT'),
        because: { code: 'not_listed', users: ['U02BOB', 'U03CAROL'], groups: ['S0OUT'] },
      },
      {
        name: "another cluster's approvers do not count: only this one's are looked at",
        role: 'viewer',
        given: { viewers: users('U02BOB'), approvers: users('U01ALICE') },
        approvers: users('U03CAROL'),
        because: { code: 'not_listed', users: ['U02BOB', 'U03CAROL'], groups: [] },
      },
      {
        name: 'a group that cannot be asked means no',
        role: 'approver',
        approvers: groups('S0OUT', 'S0DARK', 'S0DARKER'),
        because: { code: 'unknown', groups: ['S0DARK', 'S0DARKER'] },
      },
      {
        name: 'a group that cannot be asked means no for reading too',
        role: 'viewer',
        given: { viewers: groups('S0DARK') },
        because: { code: 'unknown', groups: ['S0DARK'] },
      },
      {
        name: 'ids are compared as they are',
        role: 'approver',
        approvers: users('u01alice', 'U01ALICE2', 'U01ALIC', ' U01ALICE'),
        because: { code: 'not_listed', users: ['u01alice', 'U01ALICE2', 'U01ALIC', ' U01ALICE'], groups: [] },
      },
    ],
    false,
  );

  const everything = { users: ['U01ALICE'], groups: ['S0IN'] };
  const everywhere = { viewers: everything, operators: everything, approvers: everything };
  const bars: readonly Bar[] = ['guest', 'bot', 'deactivated', 'foreign', 'unknown'];
  test.each(bars.flatMap((why) => (['viewer', 'operator', 'approver'] as const).map((role) => ({ why, role }))))(
    '$why is never $role, on whatever list',
    ({ why, role }) => {
      const person = { id: 'U01ALICE', barred: why };
      for (const lists of [everywhere, {}]) {
        for (const target of [null, cluster(everything)]) {
          expect(may(role, person, rules(lists), target, () => 'member')).toEqual({
            allowed: false,
            role,
            because: { code: 'barred', why },
          });
        }
      }
    },
  );

  test('an answer about a group that is none of the three is no yes', () => {
    const odd = (() => undefined) as unknown as Membership;
    expect(may('approver', alice, rules(), cluster(groups('S0IN')), odd)).toMatchObject({ allowed: false, because: { code: 'unknown' } });
  });
});

describe('groupsThatDecide', () => {
  test.each<[Role, Parameters<typeof rules>[0], readonly string[]]>([
    ['viewer', {}, []],
    ['viewer', { operators: groups('S0A'), approvers: groups('S0B') }, []],
    ['viewer', { viewers: groups('S0V'), operators: groups('S0A', 'S0V'), approvers: groups('S0B') }, ['S0V', 'S0A', 'S0B']],
    ['operator', { viewers: groups('S0V'), operators: groups('S0A') }, ['S0A']],
    ['operator', { viewers: groups('S0V'), approvers: groups('S0B') }, ['S0V', 'S0B']],
    ['approver', { viewers: groups('S0V'), approvers: groups('S0B') }, ['S0B']],
    ['approver', {}, []],
  ])('%s of %j: %j', (role, given, expected) => {
    expect(groupsThatDecide(role, rules(given), null)).toEqual(expected);
  });

  test('no other group is ever asked about', () => {
    const asked = new Set<string>();
    const given = rules({ viewers: groups('S0V'), operators: groups('S0A'), approvers: groups('S0B') });
    for (const role of ['viewer', 'operator', 'approver'] as const) {
      asked.clear();
      may(role, alice, given, cluster(groups('S0C')), (group) => {
        asked.add(group);
        return 'not_member';
      });
      expect([...asked].sort()).toEqual([...groupsThatDecide(role, given, cluster(groups('S0C')))].sort());
    }
  });
});
