import { expect, test } from 'vitest';
import { clusterAllowedIn } from '../../src/people/channels.ts';

test.each<[string, readonly string[] | null, string, boolean]>([
  ['a cluster without channels is for every channel', null, 'C0ANY', true],
  ['a cluster is for its channels', ['C0A', 'C0B'], 'C0B', true],
  ['and for no other', ['C0A', 'C0B'], 'C0C', false],
  ['ids are compared whole', ['C0AB'], 'C0A', false],
  ['ids are compared as they are', ['C0A'], 'c0a', false],
  ['an empty list allows none', [], 'C0A', false],
])('%s', (_, channels, channel, allowed) => {
  expect(clusterAllowedIn({ channels }, channel)).toBe(allowed);
});

test('a cluster outside the configuration is bound to no channel', () => {
  expect(clusterAllowedIn(null, 'C0ANY')).toBe(true);
});
