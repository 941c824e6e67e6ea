import { describe, expect, it } from 'vitest';
import { explain } from '../../../blocks/catalogue.ts';
import { en } from '../../../blocks/en/index.ts';
import { type Facts, finding } from '../../../src/core/finding.ts';
import type { Quota, Unscalable } from '../../../src/core/findings/node-pools.ts';

const say = (found: Parameters<typeof explain>[0]) => explain(found, en);

describe('a pool that gets no more nodes', () => {
  const stuck = (more: Partial<Facts['nodepool_unscalable']>) =>
    say(
      finding('nodepool_unscalable', {
        name: 'a',
        because: 'sold_out',
        flavor: 'c7',
        availability_zone: 'az1',
        nodes: 2,
        wanted: 2,
        detail: '',
        ...more,
      }),
    );

  it.each<[Partial<Facts['nodepool_unscalable']>, string]>([
    [{}, 'Node pool a gets no more nodes: flavor c7 is sold out in az1.'],
    [{ detail: 'flavor c7 is sold out in az1. ' }, 'Node pool a gets no more nodes: flavor c7 is sold out in az1.'],
    [{ flavor: null, availability_zone: null }, 'Node pool a gets no more nodes: flavor of its nodes is sold out in its zone.'],
    [{ because: 'quota', detail: 'cpu' }, 'Node pool a gets no more nodes: a quota of the account is used up: cpu.'],
    [{ because: 'order' }, 'Node pool a gets no more nodes: an order for it is not paid.'],
    [
      { wanted: 3 },
      'Node pool a gets no more nodes: flavor c7 is sold out in az1. It was asked for 3 nodes and has 2; CCE may still make the rest once it can.',
    ],
  ])('%j is said so', (facts, message) => expect(stuck(facts).message).toBe(message));

  it('has a remedy for each reason', () => {
    const reasons: Unscalable[] = ['sold_out', 'quota', 'order', 'failed', 'unknown'];
    expect(new Set(reasons.map((because) => stuck({ because }).message)).size).toBe(reasons.length);
    expect(stuck({ because: 'quota' }).remedy).toContain('My Quotas');
    expect(stuck({ because: 'order' }).remedy).toContain('Billing Center');
  });
});

it('each quota has its own name', () => {
  const quotas: Quota[] = ['ecs', 'cpu', 'memory', 'security_group', 'eip', 'disk'];
  expect(new Set(quotas.map((quota) => say(finding('quota_exceeded', { quota, detail: '' })).message)).size).toBe(quotas.length);
});

it('an unknown pool is met with the right name to copy, or with those that there are', () => {
  expect(say(finding('nodepool_unknown', { asked: 'wroker', nearest: 'worker', names: ['gpu', 'worker'] })).remedy).toBe(
    'Use nodepool_name=worker. There are gpu and worker; /bursting nodepools lists them.',
  );
  expect(say(finding('nodepool_unknown', { asked: 'x', nearest: null, names: ['gpu'] })).remedy).toBe(
    'Use nodepool_name or nodepool_id of one that is there. There is gpu; /bursting nodepools lists them.',
  );
  const many = Array.from({ length: 40 }, (_, i) => `p${i}`);
  expect(say(finding('nodepool_unknown', { asked: 'x', nearest: null, names: many })).remedy).toContain('p7 and 32 more');
  expect(say(finding('nodepool_unknown', { asked: 'x', nearest: null, names: [] })).remedy).toContain('/bursting create-nodepool');
});

it('a name that is taken is told apart from a pool that is just the one wanted', () => {
  const taken = (different: Facts['nodepool_name_taken']['different']) =>
    say(finding('nodepool_name_taken', { name: 'a', id: 'i', different })).message;
  expect(taken([])).toBe('Node pool a (i) is there already, with that flavor, zone and node count.');
  expect(taken(['flavor', 'node_count'])).toBe('There is already a node pool a (i), and it has another flavor and node count.');
});

it('what nobody here uses is listed with what they use', () => {
  const { message } = say(
    finding('nodepool_values_unused', {
      values: [
        { parameter: 'flavor', value: 'c9', used: ['c6', 'c7'] },
        { parameter: 'ssh_key', value: 'k', used: [] },
      ],
    }),
  );
  expect(message).toContain('has flavor c9 (they have c6 and c7) and key pair k.');
});

it('a key pair is asked for, and why no password is', () => {
  const { message, remedy } = say(finding('ssh_key_required', { name: 'a' }));
  expect(message).toContain('do not belong in chat');
  expect(remedy).toContain('sshKey');
});

it('low headroom is met with the commands that mend it', () => {
  const { remedy } = say(
    finding('low_headroom', {
      schedulable: 1,
      best_cpu: null,
      best_memory: null,
      needed_cpu: '2',
      needed_memory: '4Gi',
      reasons: ['few_nodes'],
    }),
  );
  expect(remedy).toContain('/bursting resize-nodepool');
  expect(remedy).toContain('/bursting create-nodepool');
});
