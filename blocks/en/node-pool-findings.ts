import type { NodePoolFacts, NodePoolValue, Quota, Unscalable, UnusedValue } from '../../src/core/findings/node-pools.ts';
import type { FindingWords } from './findings.ts';
import { because, count, list } from './phrases.ts';

const CONSOLE = '(CCE console, Nodes, Node Pools)';
const LISTED = '/bursting nodepools lists them';
const QUOTA_REMEDY = 'Ask for a larger quota (console, Resources, My Quotas), or free some of it; then run the command again.';

const pool = (name: string): string => `node pool ${name || '(without a name)'}`;
const Pool = (name: string): string => `Node pool ${name || '(without a name)'}`;
/** What CCE said, for the middle of a sentence. */
const plain = (detail: string): string => detail.trim().replace(/[.\s]+$/, '');
/** How many nodes, in a sentence. */
const nodes = (n: number): string => count(n, 'node');

const QUOTA: Readonly<Record<Quota, string>> = {
  ecs: 'servers (ECS)',
  cpu: 'vCPUs',
  memory: 'memory',
  security_group: 'security groups',
  eip: 'elastic IP addresses',
  disk: 'disks (EVS)',
};

const VALUE: Readonly<Record<NodePoolValue, string>> = {
  flavor: 'flavor',
  availability_zone: 'availability zone',
  node_count: 'node count',
  ssh_key: 'key pair',
  os: 'operating system',
  root_volume_type: 'system disk type',
  data_volume_type: 'data disk type',
};

interface Obstacle {
  /** `detail`: as CCE says it, empty if it says nothing. */
  readonly says: (detail: string, flavor: string, zone: string) => string;
  readonly remedy: string;
}
const LOOK = `Look at what the pool says ${CONSOLE}, then run the command again.`;

const CANNOT_GROW: Readonly<Record<Unscalable, Obstacle>> = {
  sold_out: {
    says: (detail, flavor, zone) => detail || `flavor ${flavor} is sold out in ${zone}`,
    remedy: 'Make a pool with another flavor or availability zone (/bursting create-nodepool), or try again later.',
  },
  quota: { says: (detail) => `a quota of the account is used up${because(detail)}`, remedy: QUOTA_REMEDY },
  order: {
    says: (detail) => `an order for it is not paid${because(detail)}`,
    remedy: 'Pay or cancel the order (Billing Center), then run the command again.',
  },
  failed: { says: (detail) => `making a node failed${because(detail)}`, remedy: LOOK },
  unknown: { says: (detail) => `CCE marks it as not scalable${because(detail)}`, remedy: LOOK },
};

const unused = ({ parameter, value, used }: UnusedValue): string =>
  `${VALUE[parameter]} ${value}${used.length === 0 ? '' : ` (they have ${list(used, 3)})`}`;

