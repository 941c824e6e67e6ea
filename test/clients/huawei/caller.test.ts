import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BotError } from '../../../src/core/errors.ts';
import { CLUSTER, DIRECT, fixture, impatient, KEY, never, PROJECT, SignedServer, VPC } from './signed-server.ts';

let server: SignedServer;
beforeEach(async () => {
  server = await SignedServer.start();
});
afterEach(() => server.stop());

const show = (cloud = server.cloud(), signal = never()) => cloud.project(PROJECT).clusters.show(CLUSTER, signal);
const good = () => ({ body: fixture('cce.show-cluster.turbo-eni') });
const failureOf = async (work: Promise<unknown>): Promise<BotError> => {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof BotError)) throw new Error('no BotError', { cause: error });
  return error;
};
const replyOf = (name: string) => fixture(name) as { status: number; headers: Record<string, string>; body: unknown };

describe('a call', () => {
  it('is signed, for its project, and says little about who makes it', async () => {
    server.answer = good;
    await show();
    const [request] = server.received;
    expect(request?.refused).toBe('');
    expect(request?.headers['x-project-id']).toBe(PROJECT);
    expect(request?.headers['user-agent']).toBe('bursting');
    expect(request?.headers['x-security-token']).toBeUndefined();
    expect(server.calls).toEqual([
      {
        service: 'CCE',
        operation: 'ShowCluster',
        status: 200,
        code: null,
        date: expect.any(String),
        durationMs: expect.any(Number),
        attempt: 1,
      },
    ]);
  });

  it('carries the security token of temporary credentials, signed', async () => {
    server.answer = good;
    await show(server.cloud({ credentials: { ...KEY, securityToken: 'a-token' } }));
    expect(server.received[0]?.refused).toBe('');
    expect(server.received[0]?.headers['x-security-token']).toBe('a-token');
    expect(server.received[0]?.headers.authorization).toContain('x-security-token');
  });

  it('keeps a path in the configured endpoint', async () => {
    server.answer = good;
    const url = `${server.url}/gate/way/`;
    await show(server.cloud({ endpoints: { cce: url, vpc: null, vpcep: null, swr: null, iam: null } }));
    expect(server.received[0]).toMatchObject({ refused: '', path: `/gate/way/api/v3/projects/${PROJECT}/clusters/${CLUSTER}` });
  });

  it('uses a kept connection again', async () => {
    server.answer = good;
    const cloud = server.cloud();
    for (let i = 0; i < 3; i += 1) await show(cloud);
    cloud.close();
    await show(server.cloud());
    const [first, ...others] = server.received.map((request) => request.from);
    expect(others).toEqual([first, first, expect.any(Number)]);
  });

  it.each(['../other', 'a/b', 'a b', '', 'ü', 'x?y', '%2e%2e', 'a\n'])('is not made with an identifier like "%s"', async (id) => {
    const project = server.cloud().project(PROJECT);
    const errors = await Promise.all([
      failureOf(project.clusters.show(id, never())),
      failureOf(project.addons.list(id, never())),
      failureOf(project.addons.versions(id, never())),
      failureOf(project.subnets.list(id, never())),
      failureOf(project.routeTables.list(id, never())),
      failureOf(project.endpoints.list(id, never())),
      failureOf(project.endpoints.show(id, never())),
      failureOf(project.issueCertificate(id, 1, new Date(), never())),
      failureOf(server.cloud().project(id).clusters.show(CLUSTER, never())),
    ]);
    expect(new Set(errors.map((error) => error.code))).toEqual(new Set(['bad_request']));
    expect(server.received).toEqual([]);
  });
});

