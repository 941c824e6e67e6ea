import { describe, expect, it } from 'vitest';
import { explain } from '../../../blocks/catalogue.ts';
import { en } from '../../../blocks/en/index.ts';
import { type EndpointProblem, type FailureCode, finding, type HeadroomReason } from '../../../src/core/finding.ts';
import { findingsOf } from '../samples.ts';

const words = (...found: Parameters<typeof explain>[0][]) => found.map((one) => explain(one, en));

describe('every finding', () => {
  it.each(findingsOf('some value').map((found) => [found.code, found] as const))('%s says what is wrong and what to do', (_, found) => {
    const { message, remedy } = explain(found, en);
    expect(message).toMatch(/^(some value|[A-Z0-9]|vpcep|cci)/);
    expect(remedy.length).toBeGreaterThan(10);
    for (const text of [message, remedy]) expect(text).not.toMatch(/undefined|null|NaN|\[object|[*`<>]| {2}|: \.|\.\./);
  });

  it.each(findingsOf('').map((found) => [found.code, found] as const))('%s reads well without values too', (_, found) => {
    const { message, remedy } = explain(found, en);
    for (const text of [message, remedy]) expect(text).not.toMatch(/undefined|null|NaN|: \./);
  });
});

it('a missing permission names the action as Huawei spells it, and where the policies come from', () => {
  const [denied] = words(
    finding('permission_denied', { service: 'VPCEP', operation: 'ListEndpoints', action: 'vpcep:endpoints:list', detail: '' }),
  );
  expect(denied?.message).toBe('The bot lacks vpcep:endpoints:list, so VPCEP (ListEndpoints) refused it.');
  expect(denied?.remedy).toContain('Allow vpcep:endpoints:list');
  expect(denied?.remedy).toContain('bursting policy');
});

it('a permission inside the cluster is granted inside the cluster', () => {
  const [denied] = words(
    finding('permission_denied', { service: 'Kubernetes', operation: 'list nodes', action: 'list nodes', detail: '' }),
  );
  expect(denied?.remedy).toContain('namespace permissions');
});

it('each problem of an endpoint, each reason and each failure has its own words', () => {
  const problems: EndpointProblem[] = [
    'creating',
    'pending_acceptance',
    'rejected',
    'failed',
    'frozen',
    'dns_disabled',
    'disabled',
    'route_table',
    'unknown',
  ];
  const ep = { purpose: 'swr', service_name: 's', endpoint_id: 'e', status: 'x', detail: 'd' } as const;
  expect(
    new Set(words(...problems.map((problem) => finding('endpoint_not_ready', { ...ep, problem }))).map(({ message }) => message)).size,
  ).toBe(problems.length);

  const reasons: HeadroomReason[] = ['few_nodes', 'no_node_fits', 'aggregate', 'pod_slots'];
  const room = { schedulable: 0, best_cpu: null, best_memory: null, needed_cpu: '2', needed_memory: '4Gi' };
  expect(
    new Set(words(...reasons.map((reason) => finding('low_headroom', { ...room, reasons: [reason] }))).map(({ message }) => message)).size,
  ).toBe(reasons.length);

  const failures: FailureCode[] = [
    'not_found',
    'credentials_rejected',
    'throttled',
    'upstream_failed',
    'cluster_untrusted',
    'timeout',
    'internal',
  ];
  const of = { service: 'CCE', operation: 'ShowCluster', detail: '' } as const;
  expect(
    new Set(words(...failures.map((reason) => finding('source_unreadable', { ...of, reason }))).map(({ message }) => message)).size,
  ).toBe(failures.length);
});

it('the name of an OBS service is never guessed', () => {
  const [missing] = words(finding('endpoint_missing', { purpose: 'obs', service_name: null }));
  expect(missing?.remedy).toContain('service ticket');
});
