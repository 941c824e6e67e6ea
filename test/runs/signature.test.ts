import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Approval, Run } from '../../src/runs/run.ts';
import { type Purpose, signApproval, signText, verifyApproval, verifyText } from '../../src/runs/signature.ts';
import { approval, change, NOW, planOf, runOf, runPlan, step, TARGET, VPCEP } from './samples.ts';

const OLD = 'the key of last year, 32 bytes or more';
const KEY = 'the key of this year, 32 bytes or more';
const run = runOf({ params: { route_table_ids: 'rtb-1,rtb-2' } });
const given = approval('U02BOB', { at: NOW });
const signed = (by: Approval = given, of: Run = run, keys: readonly string[] = [KEY]): Approval => ({
  ...by,
  signature: signApproval(keys, of, by),
});
const evil = planOf([step('swr', 'create', [change('subnet_id', null, 'subnet-evil')]), step('obs', 'unchanged')], VPCEP.resolved);

describe('the signature of an approval', () => {
  test('is valid for what was signed, also after it was written down and read', () => {
    const stored = JSON.parse(JSON.stringify({ run, approval: signed() })) as { run: Run; approval: Approval };
    expect(verifyApproval([KEY], stored.run, stored.approval)).toBe(true);
  });

  test.each<[string, Partial<Approval>]>([
    ['by somebody else', { by: 'U03CAROL' }],
    ['by the same with another case', { by: 'u02bob' }],
    ['another verdict', { verdict: 'rejected' }],
    ['given at another time', { at: NOW + 1 }],
    ['of a plan that expires later', { expiresAt: given.expiresAt + 1 }],
    ['no signature', { signature: '' }],
    ['half a signature', { signature: signed().signature.slice(0, 32) }],
    ['a signature and more', { signature: `${signed().signature}00` }],
    ['a signature and a line break', { signature: `${signed().signature}\n` }],
    ['a signature in capitals', { signature: signed().signature.toUpperCase() }],
    ['a signature of nothing', { signature: createHmac('sha256', KEY).update('').digest('hex') }],
    ['a signature with no key', { signature: createHmac('sha256', '').update('').digest('hex') }],
  ])('is not valid for %s', (_, forged) => expect(verifyApproval([KEY], run, { ...signed(), ...forged })).toBe(false));

  test.each<[string, Partial<Run>]>([
    ['another run', { id: 'run_9876543210' }],
    ['another command', { command: 'setup' }],
    ['another cluster', { target: { ...TARGET, clusterId: 'ffffffff-0000-11ef-8aaa-0255ac100b01' } }],
    ['another project', { target: { ...TARGET, projectId: null } }],
    ['another region', { target: { ...TARGET, region: 'cn-north-1' } }],
    ['another alias', { target: { ...TARGET, alias: 'test' } }],
    ['another parameter', { params: { route_table_ids: 'rtb-1' } }],
    ['one parameter more', { params: { ...run.params, vpcep_subnet_id: 'subnet-evil' } }],
    ['another plan', { plan: runPlan(evil) }],
    ['another plan under the old fingerprint', { plan: { ...runPlan(evil), fingerprint: runPlan(VPCEP).fingerprint } }],
    ['the old plan under another fingerprint', { plan: { ...runPlan(VPCEP), fingerprint: runPlan(evil).fingerprint } }],
    ['no plan', { plan: null }],
  ])('is not valid for %s', (_, tampered) => expect(verifyApproval([KEY], { ...run, ...tampered }, signed())).toBe(false));

  test.each<[string, Partial<Run>]>([
    ['the deadline of what comes after', { deadline: NOW + 1 }],
    ['the state', { state: 'applying', rev: 9, attempt: 4 }],
    ['other approvals', { approvals: [signed(), signed(approval('U03CAROL'))] }],
  ])('does not depend on %s', (_, later) => expect(verifyApproval([KEY], { ...run, ...later }, signed())).toBe(true));

  test.each<[string, readonly string[], boolean]>([
    ['the same key', [KEY], true],
    ['a new key that signs and an old one that verifies', [KEY, OLD], true],
    ['the keys the other way round', [OLD, KEY], true],
    ['another key', [OLD], false],
    ['no key', [], false],
    ['an empty key', [''], false],
  ])('is verified with %s', (_, keys, valid) => expect(verifyApproval(keys, run, signed())).toBe(valid));

  test('cannot be made without a key or without a plan', () => {
    expect(() => signApproval([], run, given)).toThrow('no signing key');
    expect(() => signApproval([''], run, given)).toThrow('no signing key');
    expect(() => signApproval([KEY], { ...run, plan: null }, given)).toThrow('run_0123456789 has no plan');
  });

  test('is valid for one set of fields and no other', () => {
    const fields = fc.record({
      id: fc.constantFrom('run_0123456789', 'run_9876543210'),
      by: fc.constantFrom('U1', 'U2', 'U1","at":1'),
      at: fc.constantFrom(1, 2),
      expiresAt: fc.constantFrom(1, 2),
      verdict: fc.constantFrom('approved' as const, 'rejected' as const),
      params: fc.dictionary(fc.constantFrom('a', 'b', 'a":"1'), fc.constantFrom('1', '2', '1","b":"2')),
      clusterId: fc.constantFrom('c1', 'c2'),
    });
    const build = ({ id, params, clusterId, by, at, expiresAt, verdict }: typeof fields extends fc.Arbitrary<infer T> ? T : never) => {
      const target = { ...TARGET, clusterId };
      const base = runOf({ id, params, target });
      return { run: base, approval: approval(by, { at, expiresAt, verdict }) };
    };
    fc.assert(
      fc.property(fields, fields, (one, other) => {
        const a = build(one);
        const b = build(other);
        const signature = signApproval([KEY], a.run, a.approval);
        const same = JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
        // The fingerprint in both is that of the sample: only the signature decides here.
        expect(signApproval([KEY], b.run, b.approval) === signature).toBe(same);
      }),
      { numRuns: 1_000 },
    );
  });
});

const sorted = ({ params, ...rest }: { params: Record<string, string> }) => ({ ...rest, params: Object.entries(params).sort() });

describe('the signature of a text', () => {
  test.each<[Purpose, Purpose, string, boolean]>([
    ['audit-record', 'audit-record', 'text', true],
    ['audit-record', 'audit-checkpoint', 'text', false],
    ['audit-record', 'audit-record', 'text ', false],
    ['audit-record', 'audit-record', '', false],
  ])('%s is valid as %s for %j: %s', (made, asked, text, valid) => {
    expect(verifyText([OLD, KEY], asked, text, signText([KEY], made, 'text'))).toBe(valid);
  });

  test('is not valid with an empty key, which everybody has', () => {
    const forged = createHmac('sha256', '').update('bursting audit-record\ntext').digest('hex');
    for (const keys of [[''], ['', KEY]]) expect(verifyText(keys, 'audit-record', 'text', forged)).toBe(false);
  });

  test('is never that of an approval', () => {
    const { signature } = signed();
    const statement = JSON.stringify({ v: 1, run: run.id });
    expect(verifyText([KEY], 'audit-record', statement, signature)).toBe(false);
    for (const purpose of ['audit-record', 'audit-checkpoint'] as const) {
      expect(verifyApproval([KEY], run, { ...given, signature: signText([KEY], purpose, `approval\n${statement}`) })).toBe(false);
    }
  });
});
