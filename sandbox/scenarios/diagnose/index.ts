import type { Scenario } from '../scenario.ts';
import { diagnoseAbnormal } from './diagnose-abnormal.ts';
import { diagnoseAllAtOnce } from './diagnose-all-at-once.ts';
import { diagnoseArm } from './diagnose-arm.ts';
import { diagnoseAzFault } from './diagnose-az-fault.ts';
import { diagnoseCciNotAuthorised } from './diagnose-cci-not-authorised.ts';
import { diagnoseCrashes } from './diagnose-crashes.ts';
import { diagnoseCutNetwork } from './diagnose-cut-network.ts';
import { diagnoseDisabled } from './diagnose-disabled.ts';
import { diagnoseDockerHub } from './diagnose-docker-hub.ts';
import { diagnoseEndpointWithoutName } from './diagnose-endpoint-without-name.ts';
import { diagnoseForbiddenInTheMiddle } from './diagnose-forbidden-in-the-middle.ts';
import { diagnoseForeignDns } from './diagnose-foreign-dns.ts';
import { diagnoseForeignSubnet } from './diagnose-foreign-subnet.ts';
import { diagnoseFrozenEndpoint } from './diagnose-frozen-endpoint.ts';
import { diagnoseGuessedObsName } from './diagnose-guessed-obs-name.ts';
import { diagnoseHealthy } from './diagnose-healthy.ts';
import { diagnoseHibernated } from './diagnose-hibernated.ts';
import { diagnoseImageDenied } from './diagnose-image-denied.ts';
import { diagnoseImageNotFound } from './diagnose-image-not-found.ts';
import { diagnoseInstallFailed } from './diagnose-install-failed.ts';
import { diagnoseInstalling } from './diagnose-installing.ts';
import { diagnoseLabelMissing } from './diagnose-label-missing.ts';
import { diagnoseLabelMissingElsewhere } from './diagnose-label-missing-elsewhere.ts';
import { diagnoseMissingProjectId } from './diagnose-missing-project-id.ts';
import { diagnoseNoAddresses } from './diagnose-no-addresses.ts';
import { diagnoseNoEndpoints } from './diagnose-no-endpoints.ts';
import { diagnoseNoObsEndpoint } from './diagnose-no-obs-endpoint.ts';
import { diagnoseNoRoom } from './diagnose-no-room.ts';
import { diagnoseNodeMissing } from './diagnose-node-missing.ts';
import { diagnoseNodeNotReady } from './diagnose-node-not-ready.ts';
import { diagnoseNotInstalled } from './diagnose-not-installed.ts';
import { diagnoseOutOfMemory } from './diagnose-out-of-memory.ts';
import { diagnoseOverlap } from './diagnose-overlap.ts';
import { diagnoseOverlay } from './diagnose-overlay.ts';
import { diagnoseOwnCrash } from './diagnose-own-crash.ts';
import { diagnosePendingEndpoint } from './diagnose-pending-endpoint.ts';
import { diagnosePodTooLarge } from './diagnose-pod-too-large.ts';
import { diagnosePodsKeptAway } from './diagnose-pods-kept-away.ts';
import { diagnoseRegionMismatch } from './diagnose-region-mismatch.ts';
import { diagnoseRouteTable } from './diagnose-route-table.ts';
import { diagnoseSecrets } from './diagnose-secrets.ts';
import { diagnoseStuckRollout } from './diagnose-stuck-rollout.ts';
import { diagnoseSubnetInLog } from './diagnose-subnet-in-log.ts';
import { diagnoseSwappedSubnet } from './diagnose-swapped-subnet.ts';
import { diagnoseTooOld } from './diagnose-too-old.ts';
import { diagnoseTwoVirtualNodes } from './diagnose-two-virtual-nodes.ts';
import { diagnoseUnreachable } from './diagnose-unreachable.ts';
import { diagnoseUnschedulable } from './diagnose-unschedulable.ts';

/** What `diagnose` tells apart: every row of the pitfalls, in the order of what is looked at. */
export const diagnoseScenarios: readonly Scenario[] = [
  diagnoseHealthy,
  diagnoseNotInstalled,
  diagnoseSwappedSubnet,
  diagnoseForeignSubnet,
  diagnoseMissingProjectId,
  diagnoseCciNotAuthorised,
  diagnoseRegionMismatch,
  diagnoseSubnetInLog,
  diagnoseNoRoom,
  diagnosePodsKeptAway,
  diagnoseOutOfMemory,
  diagnoseCrashes,
  diagnoseDisabled,
  diagnoseStuckRollout,
  diagnoseAbnormal,
  diagnoseInstallFailed,
  diagnoseInstalling,
  diagnoseNodeMissing,
  diagnoseNodeNotReady,
  diagnoseAzFault,
  diagnoseNoEndpoints,
  diagnoseNoObsEndpoint,
  diagnoseGuessedObsName,
  diagnoseFrozenEndpoint,
  diagnosePendingEndpoint,
  diagnoseRouteTable,
  diagnoseEndpointWithoutName,
  diagnoseForeignDns,
  diagnoseDockerHub,
  diagnoseImageDenied,
  diagnoseImageNotFound,
  diagnoseCutNetwork,
  diagnoseLabelMissing,
  diagnoseLabelMissingElsewhere,
  diagnosePodTooLarge,
  diagnoseUnschedulable,
  diagnoseNoAddresses,
  diagnoseOverlap,
  diagnoseTooOld,
  diagnoseArm,
  diagnoseOwnCrash,
  diagnoseOverlay,
  diagnoseHibernated,
  diagnoseUnreachable,
  diagnoseForbiddenInTheMiddle,
  diagnoseAllAtOnce,
  diagnoseTwoVirtualNodes,
  diagnoseSecrets,
];
