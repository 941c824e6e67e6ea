import { describe, expect, test } from 'vitest';
import { answerLog } from '../../../sandbox/cluster/logs.ts';
import { parseRequest } from '../../../sandbox/cluster/resources.ts';
import { emptyKubernetes } from '../../../sandbox/cluster/state.ts';

const status = (name: string, restartCount: number, state: object) => ({ name, restartCount, state });
const kubernetes = {
  ...emptyKubernetes(),
  pods: [
    {
      metadata: { name: 'one', namespace: 'a' },
      spec: { containers: [{ name: 'main' }] },
      status: { containerStatuses: [status('main', 2, { running: {} })] },
    },
    {
      metadata: { name: 'two', namespace: 'a' },
      spec: { containers: [{ name: 'main' }, { name: 'side' }] },
      status: { containerStatuses: [status('main', 0, { waiting: { reason: 'ImagePullBackOff' } })] },
    },
  ],
  logs: { 'a/one/main': { current: ['T1 one', 'T2 two', 'T3 three'], previous: ['T0 before'] } },
};

const ask = (path: string): ReturnType<typeof answerLog> => {
  const request = parseRequest('GET', new URL(path, 'https://sandbox'));
  if (request?.subresource !== 'log') throw new Error(`${path} is not a log`);
  expect(request.operation).toBe('ReadPodLog');
  return answerLog(kubernetes, request);
};
const LOG = '/api/v1/namespaces/a/pods/one/log';

describe('what was printed', () => {
  test.each([
    ['all of it, without times', '', 'one\ntwo\nthree\n'],
    ['with times', '?timestamps=true&tailLines=1', 'T3 three\n'],
    ['no line', '?tailLines=0', ''],
    ['cut where the limit is', '?limitBytes=5', 'one\nt'],
    ['before the last restart', '?previous=true&container=main', 'before\n'],
  ])('%s', (_, query, text) => {
    expect(ask(LOG + query)).toMatchObject({ status: 200, body: text, headers: { 'content-type': 'text/plain' } });
  });
});

describe('refused as Kubernetes does', () => {
  test.each([
    ['a pod that is not there', '/api/v1/namespaces/a/pods/none/log', 404, 'pods "none" not found'],
    ['no container of several', '/api/v1/namespaces/a/pods/two/log', 400, 'choose one of: [main side]'],
    ['a container that is not there', `${LOG}?container=x`, 400, 'container x is not valid for pod one'],
    ['one that has not started', '/api/v1/namespaces/a/pods/two/log?container=main', 400, 'waiting to start: ImagePullBackOff'],
    ['one without a status', '/api/v1/namespaces/a/pods/two/log?container=side', 400, 'waiting to start: ContainerCreating'],
    ['one that has never ended', '/api/v1/namespaces/a/pods/two/log?container=main&previous=true', 400, 'previous terminated container'],
    ['a tail that is no number', `${LOG}?tailLines=-1`, 400, 'must be numbers'],
    ['a limit of nothing', `${LOG}?limitBytes=0`, 400, 'must be numbers'],
  ])('%s', (_, path, code, words) => {
    const { status, body } = ask(path);
    expect(status).toBe(code);
    expect(body).toMatchObject({ kind: 'Status', message: expect.stringContaining(words) });
  });
});

test.each(['/api/v1/pods/one/log', '/api/v1/namespaces/a/pods/one/exec', '/api/v1/namespaces/a/configmaps/one/log'])(
  '%s is nothing the sandbox has',
  (path) => expect(parseRequest('GET', new URL(path, 'https://sandbox'))).toBeNull(),
);
