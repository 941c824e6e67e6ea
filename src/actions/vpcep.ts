import { definePlanAction } from '../core/action.ts';
import { subjectOf } from './precheck/known.ts';
import { VPCEP_SUBNET_HELP } from './precheck/parameters.ts';
import { beginReading } from './precheck/read.ts';
import { judge, knownFrom } from './precheck/result.ts';
import { precheck } from './precheck.ts';
import { lookForEndpoint } from './vpcep/look.ts';
import { params, type VpcepParams } from './vpcep/parameters.ts';
import { planEndpoints, type VpcepState } from './vpcep/plan.ts';
import { describeServices } from './vpcep/services.ts';
import { requestOf } from './vpcep/steps.ts';

/** The VPC endpoints that image pulls go through: makes those that are missing, and touches no other. */
export const vpcep = definePlanAction<VpcepParams, VpcepState>({
  kind: 'plan',
  summary: 'Make the VPC endpoints that pods on CCI pull their images through',
  skillAction: 'huawei_ensure_cce_cci_vpcep',
  examples: ['vpcep prod', 'vpcep prod vpcep_subnet_id=8a1f0c52-6d3e-4b7a-9c14-2e5f7a9b3d60'],
  params,
  parameterHelp: {
    vpcep_subnet_id: VPCEP_SUBNET_HELP,
    obs_endpoint_service_name: 'Name of the OBS endpoint service, as a service ticket told you; never guessed (default: the configuration)',
    route_table_ids: 'Route tables for the OBS gateway, comma separated (default: all of the VPC)',
  },
  needs: [...precheck.needs, 'vpcep:epserviceDesc:get'],
  writeNeeds: [
    'vpcep:endpoints:create',
    // Of CreateEndpoint itself, for the subnet and for the private domain name of an interface endpoint.
    'vpc:vpcs:get',
    'dns:zone:create',
    'dns:zone:get',
    'dns:recordset:create',
    'dns:recordset:list',
  ],
  timeoutMs: 60_000,
  settleMs: 5 * 60_000,

  async read(given, context) {
    const subject = subjectOf(context, given);
    const { vpc, all } = beginReading(context, subject);
    const [readings, services] = await Promise.all([all, vpc.then((read) => describeServices(context, subject, read))]);
    return { precheck: judge(subject, readings), vpc: readings.vpc, known: knownFrom(subject, readings), services };
  },

  report: ({ precheck: result }) => ({ success: result.success, precheck: result }),

  plan: planEndpoints,

  writes({ vpc }, { target }) {
    const project = `${target.region}/${target.projectId}`;
    const cluster = `${project}/cluster/${target.clusterId}`;
    if (!vpc) return { leases: [cluster], resources: [] };
    return { leases: [cluster, `${project}/vpc/${vpc.vpcId}`], resources: [`${project}/vpc/${vpc.vpcId}/endpoints`] };
  },

  look: lookForEndpoint,

  async write(step, { ports, signal }, runId) {
    await ports.endpoints.create(requestOf(step, runId), signal);
  },

  next: ({ vpcep_subnet_id }) => [{ command: 'precheck', params: vpcep_subnet_id === undefined ? {} : { vpcep_subnet_id }, how: 'itself' }],
});
