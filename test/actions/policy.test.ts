import { describe, expect, it } from 'vitest';
import { actions } from '../../src/actions/index.ts';
import { identityPolicyOf, permissionsOf, policyOf } from '../../src/actions/policy.ts';
import { OPERATIONS } from '../../src/clients/huawei/operations.ts';
import type { AnyAction } from '../../src/core/action.ts';

const all: readonly AnyAction[] = Object.values(actions);
const named = (policy: ReturnType<typeof policyOf>): readonly string[] => policy.Statement.flatMap(({ Action }) => Action);
const written = Object.values(OPERATIONS)
  .filter((operation) => 'write' in operation)
  .map(({ action }) => action);
/** In a policy of its own: IAM keeps global and project services apart. */
const GLOBAL = /^iam:/;

describe('the policies', () => {
  it('of a reader name no write, and what every call that only looks needs', () => {
    const reader = named(policyOf('reader'));
    expect(reader.filter((action) => written.includes(action as never) || /:(create|update|delete)/.test(action))).toEqual([]);
    const looked = Object.values(OPERATIONS).flatMap((operation) =>
      'write' in operation || GLOBAL.test(operation.action) ? [] : operation.action,
    );
    expect(reader.filter((action) => !looked.includes(action as never))).toEqual([]);
  });

  it('of an operator are those of a reader, and a second statement with what plans write', () => {
    const operator = policyOf('operator');
    expect(operator.Statement[0]).toEqual(policyOf('reader').Statement[0]);
    const second = operator.Statement[1]?.Action ?? [];
    expect(second).toEqual(expect.arrayContaining(['vpcep:endpoints:create', 'dns:zone:create', 'dns:recordset:create', 'vpc:vpcs:get']));
    const needed = new Set(all.flatMap((action) => (action.kind === 'plan' ? action.writeNeeds : [])));
    expect([...needed].filter((action) => !named(operator).includes(action))).toEqual([]);
  });

  it.each(['reader', 'operator'] as const)('of a %s name each action once, sorted, and nothing by a wildcard', (role) => {
    for (const policy of [policyOf(role), identityPolicyOf(role).policy]) {
      expect(named(policy).length).toBe(new Set(named(policy)).size);
      for (const { Effect, Action } of policy.Statement) {
        expect(Effect).toBe('Allow');
        expect(Action).toEqual(Action.toSorted());
        expect(Action.filter((action) => !/^[a-z]+:[A-Za-z]+:[A-Za-z]+$/.test(action))).toEqual([]);
      }
    }
  });

  it('as identity policies go by the names that those have, and say which are not confirmed', () => {
    const { policy, unconfirmed } = identityPolicyOf('operator');
    expect(policy.Version).toBe('5.0');
    expect(policyOf('operator').Version).toBe('1.1');
    expect(named(policy)).toEqual(
      expect.arrayContaining(['cce:cluster:generateClientCredential', 'vpcep:endpointServices:describe', 'vpc:subnets:list']),
    );
    expect(named(policy)).not.toContain('vpcep:epserviceDesc:get');
    const inSwr = permissionsOf('operator').filter((action) => action.startsWith('swr:'));
    expect(named(policyOf('operator')).filter((action) => action.startsWith('swr:'))).toEqual([]);
    expect(named(policy)).toEqual(expect.arrayContaining(inSwr));
    expect(unconfirmed).toContain('cce:cluster:getCluster');
    expect(unconfirmed.filter((action) => !named(policy).includes(action))).toEqual([]);
  });
});
