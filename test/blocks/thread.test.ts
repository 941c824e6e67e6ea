import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runDocument } from '../../blocks/document.ts';
import { renderRun } from '../../blocks/run.ts';
import { renderThread } from '../../blocks/thread.ts';
import { checkMessage } from '../../sandbox/slack/block-check.ts';
import { RUN_STATES } from '../../src/runs/run.ts';
import { WISHES } from '../../src/runs/wish.ts';
import * as p from './plan-samples.ts';
import { buttonsOf } from './reading.ts';
import * as s from './samples.ts';

const many = (n: number) => p.planOf({ steps: Array.from({ length: n }, (_, i) => ({ ...p.createSwr, id: `swr-${i}` })) });

describe('below the message of a run', () => {
  it('there is nothing, if nobody asked and the message says it all', () => {
    expect(renderThread(s.done(s.precheckOf('turbo')), [])).toEqual([]);
    for (const state of RUN_STATES) expect(renderThread(p.planRun({ state }), [])).toEqual([]);
  });

  it('a plan that the message does not hold is a file with every step and value', () => {
    const run = p.planRun({ plan: many(200) });
    const [file, ...others] = renderThread(run, []);
    expect(others).toEqual([]);
    expect(file).toMatchObject({ key: 'plan', kind: 'file', filename: `${run.id}-plan.txt` });
    const content = file?.kind === 'file' ? file.content : '';
    expect(content.match(/Create: VPC endpoint/g)).toHaveLength(200);
    for (const part of [
      p.FINGERPRINT,
      run.id,
      '200. Create',
      'Service id: 7c4d2a90',
      'cce-prod-01',
      'Deletes: nothing',
      '12 free addresses',
      'Steps (200)',
    ])
      expect(content).toContain(part);
    expect(renderThread({ ...run, state: 'applying' }, [])).toEqual([file]);
  });

  it.each([
    [
      'a step with more values than the message shows',
      Array.from({ length: 80 }, (_, i) => ({ field: `field-${i}`, before: null, after: 'x' })),
    ],
    ['a list that the message cuts', [{ field: 'zones', before: [], after: ['a', 'b', 'c', 'd', 'e'] }]],
    ['a value that the message cuts', [{ field: 'script', before: null, after: 'x'.repeat(101) }]],
  ])('%s is in the file', (_, changes) => {
    const [file] = renderThread(p.planRun({ plan: p.planOf({ steps: [{ ...p.createSwr, changes }] }) }), []);
    const content = file?.kind === 'file' ? file.content : '';
    for (const { field, after } of changes) {
      expect(content).toContain(field);
      expect(content).toContain(typeof after === 'string' ? after : JSON.stringify(after));
    }
  });

  it('a plan of nothing to do needs no file, however long', () => {
    const steps = Array.from({ length: 60 }, (_, i) => ({ ...p.unchangedSwrApi, id: `swr-${i}` }));
    expect(renderThread(p.planRun({ state: 'succeeded', plan: p.planOf({ steps }) }), [])).toEqual([]);
  });

  it('the JSON that somebody asked for is what `runs show` prints', () => {
    const run = s.done(s.precheckOf('turbo'));
    const [file] = renderThread(run, ['json']);
    expect(file).toMatchObject({ key: `json-${run.rev}`, kind: 'file', filename: `${run.id}.json` });
    expect(JSON.parse(file?.kind === 'file' ? file.content : '')).toEqual(JSON.parse(JSON.stringify(runDocument(run))));
  });

  it('a reminder of a command that has none is not posted', () => {
    expect(renderThread(p.planRun({ state: 'succeeded' }), ['reminder'])).toEqual([]);
  });

  it('whatever the world is called, it can be posted, and each thing has a name of its own', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 0, max: 60 }), fc.constantFrom(...RUN_STATES), (x, steps, state) => {
        const parts = renderThread(p.planRun({ state, plan: p.strangePlan(x, steps) }), WISHES);
        expect(new Set(parts.map(({ key }) => key)).size).toBe(parts.length);
        for (const part of parts) {
          if (part.kind === 'reply') expect(checkMessage(part.message)).toEqual([]);
          else expect(part.content.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 25 },
    );
  });
});

describe('the buttons of a run that ended', () => {
  const of = (...run: Parameters<typeof s.runOf>) =>
    buttonsOf(renderRun(s.runOf(...run))).map(({ text, style, value }) => [text.text, style, value]);
  it('ask again what may be mended, and take everything away; the value is the run id and nothing else', () => {
    const error = { finding: { code: 'timeout', facts: { seconds: 60 } }, requestId: null, retryable: true } as const;
    expect(of({ state: 'failed', error })).toEqual([['Check again', 'primary', 'run_0123456789']]);
    expect(of({ state: 'failed', error, successor: 'run_9876543210' })).toEqual([]);
    expect(of({ state: 'blocked', result: { success: false } })).toEqual([
      ['Continue', 'primary', 'run_0123456789'],
      ['JSON', undefined, 'run_0123456789'],
    ]);
  });

  it('are not there before', () => {
    for (const state of ['queued', 'running'] as const) expect(of({ state })).toEqual([]);
  });
});

it('no secret leaves in a file, whatever the plan or the result holds', () => {
  const secret = 'AKIAABCDEFGHIJ234567';
  const key = 'wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY0a';
  const changes = [{ field: 'password', before: null, after: `${'x'.repeat(120)} secret_access_key=${key}` }];
  const run = p.planRun({
    plan: p.planOf({ steps: [{ ...p.createSwr, changes }] }),
    state: 'succeeded',
    result: { log: `sk=${key} ${secret}` },
  });
  const parts = renderThread(run, ['json']);
  expect(parts).toHaveLength(2);
  for (const part of parts) expect(JSON.stringify(part)).not.toContain(key);
});
