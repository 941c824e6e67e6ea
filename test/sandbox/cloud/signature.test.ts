import { BasicCredentials } from '@huaweicloud/huaweicloud-sdk-core/auth/BasicCredentials.js';
import { HcClient } from '@huaweicloud/huaweicloud-sdk-core/HcClient.js';
import type { IHttpRequest } from '@huaweicloud/huaweicloud-sdk-core/http/IHttpRequest.js';
import { describe, expect, it } from 'vitest';
import { type SignedRequest, verify } from '../../../sandbox/cloud/signature.ts';

const AK = 'FAKEACCESSKEY0000001';
const SK = 'fakeSecretKeyFakeSecretKeyFakeSecret0001';
const skOf = (ak: string): string | undefined => (ak === AK ? SK : undefined);

interface Wanted {
  method?: string;
  url?: string;
  query?: Record<string, string | string[]>;
  data?: object;
  token?: string;
}

/** A request as the official SDK signs it. */
async function signed({ method = 'GET', url = '/v1/p/things', query = {}, data, token }: Wanted = {}): Promise<SignedRequest> {
  let seen: IHttpRequest = {};
  const http = {
    async sendRequest(request: IHttpRequest) {
      seen = request;
      return { data: {}, headers: {} };
    },
  };
  const credential = new BasicCredentials({ ak: AK, sk: SK, projectId: 'p', ...(token === undefined ? {} : { securityToken: token }) });
  await new HcClient(http as never)
    .withCredential(credential)
    .withEndpoints(['https://cce.example.com:8443'])
    .sendRequest({
      method,
      url,
      contentType: 'application/json',
      headers: {},
      pathParams: {},
      queryParams: query,
      ...(data === undefined ? {} : { data }),
    });
  const target = new URL(String(seen.endpoint));
  for (const [key, values] of Object.entries(query)) for (const value of [values].flat()) target.searchParams.append(key, value);
  const headers = Object.fromEntries(Object.entries(seen.headers as Record<string, string>).map(([k, v]) => [k.toLowerCase(), v]));
  return { method, url: `${target.pathname}${target.search}`, headers, rawBody: Buffer.from(data ? JSON.stringify(data) : '') };
}

const SIGNED_HEADERS = /SignedHeaders=[^,]+/;
const withHeader = (request: SignedRequest, name: string, value: string): SignedRequest => ({
  ...request,
  headers: { ...request.headers, [name]: value },
});

describe('a signature of the official SDK', () => {
  it.each<[string, Wanted]>([
    ['a plain read', {}],
    ['a path with a slash at its end', { url: '/v1/p/things/' }],
    ['a query with odd values', { query: { b: "a b&c=d/e'(!*)~ü", a: '1', limit: '500' } }],
    ['a repeated parameter', { query: { id: ['2', '1'] } }],
    ['a body', { method: 'POST', data: { name: 'übergröße', n: [1, null] } }],
    ['a body on a read, as CCE has it', { data: {} }],
    ['a security token', { token: 'a-token' }],
  ])('counts for %s', async (_case, wanted) => {
    expect(verify(await signed(wanted), skOf)).toEqual({ ok: true, ak: AK });
  });

  it.each<[string, (request: SignedRequest) => SignedRequest, string]>([
    ['another method', (request) => ({ ...request, method: 'PUT' }), 'signature differs'],
    ['another path', (request) => ({ ...request, url: request.url.replace('things', 'thinks') }), 'signature differs'],
    ['another query', (request) => ({ ...request, url: `${request.url}&x=1` }), 'signature differs'],
    ['another body', (request) => ({ ...request, rawBody: Buffer.from('{"a":2}') }), 'signature differs'],
    ['a body that looks the same', (request) => ({ ...request, rawBody: Buffer.from('{"a": 1}') }), 'signature differs'],
    ['another project', (request) => withHeader(request, 'x-project-id', 'q'), 'signature differs'],
    ['another host', (request) => withHeader(request, 'host', 'evil.example'), 'signature differs'],
    ['a broken escape', (request) => ({ ...request, url: '/%E0%A4%A' }), 'bad path'],
    ['another payload hash', (request) => withHeader(request, 'x-sdk-content-sha256', 'ab'), 'payload hash differs'],
    ['no signature', (request) => withHeader(request, 'authorization', ''), 'malformed Authorization'],
    ['another scheme', (request) => withHeader(request, 'authorization', 'Bearer x'), 'malformed Authorization'],
    ['no date', (request) => withHeader(request, 'x-sdk-date', ''), 'bad X-Sdk-Date'],
    ['no such date', (request) => withHeader(request, 'x-sdk-date', '20261399T250000Z'), 'bad X-Sdk-Date'],
    [
      'an unknown key',
      (request) => withHeader(request, 'authorization', String(request.headers.authorization).replace(AK, 'OTHER')),
      'unknown access key',
    ],
    [
      'an unsigned host',
      (request) =>
        withHeader(request, 'authorization', String(request.headers.authorization).replace(SIGNED_HEADERS, 'SignedHeaders=x-sdk-date')),
      'host and x-sdk-date must be signed',
    ],
  ])('does not count for %s', async (_case, change, why) => {
    const request = await signed({ method: 'POST', query: { limit: '1' }, data: { a: 1 } });
    expect(verify(change(request), skOf)).toEqual({ ok: false, why });
  });

  it('does not count with another secret key', async () => {
    expect(verify(await signed(), () => 'another')).toEqual({ ok: false, why: 'signature differs' });
  });

  it.each([
    [-16, false],
    [-14, true],
    [14, true],
    [16, false],
  ])('counts %i minutes away: %s', async (minutes, ok) => {
    expect(verify(await signed(), skOf, Date.now() + minutes * 60_000).ok).toBe(ok);
  });
});
