import { BasicCredentials } from '@huaweicloud/huaweicloud-sdk-core/auth/BasicCredentials.js';
import { HcClient } from '@huaweicloud/huaweicloud-sdk-core/HcClient.js';
import type { HttpClient } from '@huaweicloud/huaweicloud-sdk-core/http/HttpClient.js';
import type { IHttpRequest } from '@huaweicloud/huaweicloud-sdk-core/http/IHttpRequest.js';
import { Logger4jInstance } from '@huaweicloud/huaweicloud-sdk-core/logger/log4jLogger.js';
import type { Credentials } from '../../config/config.ts';
import type { Answer } from './fault.ts';
import type { WireRequest } from './transport.ts';

// The SDK logs to standard output, with headers and bodies where DEBUG=DEBUG is set.
Logger4jInstance.level = 'off';

/** One call of a generated client: it gets the SDK's client and hands a request to it. What it resolves to is not used. */
export type SdkCall = (client: HcClient) => Promise<unknown>;

/**
 * Lets the SDK make and sign the request of one call, and `send` send it. The SDK's own HTTP client is left out on purpose: it drops error
 * bodies and `Retry-After`, knows no abort, keeps the last request and answer in static fields, and repeats requests, writes included.
 */
export async function signedCall(
  call: SdkCall,
  to: { readonly endpoint: string; readonly credentials: Credentials; readonly projectId: string | null },
  send: (request: WireRequest) => Promise<Answer>,
): Promise<Answer> {
  let sent: Promise<Answer> | undefined;
  const http = {
    async sendRequest(request: IHttpRequest) {
      sent = send(wireRequestOf(request));
      // The SDK would replace the error; it is thrown below, as it is.
      await Promise.allSettled([sent]);
      return { data: {}, statusCode: 200, headers: {} };
    },
  };
  const credential = new BasicCredentials({ ak: to.credentials.ak, sk: to.credentials.sk });
  if (to.projectId !== null) credential.withProjectId(to.projectId);
  if (to.credentials.securityToken !== null) credential.withSecurityToken(to.credentials.securityToken);
  await call(new HcClient(http as unknown as HttpClient).withCredential(credential).withEndpoints([to.endpoint]));
  if (sent === undefined) throw new Error('the SDK sent no request');
  return sent;
}

function wireRequestOf(request: IHttpRequest): WireRequest {
  const url = new URL(String(request.endpoint));
  for (const [name, value] of Object.entries(request.queryParams ?? {})) url.searchParams.append(name, String(value));
  return {
    method: String(request.method),
    url,
    headers: request.headers as Record<string, string>,
    // The signature covers these very bytes, also those of a GET (the CCE client sends `{}`).
    body: request.data === undefined ? null : JSON.stringify(request.data),
  };
}
