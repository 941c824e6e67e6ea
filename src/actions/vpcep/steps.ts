import type { EndpointPurpose } from '../../core/finding.ts';
import { after, type FieldChange, type Step, textAfter, textsAfter } from '../../core/plan.ts';
import type { Endpoint, EndpointService, NewEndpoint } from '../../ports/cloud.ts';

const KIND = 'vpc-endpoint';

const set = (field: string, value: FieldChange['after']): FieldChange => ({ field, before: null, after: value });

/** One endpoint to be made: all that CreateEndpoint is asked for, and the name it will be found by. */
export const createStep = (
  purpose: EndpointPurpose,
  service: EndpointService,
  vpcId: string,
  place: { readonly subnetId: string } | { readonly routeTableIds: readonly string[] },
): Step => ({
  id: purpose,
  verb: 'create',
  resource: `${KIND} ${service.name}`,
  changes: [
    set('service_name', service.name),
    set('endpoint_service_id', service.id),
    set('vpc_id', vpcId),
    ...('subnetId' in place ? [set('subnet_id', place.subnetId), set('enable_dns', true)] : [set('routetables', place.routeTableIds)]),
  ],
  resourceId: null,
  since: null,
});

/** An endpoint that is there, or coming by itself. */
export const unchangedStep = (purpose: EndpointPurpose, endpoint: Endpoint): Step => ({
  id: purpose,
  verb: 'unchanged',
  resource: `${KIND} ${endpoint.serviceName}`,
  changes: [],
  resourceId: endpoint.id,
  since: endpoint.createdAt,
});

/** What a step says of the endpoint it makes. */
interface Wanted {
  readonly serviceName: string;
  readonly serviceId: string;
  readonly vpcId: string;
  /** Null: a gateway. */
  readonly subnetId: string | null;
  readonly dnsEnabled: boolean;
  readonly routeTableIds: readonly string[];
}

/** Throws for a step that was not made here: a plan of another version. */
export function wantedBy(step: Step): Wanted {
  const has = (field: string): boolean => step.changes.some((change) => change.field === field);
  return {
    serviceName: textAfter(step, 'service_name'),
    serviceId: textAfter(step, 'endpoint_service_id'),
    vpcId: textAfter(step, 'vpc_id'),
    subnetId: has('routetables') ? null : textAfter(step, 'subnet_id'),
    dnsEnabled: !has('routetables') && after(step, 'enable_dns') === true,
    routeTableIds: has('routetables') ? textsAfter(step, 'routetables') : [],
  };
}

/** The request of one step. The description says who made it: evidence for people, and for `runIn`. */
export function requestOf(step: Step, runId: string): NewEndpoint {
  const { serviceId, vpcId, subnetId, dnsEnabled, routeTableIds } = wantedBy(step);
  return { serviceId, vpcId, subnetId, dnsEnabled, routeTableIds, description: `bursting ${runId}` };
}
