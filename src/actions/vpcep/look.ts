import type { Context } from '../../core/action.ts';
import { isBotError } from '../../core/errors.ts';
import { type EndpointPurpose, finding } from '../../core/finding.ts';
import type { Sight, Step } from '../../core/plan.ts';
import { progress } from '../../core/progress.ts';
import type { Endpoint, Endpoints } from '../../ports/cloud.ts';
import { madeTwice, runIn } from '../precheck/origin.ts';
import { isGateway, PURPOSES, present, standingOf } from '../precheck/standing.ts';
import { wantedBy } from './steps.ts';

/**
 * Of a step that makes an endpoint: an endpoint of exactly this service in this VPC is the one it would make, whoever made it and however
 * it is. Of a step that found one: that one; which route tables it has was judged then.
 */
export async function lookForEndpoint(step: Step, context: Pick<Context, 'ports' | 'signal' | 'progress'>): Promise<Sight> {
  const { ports, signal } = context;
  const purpose = PURPOSES.find((each) => each === step.id);
  if (!purpose) throw new Error(`step ${step.id} is none of vpcep`);
  if (step.verb === 'unchanged') return sightOf(context, purpose, await known(step, ports.endpoints, signal), []);
  const { serviceName, vpcId, subnetId, routeTableIds } = wantedBy(step);
  const here = present(await ports.endpoints.list(vpcId, signal), { vpcId });
  const named = here.filter((endpoint) => endpoint.serviceName === serviceName && (subnetId !== null || isGateway(endpoint)));
  return sightOf(context, purpose, named, routeTableIds);
}

async function known(step: Step, endpoints: Endpoints, signal: AbortSignal): Promise<readonly Endpoint[]> {
  if (step.resourceId === null) throw new Error(`step ${step.id} names no endpoint`);
  try {
    const endpoint = await endpoints.show(step.resourceId, signal);
    return present([endpoint], endpoint);
  } catch (error) {
    if (isBotError(error) && error.code === 'not_found') return [];
    throw error;
  }
}

function sightOf(
  context: Pick<Context, 'progress'>,
  purpose: EndpointPurpose,
  endpoints: readonly Endpoint[],
  neededTables: readonly string[],
): Sight {
  const standing = standingOf(purpose, endpoints, { podRouteTableIds: neededTables });
  if (standing.is === 'missing') return { is: 'undone' };
  const { id, description, serviceName, status } = standing.endpoint;
  if (standing.is === 'broken') return { is: 'broken', resourceId: id, why: finding('endpoint_broken', standing.trouble) };
  const twice = madeTwice(endpoints).map((endpoint) => endpoint.id);
  const seen = { resourceId: id, by: runIn(description), ...(twice.length > 0 ? { twice } : {}) };
  if (standing.is === 'ready') return { is: 'done', ...seen };
  context.progress(progress('endpoint_settling', { service_name: serviceName, status }));
  return { is: 'settling', ...seen };
}
