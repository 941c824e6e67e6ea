import { describe, expect, it, test } from 'vitest';
import { findings as english, type Words } from '../../../blocks/en/findings.ts';
import { findings as chinese } from '../../../blocks/zh/findings.ts';
import { difference } from '../../../blocks/zh/plan-findings.ts';
import type {
  Difference,
  EndpointProblem,
  EndpointPurpose,
  FailureCode,
  Finding,
  HeadroomReason,
  Service,
  SubnetRole,
} from '../../../src/core/finding.ts';
import type { Merit } from '../../../src/core/findings/images.ts';
import type { NodePoolValue, Quota, Unscalable } from '../../../src/core/findings/node-pools.ts';
import type { Json } from '../../../src/core/json.ts';
import { ODD } from '../../../src/core/oddity.ts';
import { findingsOf } from '../samples.ts';
import { strayWords } from './stray.ts';

type Catalogue = typeof english;
const wordsOf = ({ code, facts }: Finding, say: Catalogue): Words => (say[code] as (facts: Finding['facts']) => Words)(facts);
const textOf = ({ message, cause, remedy }: Words): string => [message, cause, remedy].filter(Boolean).join('\n');

/** The same value with each text that the samples left open made another, so that no fact can stand in for another one. */
const distinct = (value: Json, next: () => string): Json => {
  if (value === OPEN) return next();
  if (Array.isArray(value)) return value.map((one) => distinct(one, next));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, distinct(one, next)]));
};
const OPEN = '~open~';
const VALUE = /zq\d+q/g;
const numbered = (finding: Finding): Finding => {
  let made = 0;
  return distinct({ ...finding } as unknown as Json, () => `zq${++made}q`) as unknown as Finding;
};

/** The same finding with one fact at a time at its edge: an empty text or list, a number that is one or many, a flag turned. */
const atTheEdges = (finding: Finding): readonly Finding[] =>
  Object.entries(finding.facts).flatMap(([key, value]: [string, unknown]) => {
    const edges =
      typeof value === 'boolean'
        ? [!value]
        : typeof value === 'number'
          ? [0, 1, 1_234]
          : Array.isArray(value)
            ? [[], value.slice(0, 1), Array.from({ length: 12 }, () => value).flat()]
            : typeof value === 'string' && value.match(VALUE)
              ? ['']
              : [];
    return edges.map((edge) => ({ ...finding, facts: { ...finding.facts, [key]: edge } }) as Finding);
  });

/** Every member of a union, by a record that does not compile without one. */
const all = <K extends string>(members: Record<K, 1>): readonly K[] => Object.keys(members) as K[];
const PROBLEMS = all<EndpointProblem>({
  creating: 1,
  pending_acceptance: 1,
  rejected: 1,
  failed: 1,
  frozen: 1,
  dns_disabled: 1,
  disabled: 1,
  route_table: 1,
  unknown: 1,
});
const PURPOSES = all<EndpointPurpose>({ swr: 1, 'swr-api': 1, obs: 1 });
const FAILURES = all<FailureCode>({
  not_found: 1,
  credentials_rejected: 1,
  credentials_missing: 1,
  bad_request: 1,
  conflict: 1,
  throttled: 1,
  upstream_failed: 1,
  upstream_unreadable: 1,
  upstream_unreachable: 1,
  cluster_unreachable: 1,
  cluster_untrusted: 1,
  project_not_found: 1,
  timeout: 1,
  internal: 1,
});
const SUBNETS = all<SubnetRole>({ vpcep_subnet_id: 1, cci_subnet_id: 1, subnet_id: 1 });
const REASONS = all<HeadroomReason>({ few_nodes: 1, no_node_fits: 1, aggregate: 1, pod_slots: 1 });
const MERITS = all<Merit>({
  manage: 1,
  write: 1,
  read: 1,
  private: 1,
  public: 1,
  server_name: 1,
  plain_name: 1,
  tool_name: 1,
  release_tag: 1,
  named_tag: 1,
  latest_tag: 1,
  other_architecture: 1,
});
const QUOTAS = all<Quota>({ ecs: 1, cpu: 1, memory: 1, security_group: 1, eip: 1, disk: 1 });
const OBSTACLES = all<Unscalable>({ sold_out: 1, quota: 1, order: 1, failed: 1, unknown: 1 });
const VALUES = all<NodePoolValue>({
  flavor: 1,
  availability_zone: 1,
  node_count: 1,
  ssh_key: 1,
  os: 1,
  root_volume_type: 1,
  data_volume_type: 1,
});
const SERVICES: readonly Service[] = ['CCE', 'Kubernetes', 'SWR'];
const x = OPEN;

