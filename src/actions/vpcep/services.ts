import type { Context } from '../../core/action.ts';
import { type EndpointPurpose, type Finding, finding } from '../../core/finding.ts';
import type { EndpointService } from '../../ports/cloud.ts';
import type { Subject, VpcReadings } from '../precheck/known.ts';
import { candidates, isGatewayType, PURPOSES, serviceNameOf } from '../precheck/standing.ts';
import { isNotFound, type Reading, readSource, SOURCES } from '../sources.ts';

/** The services that endpoints are to be made for, by purpose: those that have no endpoint yet and whose name is known. */
export type Services = { readonly [Purpose in EndpointPurpose]?: Reading<EndpointService> };

/** Asks for each service once, all at the same time; nothing where the endpoints are not known. */
export async function describeServices(
  context: Context,
  { target, obsServiceName }: Subject,
  vpc: Pick<VpcReadings, 'vpcId' | 'endpoints'> | null,
): Promise<Services> {
  if (!vpc?.endpoints.ok) return {};
  const { ports, signal } = context;
  const rules = { region: target.region, vpcId: vpc.vpcId, obsServiceName, podRouteTableIds: [] };
  const endpoints = vpc.endpoints.value;
  const named = PURPOSES.flatMap((purpose) => {
    const name = serviceNameOf(purpose, rules);
    return name === null || candidates(purpose, endpoints, rules).length > 0 ? [] : { purpose, name };
  });
  // Somebody may have given the name of another purpose's service for OBS: it is asked for once all the same.
  const asked = new Map<string, Promise<Reading<EndpointService>>>();
  for (const { name } of named) {
    if (asked.has(name)) continue;
    asked.set(
      name,
      readSource(SOURCES.endpointService, signal, () => ports.endpoints.describeService(name, signal)),
    );
  }
  const answered = named.map(async ({ purpose, name }) => [purpose, await asked.get(name)] as const);
  return Object.fromEntries(await Promise.all(answered));
}

/** Why no endpoint can be made for what a name was found to be; null: one can. */
export function serviceProblem(purpose: EndpointPurpose, name: string, service: Reading<EndpointService>): Finding | null {
  if (!service.ok) return isNotFound(service) ? finding('endpoint_service_unknown', { service_name: name }) : service.finding;
  const { type } = service.value;
  const expected = purpose === 'obs' ? 'gateway' : 'interface';
  if (purpose === 'obs' ? isGatewayType(type) : type === expected) return null;
  return finding('endpoint_service_mismatch', { purpose, service_name: name, service_type: type, expected });
}
