import { smokeConflict } from './smoke-conflict.ts';
import { smokeConflictMeanwhile } from './smoke-conflict-meanwhile.ts';
import { smokeDockerHub } from './smoke-docker-hub.ts';
import { smokeEndingImage } from './smoke-ending-image.ts';
import { smokeFallback } from './smoke-fallback.ts';
import { smokeFewAddresses } from './smoke-few-addresses.ts';
import { smokeForbiddenNamespace } from './smoke-forbidden-namespace.ts';
import { smokeForbiddenPatch } from './smoke-forbidden-patch.ts';
import { smokeForbiddenRead } from './smoke-forbidden-read.ts';
import { smokeForbiddenRegistry } from './smoke-forbidden-registry.ts';
import { smokeForeign } from './smoke-foreign.ts';
import { smokeForeignImage } from './smoke-foreign-image.ts';
import { smokeFromNothing } from './smoke-from-nothing.ts';
import { smokeHibernated } from './smoke-hibernated.ts';
import { smokeImageGiven } from './smoke-image-given.ts';
import { smokeLookAlike } from './smoke-look-alike.ts';
import { smokeLostAnswer } from './smoke-lost-answer.ts';
import { smokeMissingLabel } from './smoke-missing-label.ts';
import { smokeMorePods } from './smoke-more-pods.ts';
import { smokeNamespaceMeanwhile } from './smoke-namespace-meanwhile.ts';
import { smokeNamespaceTerminating } from './smoke-namespace-terminating.ts';
import { smokeNothingToDo } from './smoke-nothing-to-do.ts';
import { smokeOtherRegion } from './smoke-other-region.ts';
import type { SmokeScenario } from './smoke-scenario.ts';
import { smokeWithoutAddon } from './smoke-without-addon.ts';
import { smokeWithoutEndpoints } from './smoke-without-endpoints.ts';
import { smokeWithoutObs } from './smoke-without-obs.ts';

/** Every situation of a smoke workload, in the order in which a person would meet them. */
export const smokeScenarios: readonly SmokeScenario[] = [
  smokeFromNothing,
  smokeNothingToDo,
  smokeMorePods,
  smokeMissingLabel,
  smokeForeign,
  smokeConflict,
  smokeConflictMeanwhile,
  smokeNamespaceMeanwhile,
  smokeNamespaceTerminating,
  smokeLostAnswer,
  smokeForbiddenNamespace,
  smokeForbiddenPatch,
  smokeForbiddenRead,
  smokeForbiddenRegistry,
  smokeImageGiven,
  smokeFallback,
  smokeDockerHub,
  smokeOtherRegion,
  smokeForeignImage,
  smokeLookAlike,
  smokeEndingImage,
  smokeWithoutEndpoints,
  smokeWithoutObs,
  smokeWithoutAddon,
  smokeFewAddresses,
  smokeHibernated,
];
