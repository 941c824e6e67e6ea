import { describe, expect, it } from 'vitest';
import { readFault } from '../../../src/clients/huawei/fault.ts';
import { fixture } from './signed-server.ts';

const ID = 'a1f0c3d29b7e4f58a6d4e2c10b93f7e5';

describe('an error answer, in every shape on the wire', () => {
  it.each<[string, string | null, string, string | null]>([
    ['400-cce-eni-subnet-wrong-kind', 'CCE.01400001', 'Eni subnetId is not in cluster vpc', null],
    ['400-vpcep-parameter', 'EndPoint.0002', 'Parameter error.', null],
    ['401-apigw-signature', 'APIGW.0301', 'Incorrect IAM authentication information: verify aksk signature fail', null],
    ['401-cce-authentication', 'CCE.01401001', 'authentication failed', null],
    ['403-cce-iam-denied', 'CCE.01403001', 'User is not authorized to perform: cce:addonInstance:create', 'cce:addonInstance:create'],
    [
      '403-k8s-rbac',
      'Forbidden',
      'nodes is forbidden: User "0a1b2c" cannot list resource "nodes" in API group "" at the cluster scope',
      null,
    ],
    ['403-swr-iam-denied', 'SVCSTG.SWR.4030170', 'Insufficient permissions', null],
    ['403-v5-identity-policy-encoded', 'APIGW.0302', 'The IAM user is not allowed to perform the requested action.', null],
    ['403-vpcep-iam-denied-flat', 'EndPoint.0004', 'Authentication information is incorrect or you have no permissions.', null],
    ['403-vpcep-iam-denied', 'EndPoint.0004', "Policy doesn't allow vpcep:endpoints:create to be performed.", 'vpcep:endpoints:create'],
    ['404-cce-cluster', 'CCE.01404001', 'cluster not found', null],
    ['404-iam-project', 'Not Found', 'Could not find project', null],
    ['404-vpcep-endpoint', 'EndPoint.0005', 'The requested resource does not exist.', null],
    ['409-cce-exists', 'CCE.01409001', 'addon virtual-kubelet already exists', null],
    [
      '429-apigw-throttled',
      'APIGW.0308',
      'The throttling threshold has been reached: policy user over ratelimit,limit:10,time:1 minute',
      null,
    ],
    ['429-cce-locked', 'CCE.01429002', 'resource is locked', null],
    ['500-cce-internal', 'CCE.01500001', 'internal error', null],
    ['500-vpcep-internal', 'EndPoint.0001', 'System error. Please retry.', null],
  ])('%s', (name, code, text, action) => {
    const { headers, body } = fixture(`error.${name}`) as { headers: Record<string, string>; body: unknown };
    expect(readFault({ headers, body: JSON.stringify(body) })).toEqual({ code, text, action, requestId: ID });
  });

  it.each<[string, string, string | null, string]>([
    ['VPC', '{"code":"VPC.0202","message":"Query resource by id fail."}', 'VPC.0202', 'Query resource by id fail.'],
    ['CCE, legacy', '{"ErrorCode":"CCE.01","Message":"old"}', 'CCE.01', 'old'],
    ['CCE, documented', '{"errorCode":"CCE.02","errorMessage":"new"}', 'CCE.02', 'new'],
    ['neutron', '{"NeutronError":{"type":"SubnetNotFound","message":"gone","detail":""}}', 'SubnetNotFound', 'gone'],
    ['a list without an entry', '{"errors":[]}', null, ''],
    ['an error that is only text', '{"error":"no"}', null, 'no'],
    ['wrong types everywhere', '{"message":{},"error_msg":7,"error":null,"errors":{},"code":500,"request_id":[]}', null, ''],
    ['a JSON list', '[1]', null, ''],
    ['JSON null', 'null', null, ''],
    ['HTML', '<html><h1>502</h1></html>', null, ''],
    ['nothing', '', null, ''],
  ])('%s', (_shape, body, code, text) => {
    expect(readFault({ headers: {}, body })).toEqual({ code, text, action: null, requestId: null });
  });

  it('takes the request id from the body where no header has it', () => {
    expect(readFault({ headers: {}, body: '{"request_id":"abc"}' }).requestId).toBe('abc');
    expect(readFault({ headers: { 'x-request-id': ['first', 'second'] }, body: '{"request_id":"abc"}' }).requestId).toBe('first');
  });

  it.each<[string, string | null]>([
    ["Policy doesn't allow vpc:routeTables:list to be performed.", 'vpc:routeTables:list'],
    ['User iam::domain:user:bob is not authorized to perform: cce:cluster:get', 'cce:cluster:get'],
    ['resource obs:*:*:bucket:logs is not yours', null],
    ['at 12:30:45 something broke', null],
  ])('finds the action in "%s"', (message, action) => {
    expect(readFault({ headers: {}, body: JSON.stringify({ message }) }).action).toBe(action);
  });
});
