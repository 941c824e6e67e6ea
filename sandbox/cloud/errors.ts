import { randomBytes } from 'node:crypto';
import type { Service } from '../../src/core/finding.ts';
import type { Answer } from './traffic.ts';

interface Detail {
  readonly code?: string;
  readonly message?: string;
}

/** The API gateway in front of every service refuses bad signatures and too many calls; the service never sees them. */
function gatewayRefusal(status: 401 | 429, message?: string): Answer {
  const [error_code, error_msg] =
    status === 401
      ? ['APIGW.0301', 'Incorrect IAM authentication information: verify aksk signature fail']
      : ['APIGW.0308', 'The throttling threshold has been reached: policy user over ratelimit,limit:10,time:1 minute'];
  const requestId = newRequestId();
  return { status, headers: { 'x-request-id': requestId }, body: { error_msg: message ?? error_msg, error_code, request_id: requestId } };
}

/** The IAM denial as this service words it. */
export const denial = (service: Service, action: string): Detail => ({
  message: service === 'CCE' ? `User is not authorized to perform: ${action}` : `Policy doesn't allow ${action} to be performed.`,
});

/** An error in the service's own shape, with a request id of its own. */
export function errorAnswer(service: Service, status: number, detail: Detail = {}): Answer {
  if (service !== 'Kubernetes' && (status === 401 || status === 429)) return gatewayRefusal(status, detail.message);
  return { status, headers: { 'x-request-id': newRequestId() }, body: SHAPES[service](status, detail) };
}

const newRequestId = (): string => randomBytes(16).toString('hex');

interface CceError {
  readonly errorCode: string;
  readonly errorMessage: string;
  readonly legacy?: readonly [code: string, message: string];
  readonly reason: string;
  readonly message: string;
}

const CCE: Readonly<Record<number, CceError>> = {
  400: {
    errorCode: 'CCE.01400001',
    errorMessage: 'Invalid request.',
    legacy: ['CCE_CM.0004', 'Request is invalid'],
    reason: 'BadRequest',
    message: 'Request is invalid',
  },
  403: { errorCode: 'CCE.01403001', errorMessage: 'Forbidden.', reason: 'Forbidden', message: 'Forbidden' },
  404: {
    errorCode: 'CCE.01404001',
    errorMessage: 'Resource not found.',
    legacy: ['CCE_CM.0003', 'Resource not found'],
    reason: 'NotFound',
    message: 'Resource not found',
  },
  409: {
    errorCode: 'CCE.01409001',
    errorMessage: 'The resource already exists.',
    reason: 'Conflict',
    message: 'resource already exists',
  },
};
const CCE_INTERNAL: CceError = {
  errorCode: 'CCE.01500001',
  errorMessage: 'Internal error.',
  reason: 'InternalError',
  message: 'internal error',
};

const VPCEP: Readonly<Record<number, readonly [code: string, message: string]>> = {
  400: ['EndPoint.0002', 'Parameter error.'],
  403: ['EndPoint.0004', 'Authentication information is incorrect or you have no permissions.'],
  404: ['EndPoint.0005', 'The requested resource does not exist.'],
  409: ['EndPoint.0002', 'The endpoint already exists.'],
};

const IAM_TITLES: Readonly<Record<number, readonly [title: string, message: string]>> = {
  400: ['Bad Request', 'The request is invalid.'],
  403: ['Forbidden', 'You are not authorized to perform the requested action.'],
  404: ['Not Found', 'Could not find project'],
};

/** The bodies differ by service, and some by status: that is the point. */
const SHAPES: Readonly<Record<Service, (status: number, detail: Detail) => unknown>> = {
  CCE: (status, detail) => {
    const known = CCE[status] ?? CCE_INTERNAL;
    const [error_code, error_msg] = known.legacy ?? [];
    return {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      code: status,
      errorCode: detail.code ?? known.errorCode,
      errorMessage: known.errorMessage,
      ...(error_code === undefined ? {} : { error_code, error_msg }),
      reason: known.reason,
      message: detail.message ?? known.message,
    };
  },
  VPC: (status, detail) => ({
    code: detail.code ?? (status === 404 ? 'VPC.0202' : status === 403 ? 'VPC.0010' : status >= 500 ? 'VPC.0001' : 'VPC.0101'),
    message: detail.message ?? (status === 404 ? 'The subnet could not be found.' : status >= 500 ? 'Internal error.' : 'Request refused.'),
  }),
  // Denials and missing things come nested, everything else flat: both forms exist in the field.
  VPCEP: (status, detail) => {
    const [code, message] = VPCEP[status] ?? ['EndPoint.0001', 'System error. Please retry.'];
    const error_code = detail.code ?? code;
    const error_msg = detail.message ?? message;
    return status === 403 || status === 404 ? { error: { message: error_msg, code: error_code } } : { error_code, error_msg };
  },
  IAM: (status, detail) => {
    const [title, message] = IAM_TITLES[status] ?? [
      'Internal Server Error',
      'An unexpected error prevented the server from fulfilling your request.',
    ];
    return { error: { code: status, message: detail.message ?? message, title } };
  },
  SWR: (status, detail) => ({
    errors: [
      {
        errorCode: detail.code ?? (status === 403 ? 'SVCSTG.SWR.4030170' : `SVCSTG.SWR.${status}0001`),
        errorMessage: status === 403 ? 'Insufficient permissions' : (detail.message ?? 'Request refused'),
      },
    ],
  }),
  Kubernetes: (status, detail) => ({
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message: detail.message ?? KUBERNETES[status]?.message ?? 'Internal error occurred',
    reason: detail.code ?? KUBERNETES[status]?.reason ?? 'InternalError',
    code: status,
  }),
};

const KUBERNETES: Readonly<Record<number, { readonly reason: string; readonly message: string }>> = {
  400: { reason: 'BadRequest', message: 'the request is invalid' },
  401: { reason: 'Unauthorized', message: 'Unauthorized' },
  403: { reason: 'Forbidden', message: 'forbidden' },
  404: { reason: 'NotFound', message: 'the server could not find the requested resource' },
  405: { reason: 'MethodNotAllowed', message: 'the server does not allow this method on the requested resource' },
  410: { reason: 'Expired', message: 'The provided continue parameter is too old to display a consistent list result.' },
  429: { reason: 'TooManyRequests', message: 'too many requests, please try again later' },
};
