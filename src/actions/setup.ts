import { definePlanAction } from '../core/action.ts';
import { clusterKey, vpcKey } from '../core/plan.ts';
import { podSubnetChoices, subnetChoices } from './precheck/subnet-choices.ts';
import { lookForAddon } from './setup/look.ts';
import { params, type SetupParams } from './setup/parameters.ts';
import { planSetup, type SetupState } from './setup/plan.ts';
import { ADDON_STEP } from './setup/steps.ts';
import { needsVersions } from './setup/version.ts';
import { writeAddon } from './setup/write.ts';
import { parameterHelp } from './vpcep/parameters.ts';
import { makesEndpoints } from './vpcep/plan.ts';
import { readEndpoints } from './vpcep/read.ts';
import { vpcep } from './vpcep.ts';

const ENDPOINT_MS = 5 * 60_000;
const ADDON_MS = 15 * 60_000;

/** From a cluster with nothing to one that bursts: the endpoints that are missing, then the add-on. Nothing is ever uninstalled. */
export const setup = definePlanAction<SetupParams, SetupState>({
  kind: 'plan',
  summary: 'Make the VPC endpoints, then install or correct the bursting add-on',
  skillAction: 'huawei_setup_cce_cci_bursting',
  examples: [
    'setup prod',
    'setup prod obs_endpoint_service_name=cn-north-4.com.myhuaweicloud.v4.obsv2.lz11',
    'setup prod addon_version=1.5.82',
  ],
  params,
  parameterHelp: {
    ...parameterHelp,
    cci_subnet_id: 'IPv4 subnet id of the subnet that pods on CCI get their addresses from (default: all pod subnets of the cluster)',
    addon_version: 'Version of the add-on, never lower than the installed one (default: the installed one, else 1.5.82)',
  },
  form: [
    { heading: 'endpoints', parameters: ['obs_endpoint_service_name', 'vpcep_subnet_id'] },
    { heading: 'addon', parameters: ['cci_subnet_id', 'addon_version'] },
  ],
  options: { vpcep_subnet_id: subnetChoices, cci_subnet_id: podSubnetChoices },
  needs: [...vpcep.needs, 'cce:addonInstance:get'],
  writeNeeds: [...vpcep.writeNeeds, 'cce:addonInstance:create', 'cce:addonInstance:update'],
  timeoutMs: 60_000,
  settleMs: ({ id }) => (id === ADDON_STEP ? ADDON_MS : ENDPOINT_MS),

  read: (given, context) => readEndpoints(context, given, (installed) => needsVersions(given.addon_version, installed)),

  report: ({ precheck: result }) => ({ success: result.success, precheck: result }),

  plan: planSetup,

  writes(state, { target }) {
    const cluster = clusterKey(target);
    const vpc = state.vpc && makesEndpoints(state) ? [vpcKey(target, state.vpc.vpcId)] : [];
    return { leases: [cluster, ...vpc], resources: [`${cluster}/addon`, ...vpc.map((place) => `${place}/endpoints`)] };
  },

  look: (step, context) => (step.id === ADDON_STEP ? lookForAddon(step, context) : vpcep.look(step, context)),

  write: (step, context, runId) => (step.id === ADDON_STEP ? writeAddon(step, context) : vpcep.write(step, context, runId)),

  next: () => [{ command: 'verify', params: { wait: '5m' }, how: 'itself' }],
});
