import type { PlanScenario } from '../plans/plan-scenario.ts';
import type { Scenario } from '../scenario.ts';
import { createAnotherFlavor } from './create-another-flavor.ts';
import { createConfiguredKey } from './create-configured-key.ts';
import { createForbidden } from './create-forbidden.ts';
import { createLostAnswer } from './create-lost-answer.ts';
import { createNameTaken } from './create-name-taken.ts';
import { createNamesakeMeanwhile } from './create-namesake-meanwhile.ts';
import { createOne } from './create-one.ts';
import { createQuota } from './create-quota.ts';
import { createSoldOut } from './create-sold-out.ts';
import { createSwappedSubnet } from './create-swapped-subnet.ts';
import { createUnknownKey } from './create-unknown-key.ts';
import { createUnknownZone } from './create-unknown-zone.ts';
import { createWithoutKey } from './create-without-key.ts';
import { createWithoutSubEni } from './create-without-sub-eni.ts';
import { nodepoolsInactive } from './nodepools-inactive.ts';
import { nodepoolsSoldOut } from './nodepools-sold-out.ts';
import { resizeAsleep } from './resize-asleep.ts';
import { resizeAutoscaled } from './resize-autoscaled.ts';
import { resizeBusy } from './resize-busy.ts';
import { resizeById } from './resize-by-id.ts';
import { resizeClusterFull } from './resize-cluster-full.ts';
import { resizeDefaultPool } from './resize-default-pool.ts';
import { resizeFewer } from './resize-fewer.ts';
import { resizeForbidden } from './resize-forbidden.ts';
import { resizeForbiddenList } from './resize-forbidden-list.ts';
import { resizeGone } from './resize-gone.ts';
import { resizeHalfSoldOut } from './resize-half-sold-out.ts';
import { resizeLostAnswer } from './resize-lost-answer.ts';
import { resizeNothingToDo } from './resize-nothing-to-do.ts';
import { resizeOneMore } from './resize-one-more.ts';
import { resizeOutsideAutoscaling } from './resize-outside-autoscaling.ts';
import { resizeQuota } from './resize-quota.ts';
import { resizeSoldOut } from './resize-sold-out.ts';
import { resizeSoldOutMeanwhile } from './resize-sold-out-meanwhile.ts';
import { resizeSomebodyElse } from './resize-somebody-else.ts';
import { resizeStateForbids } from './resize-state-forbids.ts';
import { resizeUnknown } from './resize-unknown.ts';

/** What `nodepools` tells apart. */
export const nodePoolReads: readonly Scenario[] = [nodepoolsSoldOut, nodepoolsInactive];

/** What changes node pools, in the order in which a person would meet it. */
export const nodePoolScenarios: readonly PlanScenario[] = [
  resizeOneMore,
  resizeById,
  resizeNothingToDo,
  resizeFewer,
  resizeUnknown,
  resizeDefaultPool,
  resizeAutoscaled,
  resizeOutsideAutoscaling,
  resizeBusy,
  resizeSoldOut,
  resizeSoldOutMeanwhile,
  resizeHalfSoldOut,
  resizeQuota,
  resizeClusterFull,
  resizeStateForbids,
  resizeForbidden,
  resizeForbiddenList,
  resizeAsleep,
  resizeLostAnswer,
  resizeSomebodyElse,
  resizeGone,
  createOne,
  createAnotherFlavor,
  createWithoutSubEni,
  createUnknownZone,
  createUnknownKey,
  createWithoutKey,
  createConfiguredKey,
  createNameTaken,
  createSwappedSubnet,
  createQuota,
  createForbidden,
  createLostAnswer,
  createNamesakeMeanwhile,
  createSoldOut,
];
