import { describe, expect, it } from 'vitest';
import { REASON_CALLBACK, readReason, reasonError, reasonView } from '../../blocks/reject.ts';
import * as p from './plan-samples.ts';
import { expectSafeView } from './reading.ts';
import * as s from './samples.ts';

const PLACE = { channel: 'C0PRODOPS', ts: '1795435200.000100' };
const typed = (value: string | null) => ({
  private_metadata: reasonView(p.planRun(), PLACE).private_metadata ?? '',
  state: { values: { reason: { reason: { type: 'plain_text_input', value } } } },
});

describe('the window that asks why a plan is rejected', () => {
  it.each(['prod', s.HOSTILE, s.LONG, s.RTL, ''])('can be opened for a cluster called %.20s', (alias) => {
    const view = reasonView(p.planRun({ target: { ...p.planRun().target, alias } }), PLACE);
    expectSafeView(view);
    expect(view.callback_id).toBe(REASON_CALLBACK);
    expect(view.submit?.text).toBe('Reject');
  });

  it('comes back with the reason, the run and the message that was clicked', () => {
    expect(readReason(typed('not during the sale'))).toEqual({ run: 'run_0123456789', place: PLACE, reason: 'not during the sale' });
  });

  it.each([null, ''])('comes back with an empty reason as one: %j', (value) => expect(readReason(typed(value))?.reason).toBe(''));

  it.each([
    { private_metadata: '', state: { values: {} } },
    { private_metadata: '{"run":1}', state: { values: {} } },
    { private_metadata: '{"run":"r","channel":"c","ts":"t"}', state: null },
    { private_metadata: '[]' },
  ])('made by somebody else is not read: %j', (view) => expect(readReason(view)).toBeNull());

  it('says at the field what is missing, or why it was refused, in plain text', () => {
    expect(reasonError().reason).toContain('why');
    expect(
      reasonError(
        '⛔ *No*: `run_1` of <@U02BOB>, <!subteam^S0ONCALL>, <!date^1^{date_short_pretty}|2026-11-23 12:00 UTC>, &lt;b&gt; &amp;amp;',
      ).reason,
    ).toBe('⛔ No: run_1 of U02BOB, S0ONCALL, 2026-11-23 12:00 UTC, <b> &amp;');
    expect([...(reasonError('x'.repeat(5_000)).reason ?? '')].length).toBe(500);
  });
});
