import { expect } from 'vitest';
import { isFinal, type Run, type RunState } from '../../src/runs/run.ts';
import { CAROL, soon, type Team } from './team.ts';

/** What people do while a rollout leads a team of its own. */
export class Story {
  readonly team: Team;
  constructor(team: Team) {
    this.team = team;
  }

  /** The run that a rollout waits for, once it does one of that command, in that state. */
  child(id: string, command: string, state: RunState = 'awaiting_approval'): Promise<Run> {
    return soon(async () => {
      const { waitingFor } = await this.team.run(id);
      expect(waitingFor).not.toBeNull();
      const run = await this.team.run(waitingFor ?? '');
      expect(run).toMatchObject({ command, state });
      return run;
    }, 40_000);
  }

  async approve(id: string, command: string, who: string = CAROL): Promise<Run> {
    const run = await this.child(id, command);
    await this.team.shows(run.id, 'awaiting_approval');
    expect(await this.team.click(who, run.id)).toContain('You approved');
    return run;
  }

  /** Somebody on call says yes to whatever else it comes to, again where it was not taken, until it has ended well. */
  async approveAll(id: string): Promise<Run> {
    const run = await soon(async () => {
      const { waitingFor } = await this.team.run(id);
      const plan = waitingFor === null ? null : await this.team.run(waitingFor);
      if (plan?.state === 'awaiting_approval') {
        await this.team.shows(plan.id, 'awaiting_approval');
        await this.team.click(CAROL, plan.id);
      }
      const now = await this.team.run(id);
      expect(isFinal(now.state)).toBe(true);
      return now;
    }, 60_000);
    expect(run).toMatchObject({ state: 'succeeded', result: { success: true, issues: [] } });
    return run;
  }

  async stages(id: string): Promise<Readonly<Record<string, string>>> {
    return Object.fromEntries(((await this.team.run(id)).guide?.stops ?? []).map(({ stage, state }) => [stage, state]));
  }
}
