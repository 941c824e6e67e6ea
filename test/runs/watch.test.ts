import { describe, expect, test } from 'vitest';
import { finding } from '../../src/core/finding.ts';
import { type Seen, type Standing, seenIn, stand } from '../../src/runs/watch.ts';

/** One letter per run: `r`eady, `n`ot ready, `f`ailed for good, `p`assing failure. Resolves with what is news in each. */
function told(story: string): string {
  let standing: Standing | null = null;
  return [...story]
    .map((letter, i) => {
      const seen: Seen = { run: `run_${i}`, ready: letter === 'r', passing: letter === 'p', at: i * 10 };
      standing = stand(standing, seen);
      return standing.news === null ? '.' : standing.news.ready ? 'R' : 'N';
    })
    .join('');
}

describe('a watch speaks', () => {
  test.each([
    ['not while all is well', 'rrrr', '....'],
    ['of what is not ready, from the very beginning', 'nnn', 'N..'],
    ['once when it is not ready any more, and once when it is again', 'rrnnnrr', '..N..R.'],
    ['of each incident', 'rnrnr', '.NRNR'],
    ['of what cannot be read for good', 'rff', '.N.'],
    ['not of one failure that may pass', 'rprprnp', '.....N.'],
    ['of the second in a row', 'rpppr', '..N.R'],
    ['of a failure for good after one that might have passed', 'rpf', '..N'],
    ['not of a failure while it is not ready anyway', 'nppfn', 'N....'],
    ['from the beginning of failures that do not pass', 'pp', '.N'],
  ])('%s: %s', (_, story, news) => expect(told(story)).toBe(news));

  test('with since when it was as it was before', () => {
    const at = (run: string, ready: boolean, when: number, before: Standing | null) =>
      stand(before, { run, ready, passing: false, at: when });
    const ready = at('a', true, 100, null);
    const still = at('b', true, 200, ready);
    const not = at('c', false, 300, still);
    expect(not.news).toEqual({ ready: false, since: 100 });
    expect(at('d', true, 400, at('e', false, 350, not)).news).toEqual({ ready: true, since: 300 });
    expect(at('x', false, 10, null).news).toEqual({ ready: false, since: null });
  });

  test('the same, whatever a second attempt of the same run sees', () => {
    const before = stand(null, { run: 'a', ready: true, passing: false, at: 1 });
    const first = stand(before, { run: 'b', ready: false, passing: false, at: 2 });
    expect(stand(first, { run: 'b', ready: true, passing: false, at: 3 })).toEqual(first);
    expect(
      stand(stand(before, { run: 'c', ready: false, passing: true, at: 2 }), { run: 'c', ready: false, passing: true, at: 3 }).doubts,
    ).toBe(1);
  });
});

describe('a run of a watch', () => {
  const blind = finding('source_unreadable', { service: 'CCE', operation: 'ListAddonInstances', reason: 'upstream_failed', detail: '' });
  const denied = finding('permission_denied', {
    service: 'CCE',
    operation: 'ListAddonInstances',
    action: 'cce:addonInstance:list',
    detail: '',
  });
  const [busy, unhealthy] = [
    finding('addon_busy', { status: 'upgrading' }),
    finding('addon_unhealthy', { status: 'abnormal', detail: '' }),
  ];
  const error = { finding: finding('throttled', { service: 'CCE', operation: 'x' }), requestId: null };
  const found = (success: boolean, issues: unknown = [], warnings: unknown = []) =>
    ({ state: 'succeeded', result: { success, issues, warnings }, error: null }) as const;

  test.each([
    ['found it ready', found(true), 'ready'],
    ['found it ready, whatever else it could not see', found(true, [], [blind]), 'ready'],
    ['found what is wrong', found(false, [unhealthy]), 'not ready'],
    ['found what is wrong, and something under way', found(false, [busy, unhealthy]), 'not ready'],
    ['found something under way', found(false, [busy]), 'perhaps'],
    ['could not see', found(false, [], [blind]), 'perhaps'],
    ['may not see', found(false, [], [denied]), 'not ready'],
    ['found nothing that it could name', found(false), 'not ready'],
    ['kept no lists', { state: 'succeeded', result: { success: false, issues: 'x', warnings: [null] }, error: null }, 'not ready'],
    ['has no result', { state: 'succeeded', result: null, error: null }, 'not ready'],
    ['failed in a way that may pass', { state: 'failed', result: null, error: { ...error, retryable: true } }, 'perhaps'],
    ['failed for good', { state: 'failed', result: null, error: { ...error, retryable: false } }, 'not ready'],
  ] as const)('that %s', (_, ended, means) => {
    const { ready, passing } = seenIn('run_1', ended, 1);
    expect(ready ? 'ready' : passing ? 'perhaps' : 'not ready').toBe(means);
  });
});
