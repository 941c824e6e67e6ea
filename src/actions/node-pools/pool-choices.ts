import type { Choice, Context } from '../../core/action.ts';

/** The pools that can be given more nodes, by name, each with its flavor and how many nodes it is to have now. */
export async function poolChoices({ ports, target, signal }: Context): Promise<readonly Choice[]> {
  const pools = await ports.nodePools.list(target.clusterId, signal);
  return pools
    .filter(({ isDefault }) => !isDefault)
    .map(({ name, flavor, desiredNodes }) => ({ value: name, label: [name, flavor, `× ${desiredNodes}`].filter(Boolean).join('  ') }));
}