describe('an answer that is an error', () => {
  const at = { service: 'CCE', operation: 'ShowCluster' };
  it.each([
    ['error.401-apigw-signature', 'credentials_rejected', at, false],
    ['error.401-cce-authentication', 'credentials_rejected', { ...at, detail: 'CCE.01401001: authentication failed' }, false],
    ['error.403-cce-iam-denied', 'permission_denied', { ...at, action: 'cce:addonInstance:create' }, false],
    ['error.403-v5-identity-policy-encoded', 'permission_denied', { ...at, action: 'cce:cluster:get' }, false],
    ['error.404-cce-cluster', 'not_found', { ...at, detail: 'CCE.01404001: cluster not found' }, false],
    ['error.409-cce-exists', 'conflict', at, false],
    [
      'error.400-cce-eni-subnet-wrong-kind',
      'bad_request',
      { ...at, code: 'CCE.01400001', detail: 'Eni subnetId is not in cluster vpc' },
      false,
    ],
    ['error.429-apigw-throttled', 'throttled', at, true],
    ['error.429-cce-locked', 'throttled', at, true],
    ['error.500-cce-internal', 'upstream_failed', { ...at, status: 500, detail: 'CCE.01500001: internal error' }, true],
  ])('%s is %s', async (name, code, facts, retryable) => {
    server.answer = () => replyOf(name);
    const error = await failureOf(show());
    expect(error).toMatchObject({ code, facts, retryable, requestId: 'a1f0c3d29b7e4f58a6d4e2c10b93f7e5' });
    expect(error.cause).toBeUndefined();
    expect(server.calls.length).toBe(retryable ? 3 : 1);
  });

  it.each([
    [418, 'bad_request'],
    [403, 'permission_denied'],
    [502, 'upstream_failed'],
    [503, 'upstream_failed'],
  ])('%i with an HTML page has no text to repeat', async (status, code) => {
    server.answer = () => ({ status, body: '<html>nginx</html>' });
    const error = await failureOf(show());
    expect(error).toMatchObject({ code, facts: { detail: `HTTP ${status}, text/html` } });
  });

  it.each(['error.403-vpcep-iam-denied', 'error.403-vpcep-iam-denied-flat'])('%s names the missing action', async (name) => {
    server.answer = () => replyOf(name);
    const error = await failureOf(server.cloud().project(PROJECT).endpoints.list(VPC, never()));
    const action = name.endsWith('flat') ? 'vpcep:endpoints:list' : 'vpcep:endpoints:create';
    expect(error.facts).toMatchObject({ service: 'VPCEP', operation: 'ListEndpoints', action });
  });

  it('is one line of bounded length, however long the text is', async () => {
    server.answer = () => ({ status: 400, body: { error_code: 'X.1', error_msg: `a\nb ${'c'.repeat(5000)}` } });
    const { facts } = await failureOf(show());
    expect((facts as { detail: string }).detail).toMatch(/^a b c{295}…$/);
  });
});

describe('a success that cannot be used', () => {
  it.each([
    ['HTML', '<!DOCTYPE html><p>secret page', 'an HTML page instead of JSON'],
    ['broken JSON', '{"secret": "page', 'broken JSON'],
    ['nothing', '', 'an empty answer'],
    ['a list', [], 'JSON: Invalid input: expected object, received array'],
    ['a wrong type', { metadata: { uid: 'u', name: 7 } }, 'metadata.name: Invalid input: expected string, received number'],
  ])('%s', async (_case, body, detail) => {
    server.answer = () => ({ body, headers: { 'x-request-id': 'r-1' } });
    const error = await failureOf(show());
    expect(error).toMatchObject({ code: 'upstream_unreadable', facts: { detail }, retryable: false, requestId: 'r-1' });
    expect(server.received.length).toBe(1);
  });

  it('a redirect is not followed', async () => {
    server.answer = () => ({ status: 302, headers: { location: `${server.url}/elsewhere` } });
    expect(await failureOf(show())).toMatchObject({ code: 'upstream_unreadable', facts: { detail: 'HTTP 302' } });
    expect(server.received.length).toBe(1);
  });
});

describe('no answer', () => {
  it.each([
    ['hang', /no answer within 0.05 s \(ETIMEDOUT\)/],
    ['reset', /ECONNRESET/],
    ['half', /ECONNRESET|socket hang up/],
  ] as const)('%s is tried three times, then unreachable', async (trouble, detail) => {
    server.answer = () => ({ trouble });
    const error = await failureOf(show(server.cloud({}, impatient({ requestTimeoutMs: 50 }))));
    expect(error).toMatchObject({ code: 'upstream_unreachable', retryable: true, facts: { service: 'CCE', operation: 'ShowCluster' } });
    expect((error.facts as { detail: string }).detail).toMatch(detail);
    expect(server.calls.map(({ status, attempt }) => [status, attempt])).toEqual([
      [null, 1],
      [null, 2],
      [null, 3],
    ]);
  });

  it('a refused connection is unreachable', async () => {
    const cloud = server.cloud();
    await server.stop();
    expect(await failureOf(show(cloud))).toMatchObject({
      code: 'upstream_unreachable',
      facts: { detail: expect.stringMatching(/ECONNREFUSED/) },
    });
    server = await SignedServer.start();
  });

  it('a name that does not resolve is unreachable', async () => {
    const endpoints = { cce: 'http://no-such-host.invalid', vpc: null, vpcep: null, swr: null, iam: null };
    expect(await failureOf(show(server.cloud({ endpoints })))).toMatchObject({ code: 'upstream_unreachable' });
  });

  it('TLS that is none is unreachable', async () => {
    const endpoints = { cce: server.url.replace('http:', 'https:'), vpc: null, vpcep: null, swr: null, iam: null };
    expect(await failureOf(show(server.cloud({ endpoints })))).toMatchObject({ code: 'upstream_unreachable' });
  });
});

