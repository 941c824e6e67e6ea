/** A field that somebody else has set to another value than the bot would. */
export interface FieldConflict {
  /** As Kubernetes writes it: `.spec.replicas`. */
  readonly field: string;
  /** The field manager: `kubectl-edit`, `kube-controller-manager`, ... */
  readonly manager: string;
}

/** What is found about a smoke workload, before and while it is made. */
export interface SmokeFacts {
  /** A Deployment of this name that the bot did not make. `why`: its label says so, or it selects other pods. */
  workload_foreign: { namespace: string; name: string; why: 'label' | 'selector'; managers: readonly string[]; image: string };
  /** Server-side apply would have to take fields from others, which is never done. */
  field_conflict: { resource: string; conflicts: readonly FieldConflict[] };
  /** What is being deleted cannot be used, nor made again before it is gone. */
  being_deleted: { resource: string };
  /** The pods' subnets have fewer addresses left than pods are to be added. */
  addresses_short: { available: number; needed: number; subnets: readonly string[] };
  /** Nothing would run the pods: the add-on is not installed. */
  addon_absent: { namespace: string; name: string };

  // What an image is, before anybody approves it.
  image_docker_hub: { image: string };
  /** Of an organisation of SWR that belongs to nobody here. */
  image_public_namespace: { image: string; namespace: string };
  image_other_region: { image: string; image_region: string; region: string };
  image_other_registry: { image: string; registry: string };
  /** The registry's name looks like Huawei's, and is another one. */
  image_lookalike: { image: string; registry: string };
  /** No tag and no digest: `latest`, whatever that is when a pod starts. */
  image_unpinned: { image: string };
  /** Nothing was found in SWR: the image that Huawei offers in this region is used. */
  image_fallback: { image: string; region: string; namespaces: number };
}
