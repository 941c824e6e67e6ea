/** Where the add-on keeps its own objects, and how they are called: labels differ between versions, the beginning of the name does not. */
export const ADDON_NAMESPACE = 'kube-system';

/** A pod, replica set or deployment of the bursting add-on. */
export const isAddonObject = (name: string): boolean => /^(bursting-cceaddon|virtual-kubelet)(-|$)/.test(name);
