import { type Finding, finding } from '../../core/finding.ts';
import { type ImageReference, parseImage } from '../../core/image-reference.ts';
import { editDistance } from '../../core/suggest.ts';
import { PUBLIC_NAMESPACES } from '../images/rank.ts';

const DOCKER_HUB = ['docker.io', 'index.docker.io', 'registry-1.docker.io', 'registry.hub.docker.com'];
/** Huawei Cloud's own. SWR is in the first, of eu-west-101 in the second. */
const DOMAINS = ['myhuaweicloud.com', 'myhuaweicloud.eu', 'huaweicloud.com'];
/** Of Huawei itself: where the image for cn-north-4 comes from. */
const HUAWEI_NAMESPACES = ['paas-perf'];

const isIn = (host: string, domain: string): boolean => host === domain || host.endsWith(`.${domain}`);
const isHuawei = (host: string): boolean => DOMAINS.some((domain) => isIn(host, domain));

/** The region of an SWR host, basic edition; null: another host. */
const swrRegion = ({ registry, port }: ImageReference): string | null =>
  port === null || port === 443 ? (/^swr\.([a-z0-9-]+)\.myhuaweicloud\.(?:com|eu)$/.exec(registry ?? '')?.[1] ?? null) : null;

/** Another host that people would take for Huawei's: its name inside another domain, or all but its name. */
const looksLikeHuawei = (host: string): boolean => {
  if (isHuawei(host)) return false;
  const domain = host.split('.').slice(-2).join('.');
  const read = host.replaceAll('0', 'o').replaceAll('1', 'l').replaceAll('vv', 'w');
  return read.includes('myhuaweicloud') || DOMAINS.some((own) => editDistance(domain, own) <= 2);
};

export interface ImageVerdict {
  readonly issues: readonly Finding[];
  readonly warnings: readonly Finding[];
}

/** What an image is, for whoever decides: where it comes from, and whether pods on CCI can be expected to get it. Pure. */
export function judgeImage(image: string, region: string): ImageVerdict {
  const reference = parseImage(image);
  if (reference === null) return { issues: [], warnings: [] };
  const { registry, tag, digest } = reference;
  const unpinned = tag === null && digest === null ? [finding('image_unpinned', { image })] : [];
  const warn = (...found: readonly Finding[]): ImageVerdict => ({ issues: [], warnings: [...found, ...unpinned] });
  if (registry === null || DOCKER_HUB.includes(registry)) return warn(finding('image_docker_hub', { image }));
  if (looksLikeHuawei(registry)) return { issues: [finding('image_lookalike', { image, registry })], warnings: unpinned };
  const of = swrRegion(reference);
  if (of === null) return warn(finding('image_other_registry', { image, registry }));
  const [namespace = ''] = reference.repository.split('/');
  const elsewhere = of === region ? [] : [finding('image_other_region', { image, image_region: of, region })];
  const isPublic = [...PUBLIC_NAMESPACES, ...HUAWEI_NAMESPACES].includes(namespace);
  return warn(...elsewhere, ...(isPublic ? [finding('image_public_namespace', { image, namespace })] : []));
}
