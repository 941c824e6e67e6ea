import { addonAbnormal } from './addon-abnormal.ts';
import { addonInstalling } from './addon-installing.ts';
import { armNodes } from './arm-nodes.ts';
import { certificateMismatch } from './certificate-mismatch.ts';
import { clusterNotFound } from './cluster-not-found.ts';
import { clusterUnreachable } from './cluster-unreachable.ts';
import { demo } from './demo.ts';
import { diagnoseScenarios } from './diagnose/index.ts';
import { endpointCreating } from './endpoint-creating.ts';
import { endpointFailed } from './endpoint-failed.ts';
import { endpointFrozen } from './endpoint-frozen.ts';
import { endpointPending } from './endpoint-pending.ts';
import { fewAddresses } from './few-addresses.ts';
import { forbiddenAddons } from './forbidden-addons.ts';
import { forbiddenCluster } from './forbidden-cluster.ts';
import { forbiddenEndpoints } from './forbidden-endpoints.ts';
import { forbiddenNodes } from './forbidden-nodes.ts';
import { forbiddenRouteTables } from './forbidden-route-tables.ts';
import { forbiddenSubnets } from './forbidden-subnets.ts';
import { foreignSubnetAddon } from './foreign-subnet-addon.ts';
import { hibernated } from './hibernated.ts';
import { imageReads } from './images/index.ts';
import { lowHeadroom } from './low-headroom.ts';
import { missingProjectIdAddon } from './missing-project-id-addon.ts';
import { noEndpoints } from './no-endpoints.ts';
import { noObs } from './no-obs.ts';
import { nodePoolReads } from './node-pools/index.ts';
import { obsRouteTableMiss } from './obs-route-table-miss.ts';
import { overlap10247 } from './overlap-10-247.ts';
import { overlayNetwork } from './overlay-network.ts';
import { ready } from './ready.ts';
import type { Scenario } from './scenario.ts';
import { standardAllowed } from './standard-allowed.ts';
import { standardCluster } from './standard-cluster.ts';
import { swappedSubnetAddon } from './swapped-subnet-addon.ts';
import { swappedSubnetParameter } from './swapped-subnet-parameter.ts';
import { throttled } from './throttled.ts';
import { verifyScenarios } from './verify/index.ts';

/** What `precheck` tells apart, in the order in which a person would meet it. */
export const scenarios: readonly Scenario[] = [
  ready,
  overlayNetwork,
  standardCluster,
  standardAllowed,
  swappedSubnetParameter,
  swappedSubnetAddon,
  foreignSubnetAddon,
  missingProjectIdAddon,
  noEndpoints,
  noObs,
  endpointPending,
  endpointCreating,
  endpointFailed,
  endpointFrozen,
  obsRouteTableMiss,
  lowHeadroom,
  hibernated,
  overlap10247,
  fewAddresses,
  addonInstalling,
  addonAbnormal,
  armNodes,
  forbiddenCluster,
  forbiddenSubnets,
  forbiddenAddons,
  forbiddenEndpoints,
  forbiddenRouteTables,
  forbiddenNodes,
  clusterNotFound,
  throttled,
  clusterUnreachable,
  certificateMismatch,
  demo,
];

/** Every situation that can be played: it begins with a read, and a demo can show it. */
export const playable: readonly Scenario[] = [...scenarios, ...verifyScenarios, ...diagnoseScenarios, ...nodePoolReads, ...imageReads];

/** By name; undefined for a name that is none. */
export const findScenario = (name: string): Scenario | undefined => playable.find((scenario) => scenario.name === name);