/** What node pool commands find, and how CCE refuses to make nodes. */
export const nodePoolFindings: Pick<FindingWords, keyof NodePoolFacts> = {
  nodepool_unknown: ({ asked, nearest, names }) => ({
    message: `There is no ${pool(asked)} in this cluster.`,
    remedy:
      names.length === 0
        ? 'The cluster has no node pool that can be scaled: make one with /bursting create-nodepool.'
        : `Use ${nearest === null ? 'nodepool_name or nodepool_id of one that is there' : `nodepool_name=${nearest}`}. There ${names.length === 1 ? 'is' : 'are'} ${list(names, 8)}; ${LISTED}.`,
  }),
  nodepool_ambiguous: ({ name, ids }) => ({
    message: `${count(ids.length, 'node pool is', 'node pools are')} called ${name || 'so'}.`,
    remedy: `Give nodepool_id instead: ${list(ids, 5) || LISTED}.`,
  }),
  nodepool_default: ({ name }) => ({
    message: `${Pool(name)} is the default pool: it holds nodes that were added one by one, and CCE cannot scale it.`,
    remedy: 'Choose another pool, or make one with /bursting create-nodepool.',
  }),
  nodepool_shrink: ({ name, nodes: today, asked }) => ({
    message: `${Pool(name)} has ${nodes(today)}, those being made included, and ${asked} would be fewer. The bot never takes nodes away.`,
    remedy: `Give node_count the number it is to have in all, more than ${today}. To make it smaller, drain the nodes and delete them yourself ${CONSOLE}.`,
  }),
  nodepool_deleting: ({ name }) => ({
    message: `${Pool(name)} is being deleted.`,
    remedy: 'Choose another pool, or make one with /bursting create-nodepool.',
  }),
  nodepool_gone: ({ name }) => ({
    message: `${Pool(name)} is gone: somebody deleted it.`,
    remedy: `Choose another pool: ${LISTED}.`,
  }),
  nodepool_outside_autoscaling: ({ name, asked, min, max }) => ({
    message: `${Pool(name)} scales by itself between ${min} and ${nodes(max)}, and ${asked} is outside of that.`,
    remedy: `Give a node_count inside these bounds, or change them first ${CONSOLE}.`,
  }),
  nodepool_scale_groups: ({ name, groups }) => ({
    message: `${Pool(name)} has ${count(groups, 'scale group')} with flavors and zones of their own. The bot scales pools with one.`,
    remedy: `Scale it in the console, where the group can be chosen ${CONSOLE}.`,
  }),
  nodepool_prepaid: ({ name }) => ({
    message: `${Pool(name)} is billed yearly or monthly: a new node is an order that somebody has to pay.`,
    remedy: 'Scale it in the console, or make a pool that is charged on demand with /bursting create-nodepool.',
  }),
  nodepool_name_taken: ({ name, id, different }) => ({
    message:
      different.length === 0
        ? `${Pool(name)} (${id}) is there already, with that flavor, zone and node count.`
        : `There is already a ${pool(name)} (${id}), and it has another ${list(
            different.map((value) => VALUE[value]),
            3,
          )}.`,
    remedy: 'Give another nodepool_name, or make that pool larger with /bursting resize-nodepool.',
  }),
  ssh_key_required: ({ name }) => ({
    message: `${Pool(name)} needs a key pair to log in to its nodes, and none was given. Passwords are not taken: they do not belong in chat.`,
    remedy: 'Give ssh_key the name of a key pair of this region (console, Key Pair Service), or set sshKey for the cluster.',
  }),
  nodepool_busy: ({ name, active, wanted, creating, deleting }) => ({
    message: [
      `${Pool(name)} is being scaled: ${active} of ${nodes(wanted)} active`,
      ...(creating > 0 ? [`${creating} being made`] : []),
      ...(deleting > 0 ? [`${deleting} being deleted`] : []),
    ]
      .join(', ')
      .concat('.'),
    remedy: 'Wait until it has settled, which /bursting nodepools shows; then run the command again.',
  }),
  nodepool_unscalable: ({ name, because: why, flavor, availability_zone, nodes: there, wanted, detail }) => {
    const { says, remedy } = CANNOT_GROW[why];
    const reason = says(plain(detail), flavor ?? 'of its nodes', availability_zone ?? 'its zone');
    const asked = wanted > there ? ` It was asked for ${nodes(wanted)} and has ${there}; CCE may still make the rest once it can.` : '';
    return { message: `${Pool(name)} gets no more nodes: ${reason}.${asked}`, remedy };
  },
  nodepool_error: ({ name, detail }) => ({
    message: `${Pool(name)} is in error${because(detail)}.`,
    remedy: `Look at its events ${CONSOLE}.`,
  }),
  nodepool_inactive_nodes: ({ name, active, nodes: there }) => ({
    message: `${Pool(name)} has ${nodes(there)}, of which ${active} ${active === 1 ? 'is' : 'are'} active; the others take no pods.`,
    remedy: 'Look at the nodes that are not ready (CCE console, Nodes).',
  }),
  nodepool_autoscaled: ({ name, min, max }) => ({
    message: `${Pool(name)} scales by itself between ${min} and ${nodes(max)}: nodes that stay idle may be taken away again.`,
    remedy: `If the nodes are to stay, raise the lower bound ${CONSOLE}.`,
  }),
  nodepool_large_growth: ({ name, added }) => ({
    message: `${Pool(name)} would get ${nodes(added)} at once, each charged until somebody deletes it.`,
    remedy: 'Check that node_count is not a digit too long.',
  }),
  nodepool_values_unused: ({ values }) => ({
    message: `No other node pool of this cluster has ${list(values.map(unused), 6) || 'these values'}. The bot cannot look up whether that exists here.`,
    remedy: 'Compare it with what the console offers (CCE console, Nodes, Create Node Pool): CCE refuses what it does not have.',
  }),
  flavor_unproven_in_turbo: ({ flavor }) => ({
    message: `In a Turbo cluster a flavor needs supplementary network interfaces (sub-ENI), and no node here shows that ${flavor || 'this one'} has them.`,
    remedy: 'Check the flavor in the ECS product description; c6.large.2, for one, has none and is refused.',
  }),
  quota_exceeded: ({ quota, detail }) => ({
    message: `The account has no quota left for ${QUOTA[quota]}, so CCE made no node${because(detail)}.`,
    remedy: QUOTA_REMEDY,
  }),
  cluster_full: ({ detail }) => ({
    message: `The cluster may not have that many nodes${because(detail)}.`,
    remedy: 'Ask for fewer nodes, or change the scale of the cluster (CCE console, cluster overview).',
  }),
  flavor_without_sub_eni: ({ detail }) => ({
    message: `A Turbo cluster cannot use this flavor, because it has no supplementary network interfaces (sub-ENI)${because(detail)}.`,
    remedy: 'Choose a flavor with a sub-ENI quota above 0 (ECS product description); one that a pool of this cluster uses is safe.',
  }),
  flavor_sold_out: ({ detail }) => ({
    message: `The flavor is sold out in that availability zone${because(detail)}.`,
    remedy: 'Choose another flavor or availability zone, or try again later.',
  }),
  zone_unavailable: ({ detail }) => ({
    message: `There is no such availability zone for this cluster${because(detail)}.`,
    remedy: 'Give an availability_zone of the region of the cluster, as /bursting nodepools shows them: cn-north-4a.',
  }),
  state_forbids: ({ operation, detail }) => ({
    message: `CCE (${operation}) refused because of the state of the cluster or of what is in it${because(detail)}.`,
    remedy: 'Wait until the CCE console shows nothing in progress, then run the command again.',
  }),
  account_restricted: ({ detail }) => ({
    message: `The account is restricted, so CCE changes nothing${because(detail)}.`,
    remedy: 'Settle the account (Billing Center), then run the command again.',
  }),
  agency_missing: ({ detail }) => ({
    message: `CCE itself lacks a permission in this account${because(detail)}.`,
    remedy: 'Renew the authorisation of CCE (CCE console, Authorization; IAM, Agencies), then run the command again.',
  }),
};
