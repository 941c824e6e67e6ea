import { describe, expect, it } from 'vitest';
import { auditLine } from '../../blocks/audit.ts';
import type { AuditRecord } from '../../src/runs/audit.ts';
import * as s from './samples.ts';

const line = (record: AuditRecord) => auditLine({ at: Date.UTC(2026, 10, 23, 12), record, hash: '0123456789abcdef' });
const move = (more: Partial<Extract<AuditRecord, { kind: 'move' }>>): AuditRecord => ({
  kind: 'move',
  run: 'run_0123456789',
  from: 'awaiting_approval',
  to: 'approved',
  by: 'U02BOB',
  command: 'vpcep',
  cluster: 'prod',
  fingerprint: '5f2c9a017be3'.padEnd(64, '0'),
  error: null,
  reason: null,
  ...more,
});
const WHEN = '<!date^1795435200^{date_short_pretty} {time}|2026-11-23 12:00 UTC>';
const CHAIN = '·  audit `0123456789ab`';

describe('the audit channel', () => {
  it.each<[AuditRecord, string]>([
    [
      move({}),
      `⏳ ${WHEN}  \`run_0123456789\` vpcep of \`prod\`: awaiting approval → approved, by \`U02BOB\`, plan \`5f2c9a017be3\`  ${CHAIN}`,
    ],
    [
      move({ from: 'applying', to: 'failed', by: null, error: 'step_timeout' }),
      `❌ ${WHEN}  \`run_0123456789\` vpcep of \`prod\`: applying → failed, plan \`5f2c9a017be3\`, \`step_timeout\`  ${CHAIN}`,
    ],
    [
      move({ to: 'rejected', reason: 'not today' }),
      `🚫 ${WHEN}  \`run_0123456789\` vpcep of \`prod\`: awaiting approval → rejected, by \`U02BOB\`, plan \`5f2c9a017be3\`, reason: not today  ${CHAIN}`,
    ],
    [
      { kind: 'click', run: 'run_0123456789', verb: 'approve', by: 'U04MALLORY', refused: 'not_allowed', channel: 'C0PRODOPS', ts: '1.2' },
      `⛔ ${WHEN}  \`U04MALLORY\` clicked approve on \`run_0123456789\`: refused, \`not_allowed\`, in \`C0PRODOPS\`  ${CHAIN}`,
    ],
    [
      { kind: 'superseded', run: 'run_0123456789', by_run: 'run_9876543210' },
      `🚫 ${WHEN}  \`run_0123456789\` is stale: \`run_9876543210\` is a newer plan for the same resources  ${CHAIN}`,
    ],
    [
      { kind: 'stop', run: 'run_0123456789', by: 'U02BOB' },
      `🚫 ${WHEN}  \`U02BOB\` asked \`run_0123456789\` to stop before its next write  ${CHAIN}`,
    ],
    [
      { kind: 'freeze', scope: 'all', by: 'U02BOB', reason: 'incident 42' },
      `✋ ${WHEN}  \`U02BOB\` froze \`all\`, reason: incident 42  ${CHAIN}`,
    ],
    [{ kind: 'unfreeze', scope: 'all', by: 'U02BOB', reason: null }, `✅ ${WHEN}  \`U02BOB\` unfroze \`all\`  ${CHAIN}`],
  ])('has a line for %o', (record, expected) => expect(line(record)).toBe(expected));

  it('is not told of reads, which come and go', () => {
    for (const to of ['queued', 'running', 'succeeded', 'failed'] as const) expect(line(move({ to, fingerprint: null }))).toBeNull();
    expect(line(move({ from: null, to: 'queued', fingerprint: null }))).toBeNull();
  });

  it('pings nobody and stays short, whatever a record holds', () => {
    for (const x of [s.HOSTILE, s.LONG, s.RTL, ''])
      for (const record of [
        move({ run: x, by: x, command: x, cluster: x, fingerprint: x, error: x, reason: x }),
        { kind: 'click', run: x, verb: x, by: x, refused: x, channel: x, ts: x } as const,
        { kind: 'freeze', scope: x, by: x, reason: x } as const,
      ]) {
        const text = line(record) ?? '';
        expect(text.replace(WHEN, '')).not.toMatch(/[<>\n]/);
        expect(text.length).toBeLessThan(2_500);
      }
  });
});
