import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SIGNS, type SlackMessage } from '../../blocks/kit.ts';
import { renderRun } from '../../blocks/run.ts';
import { finding } from '../../src/core/finding.ts';
import { RUN_STATES, type Run } from '../../src/runs/run.ts';
import { expectSafe, read } from './reading.ts';
import * as s from './samples.ts';

describe('every state of a run', () => {
  it.each(RUN_STATES)('%s can be shown, says which run it is and who asked', (state) => {
    const message = renderRun(s.runOf({ state }));
    expectSafe(message);
    expect(message.text).toContain('prod');
    expect(read(message)).toContain('`run_0123456789`');
    expect(read(message)).toContain('<@U01ALICE>');
    expect(message.metadata).toEqual({
      event_type: 'bursting_run',
      event_payload: { run_id: 'run_0123456789', command: 'precheck', state, cluster: 'prod', region: 'cn-north-4' },
    });
  });

  it('a run without an alias says so with an empty text, and goes by its cluster id', () => {
    const message = renderRun(s.runOf({ state: 'queued', target: { ...s.runOf().target, alias: null } }));
    expect(message.metadata.event_payload.cluster).toBe('');
    expect(message.text).toBe('precheck on 6f3c9a52-7d18-11f0-9b2e-0255ac100a01 is queued.');
  });

  it('nobody is named in `text`, which would ping them at every edit', () => {
    for (const state of RUN_STATES) expect(renderRun(s.runOf({ state, endedBy: 'U02BOB' })).text).not.toContain('U0');
  });

  it('a cancelled run says by whom', () => {
    expect(read(renderRun(s.runOf({ state: 'cancelled', endedBy: 'U02BOB' })))).toContain('cancelled by <@U02BOB>');
  });

  it('a requester that is no user id is text', () => {
    expect(read(renderRun(s.runOf({ requestedBy: '<!channel>' })))).toContain('asked by `&lt;!channel&gt;`');
  });

  it('the same run makes the same message', () => {
    const run = s.done(s.precheckOf('x', s.findingsOf('x')));
    expect(renderRun(run)).toEqual(renderRun(structuredClone(run)));
  });

  it('time is shown in the reader’s zone, with UTC where that cannot be', () => {
    expect(read(renderRun(s.runOf()))).toContain('<!date^1795435200^{date_short_pretty} {time}|2026-11-23 12:00 UTC>');
    expect(read(renderRun(s.runOf()))).toContain('took 3 s');
  });
});

describe('a failed run', () => {
  const failed = (retryable: boolean, requestId: string | null): Run =>
    s.runOf({
      state: 'failed',
      error: {
        finding: finding('upstream_failed', { service: 'CCE', operation: 'ShowCluster', status: 500, detail: 'oops' }),
        requestId,
        retryable,
      },
    });

  it('says what was being done, why it failed, what to do and the request id', () => {
    const text = read(renderRun(failed(true, 'req-1')));
    expect(text).toContain(`${SIGNS.failed} *precheck on prod failed.*`);
    expect(text).toContain('CCE (ShowCluster) failed with status 500: oops.');
    expect(text).toContain('*To do:* Run the command again in a minute.');
    expect(text).toContain('`request id req-1`');
    expect(text).toContain('may work later');
  });

  it('does not speak of a request id or of later where there is none', () => {
    const text = read(renderRun(failed(false, null)));
    expect(text).not.toContain('request id');
    expect(text).not.toContain('may work later');
  });

  it.each(s.findingsOf(s.HOSTILE).map((found) => [found.code, found] as const))('%s can be shown, whatever its values', (_, found) => {
    expectSafe(renderRun(s.runOf({ state: 'failed', error: { finding: found, requestId: s.HOSTILE, retryable: true } })));
  });
});

