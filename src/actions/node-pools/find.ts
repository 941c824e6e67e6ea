import { type Finding, finding } from '../../core/finding.ts';
import { suggest } from '../../core/suggest.ts';
import type { NodePool } from '../../ports/node-pools.ts';

/** Which pool is meant: by id, as which the original skill takes a name too, or by name. */
export interface Asked {
  readonly nodepool_id?: string | undefined;
  readonly nodepool_name?: string | undefined;
}

type Found = { readonly pool: NodePool } | { readonly problem: Finding };

/** The pool that is meant, or why it is none: names are unique in the console, and only usually so in the API. */
export function findPool(pools: readonly NodePool[], { nodepool_id: id, nodepool_name: name }: Asked): Found {
  const asked = id ?? name ?? '';
  const byId = id === undefined ? undefined : pools.find((pool) => pool.id.toLowerCase() === id.toLowerCase());
  const named = byId ? [byId] : pools.filter((pool) => pool.name === asked);
  const [pool, ...others] = named;
  if (!pool) {
    const names = pools.flatMap((each) => (each.isDefault ? [] : each.name)).toSorted();
    return { problem: finding('nodepool_unknown', { asked, nearest: suggest(asked, names), names }) };
  }
  if (others.length > 0) return { problem: finding('nodepool_ambiguous', { name: asked, ids: named.map((each) => each.id).toSorted() }) };
  return { pool };
}
