import { describe, expect, test } from 'vitest';
import { NOTE } from '../../jobs/scripts.ts';
import { POSTING, SHOWN } from '../../jobs/turn-scripts.ts';
import { type Case, caseOf, idOf } from './case.ts';
import { boundariesIn, casesAt, randomFrom } from './cases.ts';
import { clusterName } from './cloud-names.ts';
import { redisName } from './redis-names.ts';
import { Frames, wordsOf } from './resp.ts';
import { VPCEP } from './subject.ts';

describe('Redis commands and replies', () => {
  test.each([
    '+OK\r\n',
    ':1\r\n',
    '$-1\r\n',
    '$0\r\n\r\n',
    '$7\r\na\r\nb\r\nc\r\n',
    '*0\r\n',
    '*-1\r\n',
    '*2\r\n$1\r\na\r\n*1\r\n:2\r\n',
    '%1\r\n+a\r\n_\r\n',
  ])('%j is one, whole or in pieces, and what follows is another', (frame) => {
    const whole = new Frames().take(Buffer.from(frame + frame)).map(String);
    expect(whole).toEqual([frame, frame]);
    const frames = new Frames();
    const pieces = [...frame].flatMap((byte) => frames.take(Buffer.from(byte)));
    expect(pieces.map(String)).toEqual([frame]);
  });

  test('a command is its words', () => {
    expect(wordsOf(Buffer.from('*3\r\n$3\r\nSET\r\n$1\r\na\r\n$2\r\nü\r\n'))).toEqual(['SET', 'a', 'ü']);
  });

  test.each([
    [['eval', NOTE, '2', 'run', 'dirty', 'run_0', '4', '1', 'step:swr', '{"status":"intended"}', '0'], 'note step:swr intended'],
    [['eval', POSTING, '2', '{bursting}:run:run_0:publisher', '{bursting}:run:run_0', 'token', '12000'], 'mark posting'],
    [['eval', SHOWN, '3', '{bursting}:run:run_0', '{bursting}:dirty', '{bursting}:run:run_0:publisher', 'run_0'], 'message shown'],
    [['hset', '{bursting}:notice:run_0/ended', 'posting', '1'], 'mark posting'],
    [['hmget', '{bursting}:freezes', 'all', 'x'], 'look for freezes'],
    [['zadd', 'anything', '1', 'x'], null],
  ])('%j is named %j', (words, name) => {
    expect(redisName(words)).toBe(name);
  });
});

test.each([
  ['POST', '/api/v1/namespaces?fieldManager=bursting', 'CreateNamespace'],
  ['PATCH', '/apis/apps/v1/namespaces/a/deployments/b?fieldManager=bursting&force=false', 'PatchDeployment'],
  ['GET', '/apis/apps/v1/namespaces/a/deployments/b', 'ReadDeployment'],
  ['GET', '/api/v1/pods?limit=500', 'ListPods'],
  ['DELETE', '/api/v1/namespaces/a', null],
])('what the cluster is asked by %s %s is named %j', (method, path, name) => {
  expect(clusterName({ method, path, body: '' })).toBe(name);
});

describe('the cases', () => {
  const counts = new Map([
    ['apply / cloud / worker / CreateEndpoint / before', 3],
    ['apply / cloud / worker / CreateEndpoint / after', 3],
    ['apply / redis / worker / read run / after', 9],
    ['ask / redis / gateway / read run / after', 1],
  ]);
  const cases = (seed: number): readonly Case[] =>
    casesAt(boundariesIn([counts, new Map([...counts, [[...counts.keys()][1] ?? '', 2]])]), randomFrom(seed), VPCEP);

  test('are the same for one seed, and each is told by its name', () => {
    expect(cases(7)).toEqual(cases(7));
    for (const each of cases(7)) expect(caseOf(idOf(each))).toEqual(each);
    expect(() => caseOf('anything')).toThrow('no case');
  });

  test('cross what every recording crossed, as often as the one with the fewest', () => {
    const at = (name: string) =>
      new Set(
        cases(1)
          .filter((each) => each.name === name && each.act !== 'answer 429')
          .map(({ nth }) => nth),
      );
    expect(at('CreateEndpoint')).toEqual(new Set([1, 2]));
    expect(at('read run')).toEqual(new Set([1]));
    expect(cases(1).filter(({ phase }) => phase === 'ask')).toEqual([]);
  });
});
