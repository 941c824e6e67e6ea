import { describe, expect, it } from 'vitest';
import { explain } from '../../../blocks/catalogue.ts';
import { en } from '../../../blocks/en/index.ts';
import { type Difference, type EndpointProblem, type FailureCode, finding, type HeadroomReason } from '../../../src/core/finding.ts';
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

describe('how the world moved', () => {
  const moved = { resource: 'the swr endpoint', field: null, was: null, now: null, since: null } as const;
  it.each<[Difference, string]>([
    [
      { ...moved, kind: 'appeared', since: '2026-11-23T10:42:13Z' },
      'the swr endpoint exists since 10:42 UTC on 23 November, it was missing',
    ],
    [{ ...moved, kind: 'appeared' }, 'the swr endpoint exists now, it was missing'],
    [{ ...moved, kind: 'appeared', since: 'long ago' }, 'the swr endpoint exists since long ago, it was missing'],
    [{ ...moved, kind: 'gone' }, 'the swr endpoint is gone, it was there'],
    [{ ...moved, kind: 'new' }, 'the swr endpoint needs a change too, it did not before'],
    [{ ...moved, kind: 'dropped' }, 'the swr endpoint needs no change any more'],
    [{ ...moved, kind: 'changed', field: 'status', was: 'a', now: 'b' }, 'status of the swr endpoint is b, it was a'],
    [{ ...moved, kind: 'changed', field: 'dns', was: true, now: null }, 'dns of the swr endpoint is not set, it was yes'],
    [
      { ...moved, kind: 'changed', field: 'tables', was: [], now: ['a', 'b', 'c', 'd', 'e', 'f', 'g'] },
      'tables of the swr endpoint is a, b, c, d, e and 2 more, it was none',
    ],
    [{ ...moved, resource: 'parameters', kind: 'changed', field: 'x', was: 1, now: { a: 2 } }, 'parameter x is {"a":2}, it was 1'],
  ])('is said in words: %o', (one, words) => expect(en.difference(one)).toBe(words));

  it('in a sentence is counted beyond eight', () => {
    const differences = Array.from({ length: 11 }, () => ({ ...moved, kind: 'gone' }) as const);
    const [changed] = words(finding('plan_changed', { differences, successor: null }));
    expect(changed?.message).toMatch(/; and 3 more changes\.$/);
  });
});

it('who cannot be told the OBS name is told how to get it, and where it goes', () => {
  const [required] = words(finding('obs_name_required', { region: 'cn-north-4' }));
  expect(required?.remedy).toContain('service ticket');
  expect(required?.remedy).toContain('obs_endpoint_service_name');
  expect(required?.remedy).toContain('obsEndpointServiceName');
});

it('a broken endpoint is told with the manual remedy of its problem', () => {
  const broken = (problem: EndpointProblem) =>
    words(finding('endpoint_broken', { purpose: 'swr', service_name: 's', endpoint_id: 'e', status: 'x', problem, detail: 'd' }))[0];
  expect(broken('dns_disabled')?.remedy).toContain('Private Domain Name');
  expect(broken('route_table')?.remedy).toContain('route table');
  expect(broken('frozen')?.remedy).toContain('Billing Center');
  expect(broken('rejected')?.message).toContain('No second one is made beside it.');
});
