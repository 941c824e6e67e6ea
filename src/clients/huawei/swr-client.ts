import type { HcClient } from '@huaweicloud/huaweicloud-sdk-core/HcClient.js';
import type { SdkResponse } from '@huaweicloud/huaweicloud-sdk-core/SdkResponse.js';

/** A page of a list: SWR ignores either of the two without the other. */
export interface Page {
  readonly limit: number;
  readonly offset: number;
}

/**
 * SWR's part of the official SDK that is used here (SWR API v2, basic edition), by its names: three GETs are not worth the package, whose
 * 2.5 MB are nearly all about other calls.
 */
export class SwrClient {
  readonly #client: HcClient;

  constructor(client: HcClient) {
    this.#client = client;
  }

  listNamespaces(): Promise<SdkResponse> {
    return this.#get('/v2/manage/namespaces', {});
  }

  listReposDetails(namespace: string, { limit, offset }: Page): Promise<SdkResponse> {
    return this.#get('/v2/manage/repos', { namespace, limit, offset, order_column: 'name', order_type: 'asc' });
  }

  /** `/` in a repository is `$` in the path (SWR API). The SDK's path parameters would take some `$` for a pattern. */
  listRepositoryTags(namespace: string, repository: string, { limit, offset }: Page): Promise<SdkResponse> {
    const path = `/v2/manage/namespaces/${namespace}/repos/${repository.replaceAll('/', '$')}/tags`;
    return this.#get(path, { limit, offset, order_column: 'updated_at', order_type: 'desc' });
  }

  #get(url: string, queryParams: Record<string, string | number>): Promise<SdkResponse> {
    return this.#client.sendRequest({ method: 'GET', url, contentType: 'application/json', headers: {}, pathParams: {}, queryParams });
  }
}
