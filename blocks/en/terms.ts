import type { AddonFault, EndpointProblem, EndpointPurpose, HeadroomReason } from '../../src/core/finding.ts';

/** Words that several sentences share. */
export const PURPOSE: Readonly<Record<EndpointPurpose, string>> = {
  swr: 'image pulls from SWR',
  'swr-api': 'the SWR registry API',
  obs: 'image layers in OBS',
};

/** What the CCE console calls the category of a cluster (CCE API: `spec.category`). */
export const categoryName = (category: string): string =>
  category === 'CCE' ? 'CCE Standard' : category === 'Turbo' ? 'CCE Turbo' : category;

export const ADDON: Readonly<Record<Exclude<AddonFault['problem'], 'missing'>, string>> = {
  swapped: 'the VPC subnet id where the IPv4 subnet id of the same subnet belongs',
  foreign: 'which does not belong to the VPC or project of this cluster',
};

export const HEADROOM: Readonly<Record<HeadroomReason, string>> = {
  few_nodes: 'fewer than two schedulable physical nodes',
  no_node_fits: 'no node has enough CPU and memory free',
  aggregate: 'all nodes together have too little free',
  pod_slots: 'too few free pod slots (it needs 7 on a node)',
};

interface ProblemWords {
  readonly says: (status: string, detail: string) => string;
  readonly remedy: string;
}

const withDetail = (text: string) => (_: string, detail: string) => (detail === '' ? text : `${text}: ${detail}`);
const CONSOLE = '(VPC Endpoint console)';

export const ENDPOINT_PROBLEM: Readonly<Record<EndpointProblem, ProblemWords>> = {
  creating: { says: () => 'is still being created', remedy: 'Wait one or two minutes, then run precheck again.' },
  pending_acceptance: {
    says: () => 'waits for the owner of the service to accept it',
    remedy: 'Ask the owner of the service to accept the connection, or open a service ticket.',
  },
  rejected: {
    says: withDetail('was rejected by the owner of the service'),
    remedy: `Ask the owner why; then delete the endpoint and buy it again ${CONSOLE}.`,
  },
  failed: {
    says: withDetail('could not be created'),
    remedy: `Check the service name; then delete the endpoint and buy it again ${CONSOLE}.`,
  },
  frozen: { says: () => 'is frozen', remedy: 'Settle the account (Billing Center): frozen endpoints carry no traffic.' },
  dns_disabled: {
    says: () => 'has no private domain name, so pods do not find it by the name of the registry',
    remedy: `Delete it and buy it again with "Create a Private Domain Name" ${CONSOLE}.`,
  },
  disabled: { says: () => 'is disabled', remedy: 'Ask the owner of the endpoint service to enable the connection.' },
  route_table: {
    says: (_, detail) => `is not in the route table of the pod subnet (${detail})`,
    remedy: `Add every route table of the VPC to the endpoint ${CONSOLE}.`,
  },
  unknown: {
    says: (status) => `has the unknown status ${status || '(empty)'}`,
    remedy: `Look at it ${CONSOLE}: it does not count as ready.`,
  },
};

/** Why a worker refused what a gateway had let through. */
export const REFUSED: ReadonlyMap<string, string> = new Map(
  Object.entries({
    unknown_command: 'This worker does not know the command.',
    unlisted_cluster: 'The cluster is not in the configuration of the worker.',
    other_cluster: 'In the configuration of the worker, this is another cluster.',
    wrong_channel: 'Runs of this cluster may not be made in this channel.',
    not_listed: 'The requester is not on the list of people who may ask for this.',
    nobody_listed: 'Nobody is on the list of people who may ask for this.',
    guest: 'Guests may not ask for this.',
    bot: 'Bots may not ask for this.',
    deactivated: 'The account of the requester is deactivated.',
    foreign: 'The requester belongs to another workspace.',
    unknown: 'It could not be found out whether the requester may ask for this.',
  }),
);
