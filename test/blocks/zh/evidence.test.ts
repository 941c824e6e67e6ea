import { describe, expect, test } from 'vitest';
import { evidence as english } from '../../../blocks/en/evidence.ts';
import { evidence as chinese } from '../../../blocks/zh/evidence.ts';
import type { Ended, Evidence } from '../../../src/core/evidence.ts';
import type { EndpointProblem, EndpointPurpose } from '../../../src/core/finding.ts';
import { evidenceOf } from '../evidence-samples.ts';
import { strayWords, textsIn } from './stray.ts';

type Catalogue = typeof english;
const textOf = (seen: Evidence, say: Catalogue): string => {
  const { source, line } = (say[seen.kind] as (seen: Evidence) => ReturnType<Catalogue['log']>)(seen);
  return `${source}\n${line}`;
};

const X = 'zq1q';
const samples = evidenceOf(X);
const ENDED: readonly (Ended | null)[] = [
  null,
  { reason: 'OOMKilled', exit_code: 137 },
  { reason: 'Error', exit_code: null },
  { reason: '', exit_code: 1 },
];
const PROBLEMS: Readonly<Record<EndpointProblem, 1>> = {
  ...{ creating: 1, pending_acceptance: 1, rejected: 1, failed: 1, frozen: 1, dns_disabled: 1, disabled: 1, route_table: 1 },
  unknown: 1,
};
const PURPOSES: Readonly<Record<EndpointPurpose, 1>> = { swr: 1, 'swr-api': 1, obs: 1 };

/** What a sample does not show: nothing where there may be nothing, each member of a union. */
const others: readonly Evidence[] = [
  { ...samples.log, previous: false },
  ...ENDED.flatMap((ended): Evidence[] => [
    { ...samples.crash, ended },
    { ...samples.waiting, waits: [{ reason: 'Error', message: '', ended }] },
  ]),
  { ...samples.pod_size, cpu: '', memory: '' },
  { ...samples.pod_label, value: null },
  { ...samples.template_label, value: null },
  { ...samples.replica_set, revision: null },
  { ...samples.addon_status, status: '', detail: '' },
  { ...samples.addon_value, value: null },
  { ...samples.cluster, phase: '', mode: '' },
  ...(Object.keys(PURPOSES) as EndpointPurpose[]).map((purpose): Evidence => ({ ...samples.no_endpoint, purpose, service_name: null })),
  ...(Object.keys(PROBLEMS) as EndpointProblem[]).flatMap((problem): Evidence[] => [
    { ...samples.endpoint, problem },
    { ...samples.endpoint, problem, status: '', detail: problem === 'route_table' ? X : '' },
  ]),
  { ...samples.node_condition, status: null, reason: '', message: '' },
  { ...samples.node_cordoned, fault: null, zone: null },
];

/** What others said, and what their fields are called; what we call things is no quote. */
const quotedOf = (seen: Evidence): readonly string[] => textsIn({ ...seen, kind: null, problem: null });

/** What a reader copies or looks for: it is the same in every language. */
const values = (text: string): readonly string[] => (text.match(/zq1q|\d+/g) ?? []).toSorted();

describe.each([...Object.values(samples), ...others].map((seen) => [seen.kind, seen] as const))('%s in Chinese', (_, seen) => {
  const [said, inEnglish] = [textOf(seen, chinese), textOf(seen, english)];
  test(JSON.stringify(seen), () => {
    expect(strayWords(said, quotedOf(seen))).toEqual([]);
    expect(values(said)).toEqual(values(inEnglish));
    for (const text of [said, inEnglish]) expect(text).toMatch(/^\S[^\n]*[^\s:：,，]\n\S(?:.*[^\s:：,，])?$/u);
    for (const text of [said, inEnglish]) expect(text).not.toMatch(/undefined|\bnull\b|NaN|\[object| {2}|\(\)|（）|: *[,;]|：[，；]/);
    expect(said).not.toMatch(/\p{Script=Han}[A-Za-z0-9(]|[A-Za-z0-9)]\p{Script=Han}/u);
  });
});

test('a line that was left in English is seen', () => {
  const own = Object.values(samples).filter((seen) => strayWords(textOf(seen, english), quotedOf(seen)).length === 0);
  expect(own).toEqual([]);
});

test('a name, a value or a message that is empty or hostile stays what it is', () => {
  for (const x of ['<!channel> *x* `y`', 'عنقود']) {
    for (const seen of Object.values(evidenceOf(x))) {
      const texts = [textOf(seen, chinese), textOf(seen, english)];
      for (const text of texts) expect(text.includes(x)).toBe(JSON.stringify(seen).includes(JSON.stringify(x).slice(1, -1)));
    }
  }
});
