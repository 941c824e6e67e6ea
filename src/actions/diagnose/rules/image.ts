/** Where an image comes from: its registry as a host name, in small letters. Without one it is Docker Hub (distribution, reference). */
export function registryOf(image: string): string {
  const [first = '', ...rest] = image.split('/');
  const isHost = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
  return isHost ? first.toLowerCase() : 'docker.io';
}

/** Registries on the internet that a cluster without a way out does not reach. */
const PUBLIC =
  /^(?:(?:[\w-]+\.)*docker\.io|quay\.io|gcr\.io|(?:[\w-]+\.)gcr\.io|ghcr\.io|registry\.k8s\.io|k8s\.gcr\.io|public\.ecr\.aws|mcr\.microsoft\.com)$/;

export const isPublic = (registry: string): boolean => PUBLIC.test(registry);
