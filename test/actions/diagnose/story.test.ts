import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tell } from '../../../src/actions/diagnose/story.ts';
import { symptom } from '../../../src/actions/diagnose/symptom.ts';
import type { DiagnosisCode, Symptom } from '../../../src/core/diagnosis.ts';
import { diagnosisFactsOf } from '../../blocks/samples.ts';

const CODES = Object.keys(diagnosisFactsOf('x')) as DiagnosisCode[];
const seen = (code: DiagnosisCode): Symptom =>
  symptom(code, diagnosisFactsOf('x')[code], {
    severity: code === 'addon-status-changing' ? 'info' : 'critical',
    evidence: [{ kind: 'addon_version', version: code }],
  });
const told = (...codes: readonly DiagnosisCode[]): [string, string[]][] =>
  tell(codes.map(seen)).map(({ code, consequences }) => [code, consequences.map((one) => one.code)]);

describe('a chain of causes is one story', () => {
  test.each<[DiagnosisCode[], [DiagnosisCode, DiagnosisCode[]][]]>([
    [
      [
        'pod-unschedulable',
        'virtual-node-notready',
        'addon-status-abnormal',
        'addon-crashloop',
        'subnet-or-network',
        'addon-swapped-subnet',
      ],
      [
        [
          'addon-swapped-subnet',
          ['subnet-or-network', 'addon-crashloop', 'addon-status-abnormal', 'virtual-node-notready', 'pod-unschedulable'],
        ],
      ],
    ],
    [['image-pull-network', 'endpoint-missing'], [['endpoint-missing', ['image-pull-network']]]],
    [
      ['virtual-node-missing', 'addon-pods-pending', 'resource-pressure'],
      [['resource-pressure', ['addon-pods-pending', 'virtual-node-missing']]],
    ],
    [['virtual-node-missing', 'bursting-node-disabled'], [['bursting-node-disabled', ['virtual-node-missing']]]],
    [['virtual-node-missing', 'addon-missing'], [['addon-missing', ['virtual-node-missing']]]],
    [
      ['pod-untolerated-taint', 'endpoint-frozen', 'addon-version-too-old'],
      [
        ['addon-version-too-old', []],
        ['endpoint-frozen', []],
        ['pod-untolerated-taint', []],
      ],
    ],
    [['addon-missing', 'endpoint-missing', 'cluster-not-supported'], [['cluster-not-supported', []]]],
    [['virtual-node-notready', 'addon-status-changing'], [['addon-status-changing', ['virtual-node-notready']]]],
    [[], []],
  ])('%j', (codes, stories) => expect(told(...codes)).toEqual(stories));
});

test('every code has its place in the order', () => {
  for (const code of CODES) {
    // What has none would come first, before what makes everything else pointless.
    expect(told(code, 'cluster-not-supported')[0]?.[0], code).toBe('cluster-not-supported');
  }
});

test('whatever is seen is told once, in an order that does not depend on who looked first', () => {
  const some = fc.uniqueArray(fc.constantFrom(...CODES.filter((code) => code !== 'cluster-not-supported')));
  fc.assert(
    fc.property(some, (codes) => {
      const stories = told(...codes);
      expect(stories.flat(2).toSorted()).toEqual(codes.toSorted());
      expect(told(...codes.toReversed())).toEqual(stories);
    }),
  );
});

test('what is seen in the values and in the log is one finding, with the evidence of both', () => {
  const facts = { fault: { field: 'basic.project_id', problem: 'missing', value: null, expected: 'p' }, project_id: 'p' } as const;
  const logged = { kind: 'log', namespace: 'kube-system', pod: 'p', container: 'c', previous: false, text: 'b' } as const;
  const [one, ...more] = tell([
    symptom('project-id-or-iam', facts, { evidence: [{ kind: 'addon_value', field: 'basic.project_id', value: null }], next: 'setup' }),
    symptom('project-id-or-iam', { fault: null, project_id: 'p' }, { severity: 'warning', evidence: [logged] }),
  ]);
  expect(more).toEqual([]);
  expect(one).toMatchObject({ facts, severity: 'critical', next: { command: 'setup' } });
  expect(one?.evidence.map(({ kind }) => kind)).toEqual(['addon_value', 'log']);
});

test('two rollouts that are stuck are two findings', () => {
  const rollout = (deployment: string) => symptom('multiple-active-addon-replicasets', { deployment, replica_sets: ['a', 'b'] });
  expect(tell([rollout('one'), rollout('two')])).toHaveLength(2);
});

test('a cause is as bad as what follows from it, but what settles by itself settles that, too', () => {
  const mild = symptom('region-mismatch', { version: null }, { severity: 'warning' });
  expect(tell([mild, seen('virtual-node-missing')])[0]?.severity).toBe('critical');
  expect(tell([seen('addon-status-changing'), seen('virtual-node-missing')])[0]?.severity).toBe('info');
});
