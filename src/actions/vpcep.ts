import { definePlanAction } from '../core/action.ts';
import { clusterKey, vpcKey } from '../core/plan.ts';
import { subnetChoices } from './precheck/subnet-choices.ts';
import { precheck } from './precheck.ts';
import { lookForEndpoint } from './vpcep/look.ts';
import { parameterHelp, params, type VpcepParams } from './vpcep/parameters.ts';
import { planEndpoints, type VpcepState } from './vpcep/plan.ts';
import { readEndpoints } from './vpcep/read.ts';
import { requestOf } from './vpcep/steps.ts';

/** The VPC endpoints that image pulls go through: makes those that are missing, and touches no other. */
export const vpcep = definePlanAction<VpcepParams, VpcepState>({
  kind: 'plan',
  summary: 'Make the VPC endpoints that pods on CCI pull their images through',
  skillAction: 'huawei_ensure_cce_cci_vpcep',
  examples: ['vpcep prod', 'vpcep prod vpcep_subnet_id=8a1f0c52-6d3e-4b7a-9c14-2e5f7a9b3d60'],
  params,
  parameterHelp,
  form: [{ heading: 'endpoints', parameters: ['obs_endpoint_service_name', 'vpcep_subnet_id'] }],
  options: { vpcep_subnet_id: subnetChoices },
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

  read: (given, context) => readEndpoints(context, given),

  report: ({ precheck: result }) => ({ success: result.success, precheck: result }),

  plan: planEndpoints,

  writes({ vpc }, { target }) {
    const cluster = clusterKey(target);
    if (!vpc) return { leases: [cluster], resources: [] };
    const place = vpcKey(target, vpc.vpcId);
    return { leases: [cluster, place], resources: [`${place}/endpoints`] };
  },

  look: lookForEndpoint,

  async write(step, { ports, signal }, runId) {
    await ports.endpoints.create(requestOf(step, runId), signal);
  },

  next: ({ vpcep_subnet_id }) => [{ command: 'precheck', params: vpcep_subnet_id === undefined ? {} : { vpcep_subnet_id }, how: 'itself' }],
});
