import type { Handoff } from '../../src/actions/diagnose/handoff.ts';
import type { DiagnosisCode } from '../../src/core/diagnosis.ts';
import type { Code } from '../../src/core/finding.ts';
import type { Interruption } from '../cloud/traffic.ts';
import { addReadyCluster } from '../site.ts';
import { emptyWorld } from '../story.ts';
import type { World } from '../world.ts';

/** What a team can find itself in. */
export interface Situation {
  /** The file's name. */
  readonly name: string;
  /** For a person, one sentence. */
  readonly summary: string;
  /** Makes the situation of a world in which the cluster `prod` bursts. */
  arrange(world: World): void;
  /** What somebody else does while the bot is at work. */
  readonly meanwhile?: Interruption;
}

/** One situation a team can be in, and what the bot must say about it. */
export interface Scenario extends Situation {
  /** What to type; absent: `precheck prod`. */
  readonly command?: string;
  /** What the result of the command says: one code per finding, in any order. */
  readonly expect: {
    readonly success: boolean;
    readonly issues: readonly Code[];
    readonly warnings: readonly Code[];
    /** Of a diagnosis: its causes, in the order in which they are to be mended. */
    readonly findings?: readonly DiagnosisCode[];
    /** Of a diagnosis; absent: null. */
    readonly handoff?: Handoff;
  };
}

/** The world of a scenario: the ready story of one cluster, `prod`, and what the scenario changes in it. */
export function worldOf(scenario: Situation): World {
  const world = emptyWorld();
  addReadyCluster(world, 'prod');
  scenario.arrange(world);
  return world;
}