describe('precheck', () => {
  const many = (n: number, x: string) => Array.from({ length: n }, (_, i) => s.findingsOf(x)[i % 19] ?? finding('timeout', { seconds: 1 }));

  it('that finds nothing wrong is one line, the facts and what is next', () => {
    const ready = { ...s.precheckOf('turbo'), vpcep: { endpoints: [], missing: [] } };
    const message = renderRun(s.done(ready));
    expect(message.text).toBe('prod is ready to burst to CCI 2.0.');
    expect(message.blocks.map(({ type }) => type)).toEqual(['section', 'section', 'section', 'actions', 'context']);
    expect(read(message)).toContain(`${SIGNS.ok} *prod is ready to burst to CCI 2.0.*`);
    expectSafe(message);
  });

  it('counts what is in the way, and shows each with its remedy', () => {
    const swapped = finding('subnet_swapped', { parameter: 'vpcep_subnet_id', value: 'n-1', expected: 'v-1', subnet_name: 'pods' });
    const message = renderRun(s.done(s.precheckOf('turbo', [swapped])));
    expect(message.text).toBe('1 thing blocks bursting on prod.');
    expect(read(message)).toContain('*To do:* Use vpcep_subnet_id=v-1');
    expect(read(message)).toContain('then run `/bursting precheck prod`');
  });

  it('repeats the parameters it was given in the command to copy', () => {
    const run = s.done(s.precheckOf('turbo', [finding('cluster_not_available', { phase: 'Hibernation' })]), {
      params: { vpcep_subnet_id: 'v-1' },
      target: { ...s.runOf().target, alias: null },
    });
    expect(read(renderRun(run))).toContain(
      '`/bursting precheck region=cn-north-4 cluster_id=6f3c9a52-7d18-11f0-9b2e-0255ac100a01 vpcep_subnet_id=v-1`',
    );
  });

  it('does not call an add-on missing whose list could not be read', () => {
    const denied = finding('permission_denied', {
      service: 'CCE',
      operation: 'ListAddonInstances',
      action: 'cce:addonInstance:list',
      detail: '',
    });
    const text = read(renderRun(s.done({ ...s.precheckOf('turbo', [denied]), virtual_kubelet: null })));
    expect(text).not.toContain('not installed');
    expect(text).toContain('Allow cce:addonInstance:list');
    expect(read(renderRun(s.done({ ...s.precheckOf('turbo'), virtual_kubelet: null })))).toContain('not installed');
  });

  it('names another way where nothing can be mended, and calls clusters as the console does', () => {
    const overlay = finding('cluster_not_supported', { category: 'CCE', mode: 'overlay_l2' });
    const text = read(renderRun(s.done(s.precheckOf('CCE', [overlay]))));
    expect(text).toContain('Network mode overlay_l2 (CCE Standard) cannot burst');
    expect(text).toContain('*Next:* use another cluster, `/bursting clusters` lists them');
    const router = finding('cluster_not_supported', { category: 'CCE', mode: 'vpc-router' });
    expect(read(renderRun(s.done(s.precheckOf('CCE', [router]))))).toContain('*Next:* fix what is marked above');
  });

  it('counts the issues that do not fit, and says where they are', () => {
    const message = renderRun(s.done(s.precheckOf(s.HOSTILE, many(200, 'x'), many(200, 'x'))));
    const shown = message.blocks.filter((block) => 'text' in block && block.text.text.includes('*To do:*')).length;
    const counted = [...read(message).matchAll(/and (\d+) more/g)].reduce((sum, [, n]) => sum + Number(n), 0);
    expect(shown + counted).toBe(400);
    expect(read(message)).toContain('`bursting runs show run_0123456789` prints all');
    expect(message.text).toBe('200 things block bursting on prod.');
    expectSafe(message);
  });

  it.each([
    ['hostile', s.HOSTILE],
    ['right to left', s.RTL],
    ['10 kB', s.LONG],
    ['emoji', '👩‍👩‍👧‍👦🚀'.repeat(300)],
    ['escaped', '&'.repeat(10_000)],
    ['empty', ''],
    ['one space', ' '],
  ])('of %s names is within the limits of Slack, with all that matters kept', (_, x) => {
    const found = s.findingsOf(x);
    for (const result of [
      s.precheckOf(x),
      s.precheckOf(x, found, found),
      s.precheckOf(x, many(200, x), many(200, x)),
      s.blindPrecheck(found),
    ]) {
      const message = renderRun(
        s.done(result, { target: { ...s.runOf().target, alias: x, clusterId: x || 'c' }, params: { vpcep_subnet_id: x } }),
      );
      expectSafe(message);
      expect(read(message)).toContain('`run_0123456789`');
      expect(read(message)).toContain('*Next:*');
    }
  });
});

