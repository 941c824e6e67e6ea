import { AKSKSigner } from '@huaweicloud/huaweicloud-sdk-core/auth/AKSKSigner.js';
import { BasicCredentials } from '@huaweicloud/huaweicloud-sdk-core/auth/BasicCredentials.js';
import { PROJECT_ID } from '../../../sandbox/story.ts';

interface SignedOptions {
  readonly method?: string;
  readonly body?: unknown;
  /** The header `X-Project-Id`; null: not sent. */
  readonly projectId?: string | null;
  readonly ak?: string;
  readonly sk?: string;
  readonly signal?: AbortSignal;
}

/** A call signed by the official SDK. `env` is the sandbox's. */
export function signedFetch(env: Readonly<Record<string, string>>, path: string, options: SignedOptions = {}): Promise<Response> {
  const { method = 'GET', body, projectId = PROJECT_ID, signal } = options;
  const url = new URL(path, env.HUAWEI_ENDPOINT_CCE);
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  if (projectId !== null) headers['x-project-id'] = projectId;
  const request = {
    endpoint: `${url.origin}${url.pathname}`,
    url: url.pathname,
    method,
    headers,
    queryParams: Object.fromEntries(url.searchParams),
    ...(body === undefined ? {} : { data: body }),
  };
  const key = new BasicCredentials({ ak: options.ak ?? env.HUAWEI_AK ?? '', sk: options.sk ?? env.HUAWEI_SK ?? '' });
  const signature: Record<string, string> = AKSKSigner.sign(request, key);
  return fetch(url, {
    method,
    headers: { ...headers, ...signature },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  });
}

/** The JSON of a call that succeeds. */
export async function signedJson<T>(env: Readonly<Record<string, string>>, path: string, options: SignedOptions = {}): Promise<T> {
  const response = await signedFetch(env, path, options);
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
  return (await response.json()) as T;
}
