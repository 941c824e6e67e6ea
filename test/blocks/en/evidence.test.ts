import { expect, test } from 'vitest';
import { evidenceLines } from '../../../blocks/catalogue.ts';
import { en } from '../../../blocks/en/index.ts';
import type { Evidence } from '../../../src/core/evidence.ts';

const crash = { kind: 'crash', pod: 'web-2', container: 'main', restarts: 1 } as const;
const waiting = (...waits: Extract<Evidence, { kind: 'waiting' }>['waits']): Evidence => ({ kind: 'waiting', pod: 'web-1', waits });
const endpoint = { kind: 'endpoint', endpoint_id: 'ep-1' } as const;

test.each<[Evidence, string, string]>([
  [
    { kind: 'log', namespace: 'shop', pod: 'web-1', container: 'main', previous: true, text: 'one\ntwo' },
    'log shop/web-1/main (before its restart)',
    'one\ntwo',
  ],
  [{ ...crash, ended: { reason: 'Error', exit_code: 1 } }, 'pod web-2', 'container main: 1 restart, last ended with Error (exit code 1)'],
  [{ ...crash, ended: { reason: '', exit_code: 1 } }, 'pod web-2', 'container main: 1 restart, exit code 1'],
  [{ ...crash, ended: null }, 'pod web-2', 'container main: 1 restart, how it last ended is not known'],
  [
    waiting(
      { reason: 'Unschedulable', message: 'no', ended: null },
      { reason: 'Error', message: '', ended: { reason: 'Error', exit_code: 3 } },
    ),
    'pod web-1',
    'Unschedulable: no; Error: exit code 3',
  ],
  [waiting({ reason: 'Pending', message: '', ended: null }), 'pod web-1', 'Pending'],
  [
    { kind: 'replica_set', replica_set: 'web-7c9d', revision: null, ready: 0, wanted: 1 },
    'replica set web-7c9d',
    'revision not known: 0 of 1 pod ready',
  ],
  [{ kind: 'no_endpoint', purpose: 'swr', service_name: null }, 'endpoint swr', 'none for image pulls from SWR'],
  [
    { ...endpoint, status: 'failed', problem: 'failed', detail: 'no such service' },
    'endpoint ep-1',
    'status: failed, could not be created: no such service',
  ],
  [{ ...endpoint, status: 'accepted', problem: 'frozen', detail: 'arrears' }, 'endpoint ep-1', 'status: accepted, is frozen, arrears'],
  [{ ...endpoint, status: 'odd', problem: 'unknown', detail: '' }, 'endpoint ep-1', 'status: odd'],
  [
    { kind: 'node_condition', node: 'bursting-node', status: null, reason: '', message: 'lost' },
    'node bursting-node',
    'Ready is not said: lost',
  ],
  [{ kind: 'node_cordoned', node: 'n', fault: null, zone: 'cn-north-4a' }, 'node n', 'cordoned, zone cn-north-4a'],
])('%j', (seen, source, line) => expect(evidenceLines([seen], en)).toEqual([{ source, line }]));

test.each([{ source: 'pod web-1', line: 'as an older version kept it' }, { kind: 'constructor' }, { kind: null }])(
  '%j has no words: it is left out',
  (kept) => expect(evidenceLines([kept as unknown as Evidence], en)).toEqual([]),
);
