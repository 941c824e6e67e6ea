import { type EndpointPurpose, type Finding, finding } from '../../core/finding.ts';
import type { Blocked, Cost, Plan, Step } from '../../core/plan.ts';
import { ENDPOINT_CIDR, overlaps } from '../precheck/cidr.ts';
import type { Known, VpcReadings } from '../precheck/known.ts';
import type { PrecheckResult } from '../precheck/result.ts';
import { candidates, PURPOSES, type Standing, serviceNameOf, standingOf } from '../precheck/standing.ts';
import { lookUp } from '../precheck/subnets.ts';
import type { VpcepParams } from './parameters.ts';
import { chooseRouteTables } from './route-tables.ts';
import { type Services, serviceProblem } from './services.ts';
import { createStep, unchangedStep } from './steps.ts';
import { warningsBeside } from './warnings.ts';

/** What the read found, and what follows from it. */
export interface VpcepState {
  readonly precheck: PrecheckResult;
  /** Both null: the cluster or its VPC is not known; precheck says so. */
  readonly vpc: VpcReadings | null;
  readonly known: Known | null;
  readonly services: Services;
}

/** How pods are served for one purpose, by which name; null: OBS, and nobody was told its name. */
interface Served {
  readonly purpose: EndpointPurpose;
  readonly name: string | null;
  readonly standing: Standing;
}

const servedBy = (vpc: VpcReadings, { rules }: Known): readonly Served[] => {
  const { endpoints } = vpc;
  if (!endpoints.ok) return [];
  return PURPOSES.map((purpose) => ({
    purpose,
    name: serviceNameOf(purpose, rules),
    standing: standingOf(purpose, candidates(purpose, endpoints.value, rules), rules),
  }));
};

/** Whether pods have no way to OBS, and nobody was told by which name to make one. False where the endpoints are not known. */
export const lacksObsName = ({ vpc, known }: Pick<VpcepState, 'vpc' | 'known'>): boolean =>
  vpc !== null && known !== null && servedBy(vpc, known).some(({ name, standing }) => name === null && standing.is === 'missing');

/** Whether an endpoint is to be made: only then does a plan touch what other clusters in the VPC may share. */
export const makesEndpoints = ({ vpc, known }: Pick<VpcepState, 'vpc' | 'known'>): boolean =>
  vpc !== null && known !== null && servedBy(vpc, known).some(({ name, standing }) => name !== null && standing.is === 'missing');

/** A subnet in the reserved range tells that the VPC overlaps it; the VPC's own range is not read. */
const inReservedRange = ({ index }: Known): readonly Finding[] =>
  [...(index?.byId.values() ?? [])]
    .filter(({ cidr }) => overlaps(cidr, ENDPOINT_CIDR))
    .map(({ name, id, cidr }) => finding('cidr_overlap', { subnet_name: name, subnet_id: id, cidr, reserved: ENDPOINT_CIDR }));

/** A place for endpoints of one kind, or why there is none. */
type Place = { readonly subnetId: string } | { readonly routeTableIds: readonly string[] } | { readonly problems: readonly Finding[] };

const interfacePlace = (known: Known, subnetId: string | null): Place => {
  const problems = inReservedRange(known);
  if (problems.length > 0) return { problems };
  const subnet = known.index && lookUp(known.index, 'vpcep_subnet_id', subnetId ?? '').subnet;
  if (!subnet) throw new Error('precheck let an unknown endpoint subnet pass');
  return { subnetId: subnet.id };
};

const gatewayPlace = (vpc: VpcReadings, known: Known, given: readonly string[] | undefined): Place => {
  const chosen = chooseRouteTables(vpc, given, known.rules.podRouteTableIds);
  return 'ids' in chosen ? { routeTableIds: chosen.ids } : chosen;
};

type Creation = { readonly step: Step; readonly cost: Cost } | { readonly problems: readonly Finding[] };

function planCreation(purpose: EndpointPurpose, name: string, services: Services, vpcId: string, place: Place): Creation {
  const service = services[purpose];
  if (!service) throw new Error(`the read left out the service for ${purpose}`);
  const problem = serviceProblem(purpose, name, service);
  const problems = [...(problem ? [problem] : []), ...('problems' in place ? place.problems : [])];
  if (!service.ok || 'problems' in place || problem) return { problems };
  const step = createStep(purpose, service.value, vpcId, place);
  return { step, cost: { step: step.id, charged: service.value.charged, unit: 'hour' } };
}

const unique = (findings: readonly Finding[]): readonly Finding[] => [
  ...new Map(findings.map((each) => [JSON.stringify(each), each])).values(),
];

/**
 * One step for each purpose, in a fixed order. What exists is never touched and never doubled: it is fine, is waited for, or blocks. All
 * that is in the way is said at once, except what only matters where bursting is possible at all.
 */
export function planEndpoints(given: VpcepParams, { precheck, vpc, known, services }: VpcepState): Plan | Blocked {
  const served = vpc && known ? servedBy(vpc, known) : [];
  const broken = served.flatMap(({ standing }) => (standing.is === 'broken' ? finding('endpoint_broken', standing.trouble) : []));
  const coming = served.flatMap(({ standing }) => (standing.is === 'coming' ? finding('endpoint_not_ready', standing.trouble) : []));
  const blocked = (...issues: readonly Finding[]): Blocked => ({
    issues: unique(issues),
    warnings: warningsBeside(issues, precheck.warnings, coming),
  });
  if (!precheck.success || !vpc || !known) return blocked(...precheck.issues, ...broken);

  const { vpcep_subnet_id: subnetId } = precheck.subnet_roles;
  const planned = served.map(({ purpose, name, standing }): Creation | { readonly step: Step } | null => {
    if (standing.is !== 'missing') return { step: unchangedStep(purpose, standing.endpoint) };
    if (name === null) return null;
    const place = purpose === 'obs' ? gatewayPlace(vpc, known, given.route_table_ids) : interfacePlace(known, subnetId);
    return planCreation(purpose, name, services, vpc.vpcId, place);
  });
  const problems = planned.flatMap((each) => (each && 'problems' in each ? each.problems : []));
  if (broken.length + problems.length > 0) return blocked(...broken, ...problems);

  const steps = planned.flatMap((each) => (each && 'step' in each ? each.step : []));
  return {
    resolved: {
      vpcep_subnet_id: subnetId,
      obs_endpoint_service_name: known.rules.obsServiceName,
      // Null stands for all of the VPC: which those are is part of the step that binds them, and of nothing where none does.
      route_table_ids: given.route_table_ids ?? null,
    },
    steps,
    cost: planned.flatMap((each) => (each && 'cost' in each ? each.cost : [])),
    warnings: warningsBeside([], precheck.warnings, coming),
  };
}