describe('capacity', () => {
  const capacity = (result: object): SlackMessage => renderRun(s.done(result, { command: 'capacity' }));

  it('shows the nodes with most free first, and counts the rest', () => {
    const nodes = Array.from({ length: 5_000 }, (_, i) => s.nodeOf(`n-${i}`, { free: { cpu: `${i}m`, memory: '1Gi', pods: 1 } }));
    const message = capacity(s.capacityOf({ nodes, schedulable_physical_node_count: 5_000 }));
    const text = read(message);
    expect(text.indexOf('n-4999')).toBeGreaterThan(0);
    expect(text.indexOf('n-4999')).toBeLessThan(text.indexOf('n-4998'));
    expect(text).toContain('and 4,992 more nodes');
    expectSafe(message);
  });

  it('puts nodes that take no pods last and leaves virtual ones out', () => {
    const nodes = [
      s.nodeOf('cordoned', { schedulable: false }),
      s.nodeOf('small', { free: { cpu: '1', memory: null, pods: null } }),
      s.nodeOf('bursting-node', { virtual: true }),
    ];
    const text = read(capacity(s.capacityOf({ nodes, schedulable_physical_node_count: 1 })));
    expect(text.indexOf('small')).toBeLessThan(text.indexOf('cordoned'));
    expect(text).toContain('1 schedulable physical node, 1 virtual node');
    expect(text).not.toContain('bursting-node');
    expect(text).toContain('1 CPU, ?, ? pods free');
  });

  it('without nodes says so', () => {
    const message = capacity(s.capacityOf({ ready: false, success: false, nodes: [], schedulable_physical_node_count: 0 }));
    expect(read(message)).toContain('There is no physical node.');
    expectSafe(message);
  });

  it('of hostile nodes is safe', () => {
    for (const name of [s.HOSTILE, s.LONG, s.RTL, ''])
      expectSafe(capacity(s.capacityOf({ nodes: Array(20).fill(s.nodeOf(name)), warnings: s.findingsOf(name) })));
  });
});

it('whatever the world is called, a message can be sent, pings nobody and keeps its run id', { timeout: 60_000 }, () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 200 }),
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.constantFrom(s.HOSTILE, s.LONG, s.RTL, '&'.repeat(5_000), '*_~`<>&|'),
  );
  fc.assert(
    fc.property(text, fc.nat(200), fc.nat(200), fc.constantFrom(...RUN_STATES), fc.boolean(), (x, issues, warnings, state, cut) => {
      const all = s.findingsOf(x);
      const some = (n: number) => Array.from({ length: n }, (_, i) => all[i % all.length] ?? finding('timeout', { seconds: 1 }));
      const error = { finding: all[issues % all.length] ?? finding('timeout', { seconds: 1 }), requestId: x, retryable: true };
      const result = cut ? s.blindPrecheck(some(issues)) : s.precheckOf(x, some(issues), some(warnings));
      const run = s.done(result, { state, error, requestedBy: x, endedBy: x, target: { ...s.runOf().target, alias: x } });
      const message = renderRun(run);
      expectSafe(message);
      expect(read(message)).toContain('`run_0123456789`');
    }),
    { numRuns: 150 },
  );
});

it('names a person once, and whole, however often and however alike', () => {
  const error = {
    finding: finding('approval_revoked', { users: ['U02BOB', 'U02BOB', 'U02BOBBY'], required: 2 }),
    requestId: null,
    retryable: false,
  };
  const text = read(renderRun(s.runOf({ state: 'failed', error })));
  expect(text).toContain('<@U02BOB>, <@U02BOB> and <@U02BOBBY> approved this');
});
