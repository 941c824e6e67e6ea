import type { ClusterConfig, Rules } from '../src/config/config.ts';
import { groupsThatDecide, may, type Role, type Verdict } from '../src/people/rights.ts';
import type { Directory } from './directory.ts';

/** Who may what, asked of Slack and decided by `src/people`. */
export class Rights {
  readonly #directory: Directory;
  readonly #rules: Rules;

  constructor(directory: Directory, rules: Rules) {
    this.#directory = directory;
    this.#rules = rules;
  }

  /** Never rejects: what Slack does not say is a no that says so. */
  async judge(role: Role, userId: string, cluster: ClusterConfig | null): Promise<Verdict> {
    const groups = groupsThatDecide(role, this.#rules, cluster);
    const [person, ...members] = await Promise.all([
      this.#directory.person(userId),
      ...groups.map((group) => this.#directory.members(group)),
    ]);
    const byGroup = new Map(groups.map((group, i) => [group, members[i]]));
    return may(role, person, this.#rules, cluster, (group) => {
      const listed = byGroup.get(group);
      return !listed ? 'unknown' : listed.has(userId) ? 'member' : 'not_member';
    });
  }
}