describe('trying again', () => {
  it.each(['error.429-apigw-throttled', 'error.500-cce-internal'])('goes on after %s', async (name) => {
    server.answer = () => (server.received.length < 3 ? replyOf(name) : good());
    const pace = impatient();
    await expect(show(server.cloud({}, pace))).resolves.toMatchObject({ id: CLUSTER });
    expect(pace.slept).toEqual([250, 500]);
    expect(server.calls.map((call) => [call.status, call.attempt])).toEqual([
      [Number(name.slice(6, 9)), 1],
      [Number(name.slice(6, 9)), 2],
      [200, 3],
    ]);
  });

  it('waits as long as the service asked for', async () => {
    server.answer = () => (server.received.length === 1 ? { status: 429, headers: { 'retry-after': '2' } } : good());
    const pace = impatient();
    await show(server.cloud({}, pace));
    expect(pace.slept).toEqual([2250]);
  });

  it('does not wait beyond eight seconds, and lets nobody else run into the same wall', async () => {
    server.answer = () => ({ status: 429, headers: { 'retry-after': '30' } });
    const pace = impatient();
    const cloud = server.cloud({}, pace);
    expect(await failureOf(show(cloud))).toMatchObject({ code: 'throttled', retryable: true });
    expect(await failureOf(show(cloud))).toMatchObject({ code: 'throttled', retryable: true });
    expect(server.received.length).toBe(1);
    expect(pace.slept).toEqual([]);
  });
});

describe('an abort', () => {
  const reason = new Error('cancelled by Bob');

  it('before the call sends nothing', async () => {
    await expect(show(server.cloud(), AbortSignal.abort(reason))).rejects.toBe(reason);
    expect(server.received).toEqual([]);
  });

  it('during the call ends it at once', async () => {
    const controller = new AbortController();
    server.answer = () => {
      queueMicrotask(() => controller.abort(reason));
      return { trouble: 'hang' };
    };
    await expect(show(server.cloud(), controller.signal)).rejects.toBe(reason);
    expect(server.calls).toMatchObject([{ status: null, code: 'aborted', attempt: 1 }]);
  });

  it('between two attempts ends the wait', async () => {
    const controller = new AbortController();
    server.answer = () => ({ status: 500 });
    const pace = impatient({
      sleep: async (_ms, signal) => {
        controller.abort(reason);
        signal.throwIfAborted();
      },
    });
    await expect(show(server.cloud({}, pace), controller.signal)).rejects.toBe(reason);
    expect(server.received.length).toBe(1);
  });
});

describe('secrets', () => {
  const token = 'FakeTokenFakeToken/Fake+Token==';
  const secrets = [KEY.ak, KEY.sk, token, 'hunter2'];
  const credentials = { ...KEY, securityToken: token };

  it('stay out of everything that is thrown, whoever repeats them', async () => {
    const echo = JSON.stringify({ seen: secrets });
    const answers = [
      () => ({ status: 401, body: { error_code: KEY.ak, error_msg: `unknown ${KEY.ak} ${KEY.sk} ${token}`, request_id: KEY.ak } }),
      () => ({ status: 403, body: { message: `no ${token}` }, headers: { 'x-request-id': token } }),
      () => ({ status: 500, body: { error: { message: `Authorization: ${echo}`.replace('hunter2', '') } } }),
      () => ({ status: 502, body: `<html>${echo}` }),
      () => ({ body: `<html>${echo}`, headers: { 'x-request-id': KEY.ak } }),
      () => ({ body: echo.slice(0, -2) }),
      () => ({ body: { metadata: { uid: 'u', name: { [KEY.sk]: token } } } }),
      () => ({ trouble: 'reset' as const }),
      () => ({ trouble: 'hang' as const }),
    ];
    for (const answer of answers) {
      server.answer = answer;
      const cloud = server.cloud({ credentials }, impatient({ requestTimeoutMs: 50 }));
      const error = await failureOf(show(cloud));
      const seen = [error.message, error.stack, JSON.stringify(error), inspect(error, { depth: null, showHidden: true })].join('\n');
      for (const secret of secrets) expect(seen).not.toContain(secret);
      expect(error.cause).toBeUndefined();
    }
    for (const secret of secrets) expect(JSON.stringify(server.calls)).not.toContain(secret);
  });

  it('nor anything else is printed', async () => {
    const out = [process.stdout, process.stderr].map((stream) => vi.spyOn(stream, 'write').mockReturnValue(true));
    const log = vi.spyOn(console, 'log').mockReturnValue();
    vi.stubEnv('DEBUG', 'DEBUG');
    try {
      const cloud = server.cloud({ credentials }, impatient({ requestTimeoutMs: 50 }));
      for (const reply of [good(), { status: 500, body: {} }, { status: 401 }, { body: '<html>' }, { trouble: 'reset' as const }]) {
        server.answer = () => reply;
        await show(cloud).catch(() => {});
      }
      expect(out.flatMap((spy) => spy.mock.calls)).toEqual([]);
      expect(log).not.toHaveBeenCalled();
    } finally {
      vi.unstubAllEnvs();
      vi.restoreAllMocks();
    }
  });

  it('are not needed to be refused by the service: a wrong secret key is credentials_rejected', async () => {
    const cloud = server.cloud({ credentials: { ...KEY, sk: 'another' }, proxy: DIRECT });
    expect(await failureOf(show(cloud))).toMatchObject({ code: 'credentials_rejected' });
    expect(server.received[0]?.refused).toBe('signature differs');
  });
});
