import { hide } from '../core/secret.ts';
import type { ClusterConfig, Credentials, HuaweiConfig, ProxyConfig } from './config.ts';
import { ENDPOINT, PROJECT_ID, PROXY_URL, SECRET, TEXT } from './kinds.ts';
import { CREDENTIAL_FAMILIES, type Variables } from './variables.ts';

/** Everything about Huawei Cloud but the credentials. */
export function readHuawei(variables: Variables, credentials: HuaweiConfig['credentials'], proxy: ProxyConfig): HuaweiConfig {
  return {
    credentials,
    projectId: variables.optional(PROJECT_ID, 'HUAWEI_PROJECT_ID', 'HUAWEICLOUD_SDK_PROJECT_ID'),
    endpoints: {
      cce: variables.optional(ENDPOINT, 'HUAWEI_ENDPOINT_CCE'),
      vpc: variables.optional(ENDPOINT, 'HUAWEI_ENDPOINT_VPC'),
      vpcep: variables.optional(ENDPOINT, 'HUAWEI_ENDPOINT_VPCEP'),
      swr: variables.optional(ENDPOINT, 'HUAWEI_ENDPOINT_SWR'),
      iam: variables.optional(ENDPOINT, 'HUAWEI_ENDPOINT_IAM'),
    },
    proxy,
  };
}

/** A proxy's URL may hold a password. The documented spelling wins over the lower-case one. */
export function readProxy(variables: Variables): ProxyConfig {
  const proxy = {
    httpsProxy: variables.optional(PROXY_URL, 'HTTPS_PROXY', 'https_proxy'),
    httpProxy: variables.optional(PROXY_URL, 'HTTP_PROXY', 'http_proxy'),
    noProxy: variables.optional(TEXT, 'NO_PROXY', 'no_proxy'),
  };
  return hide(proxy, 'httpsProxy', 'httpProxy');
}

/**
 * All credentials that are set and that a cluster, or the unnamed rest, may use. Half a pair is a mistake. So is a pair that one of
 * `serves` needs and that is not set; `unnamed` says why the unnamed ones are needed, null that they are not.
 */
export function readCredentials(
  variables: Variables,
  clusters: Iterable<ClusterConfig>,
  needs: { serves: readonly ClusterConfig[]; unnamed: string | null },
): HuaweiConfig['credentials'] {
  const found = new Map<string, Credentials>();
  for (const name of new Set(['', ...[...clusters].map((cluster) => cluster.credentials ?? '')])) {
    const suffix = name ? (`_${name.toUpperCase()}` as const) : '';
    const family = CREDENTIAL_FAMILIES.find(({ ak, sk }) => variables.given(`${ak}${suffix}`) || variables.given(`${sk}${suffix}`));
    if (family) {
      const [ak, sk] = [`${family.ak}${suffix}`, `${family.sk}${suffix}`] as const;
      const credentials = {
        ak: variables.required(SECRET, ak, `is not set, but ${sk} is: they belong together`),
        sk: variables.required(SECRET, sk, `is not set, but ${ak} is: they belong together`),
        securityToken: variables.optional(SECRET, `${family.token}${suffix}`),
      };
      found.set(name, hide(credentials, 'ak', 'sk', 'securityToken'));
      continue;
    }
    const users = needs.serves.filter((cluster) => (cluster.credentials ?? '') === name).map(({ alias }) => `clusters.${alias}`);
    const why = [...users, ...(name === '' && needs.unnamed ? [needs.unnamed] : [])];
    if (why.length > 0) {
      for (const variable of ['HUAWEI_AK', 'HUAWEI_SK'])
        variables.refuse(`${variable}${suffix}`, `is not set; needed for ${why.join(', ')}`);
    }
  }
  return found;
}