/** What the samples have in one way, in the other ways that have sentences of their own. */
const OTHERS: readonly Finding[] = [
  { code: 'cluster_not_supported', facts: { category: 'CCE', mode: 'vpc-router' } },
  { code: 'cluster_not_supported', facts: { category: 'Turbo', mode: '' } },
  { code: 'cluster_not_available', facts: { phase: 'Hibernation' } },
  { code: 'cluster-not-available', facts: { phase: 'Hibernation' } },
  { code: 'cci_subnet_unresolved', facts: { mode: 'vpc-router' } },
  ...SUBNETS.flatMap((parameter): readonly Finding[] => [
    { code: 'subnet_unknown', facts: { parameter, value: x, vpc_id: x } },
    { code: 'subnet_unknown', facts: { parameter, value: '', vpc_id: x } },
    { code: 'subnet_swapped', facts: { parameter, value: x, expected: x, subnet_name: x } },
  ]),
  { code: 'cidr_overlap', facts: { subnet_name: x, subnet_id: x, cidr: x, reserved: '10.247.0.0/16' } },
  { code: 'addon_misconfigured', facts: { field: x, problem: 'missing', value: null, expected: null } },
  { code: 'addon_misconfigured', facts: { field: x, problem: 'foreign', value: null, expected: x } },
  ...SERVICES.map((service): Finding => ({ code: 'permission_denied', facts: { service, operation: x, action: x, detail: x } })),
  ...FAILURES.map((reason): Finding => ({ code: 'source_unreadable', facts: { service: 'CCE', operation: x, reason, detail: x } })),
  ...PURPOSES.flatMap((purpose): readonly Finding[] => [
    { code: 'endpoint_missing', facts: { purpose, service_name: null } },
    { code: 'endpoint_missing', facts: { purpose, service_name: x } },
  ]),
  ...PROBLEMS.map(
    (problem): Finding => ({
      code: 'endpoint_not_ready',
      facts: { purpose: 'obs', service_name: x, endpoint_id: x, status: x, problem, detail: x },
    }),
  ),
  ...REASONS.map(
    (reason): Finding => ({
      code: 'low_headroom',
      facts: { schedulable: 1, best_cpu: null, best_memory: null, needed_cpu: x, needed_memory: x, reasons: [reason] },
    }),
  ),
  ...MERITS.map((merit): Finding => ({ code: 'image_chosen', facts: { image: x, of: 1, merits: [merit], architecture: '' } })),
  ...QUOTAS.map((quota): Finding => ({ code: 'quota_exceeded', facts: { quota, detail: '' } })),
  ...OBSTACLES.flatMap((because): readonly Finding[] => [
    {
      code: 'nodepool_unscalable',
      facts: { name: x, because, flavor: x, availability_zone: x, nodes: 2, wanted: 4, detail: '' },
    },
    {
      code: 'nodepool_unscalable',
      facts: { name: x, because, flavor: null, availability_zone: null, nodes: 2, wanted: 2, detail: x },
    },
  ]),
  { code: 'nodepool_values_unused', facts: { values: VALUES.map((parameter) => ({ parameter, value: x, used: [x] })) } },
  { code: 'nodepool_unknown', facts: { asked: x, nearest: null, names: [x, x] } },
  { code: 'nodepool_name_taken', facts: { name: x, id: x, different: [] } },
  { code: 'plan_changed', facts: { differences: [], successor: null } },
  { code: 'frozen', facts: { by: x, reason: null } },
  { code: 'addon_version_unavailable', facts: { asked: null, cluster_version: x, offered: [] } },
  ...['installFailed', 'upgradeFailed', 'rollbackFailed', 'deleteFailed'].map(
    (status): Finding => ({ code: 'addon_broken', facts: { status, detail: x, mendable: false } }),
  ),
  ...['failed', 'blocked', 'rejected', 'expired', 'stale', 'cancelled'].map(
    (state): Finding => ({ code: 'guided_stopped', facts: { command: x, run: x, state } }),
  ),
  ...['unknown_command', 'wrong_channel', 'not_listed', 'guest', 'unknown'].map(
    (reason): Finding => ({ code: 'not_allowed', facts: { reason } }),
  ),
  { code: 'virtual_node_cordoned', facts: { name: x, zone: null, fault: null } },
  { code: 'virtual_node_not_ready', facts: { name: x, status: null, reason: '', detail: '' } },
  { code: 'workload_not_found', facts: { namespace: x, workload_name: null } },
  ...['ErrImagePull', 'OOMKilled', 'Unschedulable'].map(
    (reason): Finding => ({ code: 'pods_not_ready', facts: { ready: 0, total: 2, pod: x, reason, detail: x, ended: null } }),
  ),
  ...[137, null].map(
    (exit_code): Finding => ({
      code: 'pods_not_ready',
      facts: { ready: 0, total: 2, pod: x, reason: 'Error', detail: '', ended: { reason: 'Error', exit_code } },
    }),
  ),
  { code: 'workload_foreign', facts: { namespace: x, name: x, why: 'label', managers: [], image: '' } },
  { code: 'project-id-or-iam', facts: { fault: null, project_id: x } },
  { code: 'project-id-or-iam', facts: { fault: { field: x, problem: 'missing', value: null, expected: x }, project_id: x } },
  { code: 'region-mismatch', facts: { version: null } },
  { code: 'arm-unsupported', facts: { version: x, first_supported: x, nodes: null } },
  ...(['addon-crashloop', 'workload-crashloop'] as const).map(
    (code): Finding => ({ code, facts: { pods: [x, x], restarts: 1, reason: 'OOMKilled', exit_code: null } }),
  ),
  { code: 'image-pull-network', facts: { pods: [x], image: '', endpoints_ready: null } },
  { code: 'pod-untolerated-taint', facts: { pods: [x], label: null } },
  { code: 'burst-label-missing', facts: { workload_name: x, pods: 1, node: x, label: null } },
  { code: 'pod-size-unsupported', facts: { pods: [x], problem: 'no_size', cpu: '', memory: '' } },
];

