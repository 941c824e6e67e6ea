import type { SmokeFacts } from '../../src/core/findings/smoke.ts';

/** Facts of every code about smoke workloads, with one text wherever a text may be. */
export const smokeFactsOf = (x: string): SmokeFacts => ({
  workload_foreign: { namespace: x, name: x, why: 'label', managers: [x, x], image: x },
  field_conflict: { resource: x, conflicts: [{ field: x, manager: x }] },
  being_deleted: { resource: x },
  addresses_short: { available: 1, needed: 3, subnets: [x, x] },
  addon_absent: { namespace: x, name: x },
  image_docker_hub: { image: x },
  image_public_namespace: { image: x, namespace: x },
  image_other_region: { image: x, image_region: x, region: x },
  image_other_registry: { image: x, registry: x },
  image_lookalike: { image: x, registry: x },
  image_unpinned: { image: x },
  image_fallback: { image: x, region: x, namespaces: 0 },
});
