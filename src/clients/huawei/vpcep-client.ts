import type { HcClient } from '@huaweicloud/huaweicloud-sdk-core/HcClient.js';
import type { SdkResponse } from '@huaweicloud/huaweicloud-sdk-core/SdkResponse.js';

/**
 * VPCEP's part of the official SDK that is used here, with its names and builders (VPCEP API v1): the package itself is not published
 * everywhere. Once it is, it replaces this file by an import.
 */
export class ListEndpointsRequest {
  readonly query: Record<string, string | number> = {};

  withVpcId(vpcId: string): this {
    this.query.vpc_id = vpcId;
    return this;
  }
  withLimit(limit: number): this {
    this.query.limit = limit;
    return this;
  }
  withOffset(offset: number): this {
    this.query.offset = offset;
    return this;
  }
}

export class ListEndpointInfoDetailsRequest {
  readonly vpcEndpointId: string;

  constructor(vpcEndpointId: string) {
    this.vpcEndpointId = vpcEndpointId;
  }
}

export class ListServiceDescribeDetailsRequest {
  readonly query: Record<string, string> = {};

  withEndpointServiceName(name: string): this {
    this.query.endpoint_service_name = name;
    return this;
  }
}

export class CreateEndpointRequestBody {
  /** What is not set is not sent. */
  readonly fields: Record<string, string | boolean | readonly string[]>;

  constructor(endpointServiceId: string, vpcId: string) {
    this.fields = { endpoint_service_id: endpointServiceId, vpc_id: vpcId };
  }
  withSubnetId(subnetId: string): this {
    this.fields.subnet_id = subnetId;
    return this;
  }
  withEnableDns(enableDns: boolean): this {
    this.fields.enable_dns = enableDns;
    return this;
  }
  withRoutetables(routetables: readonly string[]): this {
    this.fields.routetables = routetables;
    return this;
  }
  withDescription(description: string): this {
    this.fields.description = description;
    return this;
  }
}

export class CreateEndpointRequest {
  body: CreateEndpointRequestBody['fields'] = {};

  withBody(body: CreateEndpointRequestBody): this {
    this.body = body.fields;
    return this;
  }
}

export class VpcepClient {
  readonly #client: HcClient;

  constructor(client: HcClient) {
    this.#client = client;
  }

  listEndpoints(request: ListEndpointsRequest): Promise<SdkResponse> {
    return this.#get('/v1/{project_id}/vpc-endpoints', request.query, {});
  }

  listEndpointInfoDetails(request: ListEndpointInfoDetailsRequest): Promise<SdkResponse> {
    return this.#get('/v1/{project_id}/vpc-endpoints/{vpc_endpoint_id}', {}, { vpc_endpoint_id: request.vpcEndpointId });
  }

  listServiceDescribeDetails(request: ListServiceDescribeDetailsRequest): Promise<SdkResponse> {
    return this.#get('/v1/{project_id}/vpc-endpoint-services/describe', request.query, {});
  }

  createEndpoint(request: CreateEndpointRequest): Promise<SdkResponse> {
    const url = '/v1/{project_id}/vpc-endpoints';
    const options = { contentType: 'application/json', headers: {}, pathParams: {}, queryParams: {} };
    return this.#client.sendRequest({ method: 'POST', url, data: request.body, ...options });
  }

  #get(url: string, queryParams: Record<string, string | number>, pathParams: Record<string, string>): Promise<SdkResponse> {
    return this.#client.sendRequest({ method: 'GET', url, contentType: 'application/json', headers: {}, pathParams, queryParams });
  }
}
