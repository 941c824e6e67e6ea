import type { Scenario } from '../scenario.ts';
import { verifyAzFault } from './verify-az-fault.ts';
import { verifyElsewhere } from './verify-elsewhere.ts';
import { verifyForbiddenNodes } from './verify-forbidden-nodes.ts';
import { verifyImagePull } from './verify-image-pull.ts';
import { verifyNoAddon } from './verify-no-addon.ts';
import { verifyReady } from './verify-ready.ts';
import { verifyUnreachable } from './verify-unreachable.ts';
import { verifyWorkload } from './verify-workload.ts';

/** What `verify` tells apart, in the order in which a person would meet it. */
export const verifyScenarios: readonly Scenario[] = [
  verifyNoAddon,
  verifyReady,
  verifyWorkload,
  verifyElsewhere,
  verifyImagePull,
  verifyAzFault,
  verifyForbiddenNodes,
  verifyUnreachable,
];
