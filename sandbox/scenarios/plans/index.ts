import type { PlanScenario } from './plan-scenario.ts';
import { vpcepApiMissing } from './vpcep-api-missing.ts';
import { vpcepConflict } from './vpcep-conflict.ts';
import { vpcepEndsFailed } from './vpcep-ends-failed.ts';
import { vpcepFailed } from './vpcep-failed.ts';
import { vpcepForbiddenCreate } from './vpcep-forbidden-create.ts';
import { vpcepForbiddenDescribe } from './vpcep-forbidden-describe.ts';
import { vpcepForbiddenList } from './vpcep-forbidden-list.ts';
import { vpcepForbiddenRouteTables } from './vpcep-forbidden-route-tables.ts';
import { vpcepFromNothing } from './vpcep-from-nothing.ts';
import { vpcepFrozen } from './vpcep-frozen.ts';
import { vpcepLostAnswer } from './vpcep-lost-answer.ts';
import { vpcepNothingToDo } from './vpcep-nothing-to-do.ts';
import { vpcepObsNameOfAnotherKind } from './vpcep-obs-name-of-another-kind.ts';
import { vpcepPending } from './vpcep-pending.ts';
import { vpcepRouteTableMiss } from './vpcep-route-table-miss.ts';
import { vpcepRouteTablesIncomplete } from './vpcep-route-tables-incomplete.ts';
import { vpcepSlowOwner } from './vpcep-slow-owner.ts';
import { vpcepSomebodyElse } from './vpcep-somebody-else.ts';
import { vpcepWithoutObsName } from './vpcep-without-obs-name.ts';
import { vpcepWrongObsName } from './vpcep-wrong-obs-name.ts';

/** Every scenario that changes something, in the order in which a person would meet them. */
export const planScenarios: readonly PlanScenario[] = [
  vpcepFromNothing,
  vpcepWithoutObsName,
  vpcepNothingToDo,
  vpcepApiMissing,
  vpcepPending,
  vpcepSlowOwner,
  vpcepFailed,
  vpcepFrozen,
  vpcepWrongObsName,
  vpcepObsNameOfAnotherKind,
  vpcepRouteTableMiss,
  vpcepRouteTablesIncomplete,
  vpcepForbiddenDescribe,
  vpcepForbiddenList,
  vpcepForbiddenRouteTables,
  vpcepForbiddenCreate,
  vpcepLostAnswer,
  vpcepConflict,
  vpcepEndsFailed,
  vpcepSomebodyElse,
];
