import type { EndpointTemplates } from '../../config/config.ts';
import type { CloudService } from './operations.ts';

const DEFAULTS: Readonly<Record<CloudService, string>> = {
  CCE: 'https://cce.{region}.myhuaweicloud.com',
  VPC: 'https://vpc.{region}.myhuaweicloud.com',
  VPCEP: 'https://vpcep.{region}.myhuaweicloud.com',
  SWR: 'https://swr-api.{region}.myhuaweicloud.com',
  IAM: 'https://iam.{region}.myhuaweicloud.com',
};

/** Its services are under `.eu`, all but VPC (huaweicloud-sdk-nodejs-v3, region lists). */
const EU_REGION = 'eu-west-101';

/**
 * The base URL of a service, without a slash at its end. A path in a configured URL is kept and signed like the rest. Throws a
 * `TypeError` for what cannot be a base URL; the configuration has checked that before.
 */
export function baseUrl(service: CloudService, region: string, templates: EndpointTemplates): string {
  if (!/^[A-Za-z0-9-]+$/.test(region)) throw new TypeError('a region name consists of letters, digits and hyphens');
  const configured = { CCE: templates.cce, VPC: templates.vpc, VPCEP: templates.vpcep, SWR: templates.swr, IAM: templates.iam }[service];
  const url = URL.parse((configured ?? defaultOf(service, region)).replaceAll('{region}', region));
  if (url === null || !/^https?:$/.test(url.protocol)) throw new TypeError(`the ${service} endpoint is no http or https URL`);
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    throw new TypeError(`the ${service} endpoint may have a host, a port and a path, nothing else`);
  // What needs escaping is escaped twice by the SDK's signer, so its signature could never match.
  if (!/^[A-Za-z0-9._~/-]*$/.test(url.pathname)) throw new TypeError(`the path of the ${service} endpoint needs escaping`);
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}

const defaultOf = (service: CloudService, region: string): string =>
  region === EU_REGION && service !== 'VPC' ? DEFAULTS[service].replace(/com$/, 'eu') : DEFAULTS[service];
