import type { PlanScenario } from './plan-scenario.ts';
import { setupAbnormal } from './setup-abnormal.ts';
import { setupAddonMissing } from './setup-addon-missing.ts';
import { setupBrokenValues } from './setup-broken-values.ts';
import { setupBusy } from './setup-busy.ts';
import { setupBusyMeanwhile } from './setup-busy-meanwhile.ts';
import { setupFailsToInstall } from './setup-fails-to-install.ts';
import { setupForbiddenCreate } from './setup-forbidden-create.ts';
import { setupForbiddenList } from './setup-forbidden-list.ts';
import { setupForbiddenShow } from './setup-forbidden-show.ts';
import { setupForbiddenTemplates } from './setup-forbidden-templates.ts';
import { setupForbiddenUpdate } from './setup-forbidden-update.ts';
import { setupFromNothing } from './setup-from-nothing.ts';
import { setupInstallFailed } from './setup-install-failed.ts';
import { setupLostAnswer } from './setup-lost-answer.ts';
import { setupLowerVersion } from './setup-lower-version.ts';
import { setupMissingProjectId } from './setup-missing-project-id.ts';
import { setupNewestVersion } from './setup-newest-version.ts';
import { setupNoRoom } from './setup-no-room.ts';
import { setupNoVersion } from './setup-no-version.ts';
import { setupNothingToDo } from './setup-nothing-to-do.ts';
import { setupOldVersion } from './setup-old-version.ts';
import { setupOwnValues } from './setup-own-values.ts';
import { setupPassingAbnormal } from './setup-passing-abnormal.ts';
import { setupSomebodyElse } from './setup-somebody-else.ts';
import { setupStandard } from './setup-standard.ts';
import { setupStandardWithoutSubnet } from './setup-standard-without-subnet.ts';
import { setupStuck } from './setup-stuck.ts';
import { setupSwappedParameter } from './setup-swapped-parameter.ts';
import { setupSwappedSubnet } from './setup-swapped-subnet.ts';
import { setupWithoutObsName } from './setup-without-obs-name.ts';
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
  setupFromNothing,
  setupAddonMissing,
  setupNothingToDo,
  setupWithoutObsName,
  setupSwappedSubnet,
  setupMissingProjectId,
  setupOwnValues,
  setupBrokenValues,
  setupOldVersion,
  setupNewestVersion,
  setupNoVersion,
  setupLowerVersion,
  setupSwappedParameter,
  setupStandard,
  setupStandardWithoutSubnet,
  setupBusy,
  setupAbnormal,
  setupInstallFailed,
  setupForbiddenList,
  setupForbiddenTemplates,
  setupForbiddenCreate,
  setupForbiddenShow,
  setupForbiddenUpdate,
  setupLostAnswer,
  setupSomebodyElse,
  setupBusyMeanwhile,
  setupPassingAbnormal,
  setupNoRoom,
  setupFailsToInstall,
  setupStuck,
];
