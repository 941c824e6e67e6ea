import type { WebClient } from '@slack/web-api';
import type { ApprovalRules, Rules, Who } from '../../src/config/config.ts';
import { type Bar, type Person, toPerson } from '../../src/people/person.ts';
import { fail, type Line, ok, warn } from './line.ts';
import { refused } from './slack.ts';

const GROUP: Readonly<Record<string, string>> = {
  no_such_subteam: 'Take the id from the group’s page in Slack (More, Copy group ID), and put it into bursting.yaml.',
  subteam_disabled: 'Enable the group in Slack, or name another one in bursting.yaml.',
  plan_upgrade_required: 'User groups take a paid plan of Slack: list people under users: instead.',
  missing_scope: 'Give the token usergroups:read (OAuth & Permissions) and reinstall the app.',
};
const BARRED: Readonly<Record<Bar, string>> = {
  guest: 'is a guest',
  bot: 'is a bot',
  deactivated: 'is deactivated',
  foreign: 'is of another workspace',
  unknown: 'is nobody Slack knows here',
};

/** Every user group of the configuration, and whether plans can be approved at all. */
export async function peopleLines(client: WebClient, teamId: string, rules: Rules): Promise<readonly Line[]> {
  const slack = new People(client, teamId);
  const { operators, viewers } = rules.roles;
  const lists = [operators, viewers, ...sets(rules).map(({ approvals }) => approvals.approvers)];
  const groups = [...new Set([...lists.flatMap((list) => list.groups), ...(rules.onCallGroup ? [rules.onCallGroup] : [])])];
  const resolved = await Promise.all(groups.map((group) => slack.groupLine(group)));
  const named = await Promise.all([...new Set(lists.flatMap(({ users }) => users))].map((user) => slack.userLine(user)));
  const approvers = await Promise.all(sets(rules).map((set) => approverLine(slack, rules, set)));
  return [...resolved, ...named.filter((line) => line !== null), ...approvers];
}

interface ApproverSet {
  readonly about: string;
  readonly approvals: ApprovalRules;
}

/** Clusters with the same rules share a line. */
function sets({ clusters, approvals, allowUnlisted }: Rules): readonly ApproverSet[] {
  const bySet = new Map<string, { aliases: string[]; approvals: ApprovalRules }>();
  const add = (alias: string, of: ApprovalRules): void => {
    const key = JSON.stringify([of.approvers, of.required, of.selfApproval]);
    const known = bySet.get(key) ?? { aliases: [], approvals: of };
    known.aliases.push(alias);
    bySet.set(key, known);
  };
  for (const cluster of clusters.values()) add(cluster.alias, cluster.approvals);
  if (allowUnlisted) add('unlisted clusters', approvals);
  return [...bySet.values()].map((set) => ({ about: `approvers of ${set.aliases.join(', ')}`, approvals: set.approvals }));
}

async function approverLine(slack: People, { readOnly }: Rules, { about, approvals }: ApproverSet): Promise<Line> {
  const { approvers, required, selfApproval } = approvals;
  if (readOnly) return ok(about, 'readOnly is on: nothing can be approved, by anybody');
  if (approvers.users.length === 0 && approvers.groups.length === 0)
    return warn(about, 'nobody is configured: plans can be seen, not approved.', 'Name people or user groups under approvals.approvers.');
  // One more than needed settles it: whoever asks for a plan does not count for it.
  const wanted = required + 1;
  const found = await slack.fullMembers(approvers, wanted);
  const many = found >= wanted ? `at least ${found}` : String(found);
  const says = `${many} ${found === 1 ? 'person' : 'people'} can approve, ${required} must`;
  if (found < required)
    return fail(
      about,
      `${says}: no plan can ever be applied.`,
      'Name more approvers, put people into the group, or lower approvals.required.',
    );
  return found === required && !selfApproval
    ? warn(about, `${says}: a plan that one of them asks for cannot be approved.`, 'Name one more approver, or let somebody else ask.')
    : ok(about, says);
}

/** What Slack says about people and groups, each asked for once. */
class People {
  readonly #client: WebClient;
  readonly #teamId: string;
  readonly #groups = new Map<string, Promise<readonly string[]>>();
  readonly #people = new Map<string, Promise<Person>>();

  constructor(client: WebClient, teamId: string) {
    this.#client = client;
    this.#teamId = teamId;
  }

  async groupLine(group: string): Promise<Line> {
    const about = `user group ${group}`;
    try {
      const members = await this.#members(group);
      return members.length === 0
        ? warn(about, 'nobody is in it.', 'Put people into it, or see why the paging tool does not.')
        : ok(about, `${members.length} ${members.length === 1 ? 'member' : 'members'}`);
    } catch (error) {
      return refused(about, error, GROUP);
    }
  }

  /** Null: as it should be. */
  async userLine(user: string): Promise<Line | null> {
    const { barred } = await this.#person(user);
    return barred === null
      ? null
      : warn(`user ${user}`, `${BARRED[barred]}, and has no rights here.`, 'Take the id out of bursting.yaml, or correct it.');
  }

  /** How many distinct full members are listed, counted up to `most`. A group that cannot be read counts for nobody. */
  async fullMembers({ users, groups }: Who, most: number): Promise<number> {
    const inGroups = await Promise.all(groups.map((group) => this.#members(group).catch(() => [])));
    let found = 0;
    for (const user of new Set([...users, ...inGroups.flat()])) {
      if ((await this.#person(user)).barred === null) found += 1;
      if (found >= most) break;
    }
    return found;
  }

  #members(group: string): Promise<readonly string[]> {
    return once(this.#groups, group, async () => (await this.#client.usergroups.users.list({ usergroup: group })).users ?? []);
  }

  #person(user: string): Promise<Person> {
    return once(this.#people, user, async () => {
      const told = await this.#client.users.info({ user }).catch(() => null);
      return toPerson(told?.user, this.#teamId);
    });
  }
}

function once<T>(known: Map<string, Promise<T>>, id: string, ask: () => Promise<T>): Promise<T> {
  const asked = known.get(id) ?? ask();
  known.set(id, asked);
  asked.catch(() => {});
  return asked;
}
