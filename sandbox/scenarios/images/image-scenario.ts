import type { Code } from '../../../src/core/finding.ts';
import type { Scenario } from '../scenario.ts';

/** One situation of the image registry, and what `images` says of it. */
export interface ImageScenario extends Scenario {
  readonly command: string;
  readonly expect: Scenario['expect'] & {
    /** Of the run. */
    readonly state: 'succeeded' | 'failed';
    /** How many images; null: the run failed. */
    readonly images: number | null;
    /** Without host; null: none. */
    readonly selected: string | null;
    /** Why that one, or why none, or why the run failed. */
    readonly because: Code;
  };
}
