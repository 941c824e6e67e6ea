import { imageScenarios } from '../../sandbox/scenarios/images/index.ts';
import { playable } from '../../sandbox/scenarios/index.ts';
import { nodePoolScenarios } from '../../sandbox/scenarios/node-pools/index.ts';
import { planScenarios } from '../../sandbox/scenarios/plans/index.ts';
import type { Situation } from '../../sandbox/scenarios/scenario.ts';
import { smokeScenarios } from '../../sandbox/scenarios/smoke/index.ts';

/** A situation, and the line that somebody types in it. */
export interface Typed extends Situation {
  readonly line: string;
  /** How its run ends, or waits. */
  readonly ending: string;
}

/** Every situation of the sandbox. */
export const situations: readonly Typed[] = [
  ...playable.map((scenario) => ({ ...scenario, line: scenario.command ?? 'precheck prod', ending: 'succeeded' })),
  ...playable
    .filter(({ name }) => name === 'ready' || name === 'low-headroom')
    .map((scenario) => ({ ...scenario, line: 'capacity prod', ending: 'succeeded' })),
  ...imageScenarios.map((scenario) => ({ ...scenario, line: 'images prod', ending: scenario.expect.state })),
  ...[...planScenarios, ...nodePoolScenarios, ...smokeScenarios].map((scenario) => ({
    ...scenario,
    line: scenario.command,
    ending: scenario.expect.state,
  })),
];

export const commandIn = ({ line }: Pick<Typed, 'line'>): string => line.split(' ')[0] ?? '';
