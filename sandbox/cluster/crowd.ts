import { machineNode, pod } from './objects.ts';
import { generated, type KubernetesState } from './state.ts';

/** A crowded cluster: its nodes and pods are made only when a page shows them. Pods are spread evenly over the nodes. */
export const crowd = (counts: { readonly nodes: number; readonly pods: number }): Pick<KubernetesState, 'nodes' | 'pods'> => {
  const nodeName = (index: number): string => `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`;
  return {
    nodes: generated(counts.nodes, (index) => machineNode({ name: nodeName(index) })),
    pods: generated(counts.pods, (index) =>
      pod({
        namespace: `team-${index % 40}`,
        name: `web-7c9d5f8b6-${index.toString(36).padStart(5, '0')}`,
        nodeName: nodeName(index % counts.nodes),
        cpu: '100m',
        memory: '128Mi',
        app: 'web',
      }),
    ),
  };
};