const samples = [...findingsOf(OPEN), ...OTHERS].map(numbered);
const every = samples.flatMap((finding) => [finding, ...atTheEdges(finding)]);
/** What a reader copies or looks for: it is the same in every language. */
const verbatim = (said: string): ReadonlySet<string> => {
  // A month has a name in English; a sentence begins with a capital; several vCPUs have a plural.
  const text = said
    .replace(/\d+ 月/g, '')
    .replace(/Zq/g, 'zq')
    .replace(/vCPUs/g, 'vCPU');
  return new Set([
    ...(text.match(VALUE) ?? []),
    ...(text.match(/\/bursting [a-z-]+|kubectl [a-z]+|--[a-z]+\b/g) ?? []),
    ...(text.match(/\b[a-z]+(?:_[a-z]+)+\b|\bHUAWEI_[AS]K\b|\b[a-z.]+\/[a-z-]+: [a-z]+/g) ?? []),
    ...(text.match(/\b[a-z]+[A-Z][A-Za-z]+\b/g) ?? []),
    ...(text.match(/\d[\d.,]*\d|\d/g) ?? []),
  ]);
};
/** Which of a text's words to copy are not in the other one. */
const lost = (from: string, to: string): readonly string[] => {
  const there = verbatim(to);
  return [...verbatim(from)].filter((word) => !there.has(word));
};
/** What is wrong with one finding's Chinese, beside its English. */
const complaints = (finding: Finding, say: Catalogue): readonly string[] => {
  const [en, zh] = [wordsOf(finding, english), wordsOf(finding, say)];
  const all = textOf(zh);
  const parts = [finding.code === 'usage' ? '' : zh.message, zh.cause ?? '', zh.remedy].filter(Boolean);
  return [
    ...parts.filter((part) => !/\p{Script=Han}/u.test(part)).map((part) => `no Chinese in: ${part}`),
    ...parts.flatMap((part) => strayWords(part, finding.facts)).map((word) => `English: ${word}`),
    ...lost(textOf(en), all).map((word) => `lost ${word}: ${all}`),
    ...lost(all, textOf(en)).map((word) => `added ${word}: ${all}`),
    ...(Boolean(en.cause) === Boolean(zh.cause) ? [] : ['the cause']),
    // A fact that is never empty leaves a gap in English too.
    ...(/ {2}| [,.;:)]|\( |\(\)|"" | $|^ |=$/m.test(textOf(en)) ? [] : ILL_SET)
      .flatMap((rule) => all.replace(/“[^”]*”/g, '“”').match(rule)?.[0] ?? [])
      .map((at) => `set as "${at}": ${all}`),
  ];
};
/** Half-width marks between Chinese characters, missing or superfluous blanks, marks that meet, values that are none. */
const ILL_SET: readonly RegExp[] = [
  /\p{Script=Han}[,;:?!()]|[,;:?!(]\p{Script=Han}/u,
  / {2}| [，。；：）、]|[，。；：（、] | $/m,
  /\p{Script=Han}[A-Za-z0-9]|[A-Za-z0-9]\p{Script=Han}/u,
  /。。|：。|（）|，，|：：/,
  /undefined|\bnull\b|NaN|\[object/,
];

const CODES = Object.keys(english) as (keyof Catalogue)[];

describe('every finding in Chinese', () => {
  it.each(CODES)('%s says in Chinese what it says in English', (code) => {
    const its = every.filter((finding) => finding.code === code);
    expect(its.length).toBeGreaterThan(0);
    expect(its.flatMap((finding) => complaints(finding, chinese))).toEqual([]);
  });
});

test.each(Object.values(ODD))('what is odd is said in Chinese: %s', (detail) => {
  const said = wordsOf({ code: 'upstream_unreadable', facts: { service: 'CCE', operation: 'ShowCluster', detail } }, chinese).message;
  expect(strayWords(said, ['ShowCluster', 'HTML', 'marker', 'CA'])).toEqual([]);
});

test('a sentence that was left in English is seen, and so is a lost value', () => {
  expect(every.filter((finding) => complaints(finding, english).length === 0)).toEqual([]);
  const forgetful: Catalogue = { ...chinese, timeout: () => ({ message: '已停止。', remedy: '请重试。' }) };
  expect(complaints({ code: 'timeout', facts: { seconds: 61 } }, forgetful)).toEqual([expect.stringContaining('lost 61')]);
});

test.each<[Difference, string]>([
  [
    { kind: 'appeared', resource: 'ep-1', field: null, was: null, now: null, since: '2026-11-23T10:42:13Z' },
    'ep-1 自 11 月 23 日 10:42（UTC）起存在，此前不存在',
  ],
  [{ kind: 'gone', resource: '', field: null, was: null, now: null, since: null }, '某个资源已不存在，此前存在'],
  [
    { kind: 'changed', resource: 'prod-pool', field: 'node_count', was: 2, now: 4, since: null },
    'prod-pool 的 node_count 现为 4，此前为 2',
  ],
  [{ kind: 'changed', resource: 'parameters', field: 'image', was: null, now: true, since: null }, '参数 image 现为“是”，此前为“未设置”'],
])('a difference: %j', (given, said) => expect(difference(given)).toBe(said));
