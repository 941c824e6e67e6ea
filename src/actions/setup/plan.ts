import { type Code, type Finding, finding } from '../../core/finding.ts';
import { type Blocked, isBlocked, type Plan, type Step } from '../../core/plan.ts';
import type { Cluster } from '../../ports/cloud.ts';
import { detailOf, judgeArm } from '../precheck/addon.ts';
import type { Known } from '../precheck/known.ts';
import { hasArm, type Readings } from '../precheck/result.ts';
import { lookUp } from '../precheck/subnets.ts';
import { lacksObsName, planEndpoints, type VpcepState } from '../vpcep/plan.ts';
import { inTheWay } from './look.ts';
import type { SetupParams } from './parameters.ts';
import { ADDON_STEP, changeStep, installStep } from './steps.ts';
import { changesTo, type Wanted } from './values.ts';
import { chooseVersion } from './version.ts';

/** What the read found, and what follows from it. */
export interface SetupState extends VpcepState {
  readonly readings: Readings;
}

/** Whose project it is, and whether an approved plan is made again: then what is in the way may be this very run's. */
interface About {
  readonly target: { readonly projectId: string };
  readonly applying?: boolean;
}

type AddonPlan =
  | { readonly step: Step; readonly version: string; readonly podSubnetId: string; readonly warnings: readonly Finding[] }
  | { readonly problems: readonly Finding[] };

/** The subnets that pods on CCI get their addresses from: the given one alone, else all of the cluster's own. */
const podSubnets = ({ cci_subnet_id: given }: SetupParams, { eniSubnetIds }: Cluster): readonly string[] =>
  given === undefined ? eniSubnetIds : [given];

function wantedOf(given: SetupParams, cluster: Cluster, { index }: Known, vpcId: string, projectId: string): Wanted {
  const podSubnetIds = podSubnets(given, cluster);
  return {
    clusterId: cluster.id,
    clusterName: cluster.name,
    vpcId,
    projectId,
    podSubnetIds,
    furtherSubnet(id) {
      if (given.cci_subnet_id !== undefined || index === null) return podSubnetIds.find((each) => each.toLowerCase() === id) ?? null;
      return lookUp(index, 'cci_subnet_id', id).subnet?.neutronSubnetId ?? null;
    },
  };
}

function planAddon(given: SetupParams, { readings, known, vpc }: SetupState, { target, applying = false }: About): AddonPlan {
  const { cluster, addon } = readings;
  if (!cluster.ok || !addon.ok || !vpc || !known) throw new Error('precheck let an unknown cluster pass');
  const installed = addon.value;
  const [podSubnetId] = podSubnets(given, cluster.value);
  if (podSubnetId === undefined) return { problems: [finding('cci_subnet_unresolved', { mode: cluster.value.networkMode })] };

  const chosen = chooseVersion(given.addon_version, installed, cluster.value, readings.versions);
  const changes = changesTo(installed ? installed.values : {}, wantedOf(given, cluster.value, known, vpc.vpcId, target.projectId));
  const invalid = 'invalid' in changes ? [finding('addon_values_invalid', { field: changes.invalid })] : [];
  if ('problem' in chosen || 'invalid' in changes) return { problems: [...('problem' in chosen ? [chosen.problem] : []), ...invalid] };

  const { version } = chosen;
  const step = installed ? changeStep(installed, version, changes) : installStep(version, changes);
  const problems = installed && !applying ? inTheWay(installed, step) : [];
  if (problems.length > 0) return { problems };
  const arm = hasArm(cluster.value, readings.capacity);
  const nodes = readings.capacity.ok ? readings.capacity.value.arm_node_count : null;
  return { step, version, podSubnetId, warnings: [...chosen.warnings, ...(arm ? judgeArm(version, nodes).warnings : [])] };
}

/** Precheck's words about the add-on are about how it is; a plan says how it will be, or why it is in the way. */
const SAID_BETTER: readonly Code[] = ['addon_busy', 'arm_nodes'];

/**
 * Everything that `vpcep` plans, and then the add-on. What the plan itself sets right (wrong values of the add-on) is not in its way; an OBS
 * name that nobody was told is: without it pods get no image. All that is in the way is said at once, except what only matters where
 * bursting is possible at all.
 */
export function planSetup(given: SetupParams, state: SetupState, about: About): Plan | Blocked {
  const faults = state.precheck.issues.flatMap((issue) => (issue.code === 'addon_misconfigured' ? issue.facts : []));
  const issues = state.precheck.issues.filter(({ code }) => code !== 'addon_misconfigured');
  const endpoints = planEndpoints(given, { ...state, precheck: { ...state.precheck, issues, success: issues.length === 0 } });
  if (issues.length > 0) return endpoints;

  const obs = lacksObsName(state) && state.known ? [finding('obs_name_required', { region: state.known.rules.region })] : [];
  const addon = planAddon(given, state, about);
  const problems = [...(isBlocked(endpoints) ? endpoints.issues : []), ...obs, ...('problems' in addon ? addon.problems : [])];
  const warnings = endpoints.warnings.filter(
    (each) =>
      !SAID_BETTER.includes(each.code) &&
      !problems.some((problem) => JSON.stringify(problem) === JSON.stringify(each)) &&
      !(each.code === 'addon_unhealthy' && (faults.length > 0 || problems.some(({ code }) => code === 'addon_broken'))) &&
      !(each.code === 'endpoint_missing' && obs.length > 0),
  );
  if (isBlocked(endpoints) || 'problems' in addon || problems.length > 0) return { issues: problems, warnings };

  const installed = state.readings.addon.ok ? state.readings.addon.value : null;
  const repair =
    faults.length > 0 && installed ? [finding('addon_repair', { faults, status: installed.status, detail: detailOf(installed) })] : [];
  return {
    resolved: { ...endpoints.resolved, cci_subnet_id: addon.podSubnetId, addon_version: addon.version },
    steps: [...endpoints.steps, addon.step],
    // The add-on itself costs nothing; pods on CCI do, once there are some.
    cost: [...endpoints.cost, ...(addon.step.verb === 'create' ? [{ step: ADDON_STEP, charged: false, unit: 'pod' } as const] : [])],
    warnings: [...repair, ...addon.warnings, ...warnings],
  };
}
