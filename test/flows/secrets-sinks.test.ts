import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refused as refusedAnswer } from '../../blocks/answers.ts';
import { code, context, fields, message, plainText, preformatted, section, sentence } from '../../blocks/kit.ts';
import { renderAnswer } from '../../blocks/local/index.ts';
import { renderRun } from '../../blocks/run.ts';
import { renderThread } from '../../blocks/thread.ts';
import { openLog } from '../../cli/log.ts';
import { RedisFreezes } from '../../jobs/freezes.ts';
import type { RedisClient } from '../../jobs/redis.ts';
import { RedisRunStore } from '../../jobs/store.ts';
import { commands } from '../../src/actions/registry.ts';
import { cleanTextFor } from '../../src/clients/clean-text.ts';
import { refusalOf } from '../../src/clients/huawei/refusal.ts';
import { refused } from '../../src/clients/kubernetes/failure.ts';
import { parseCommandLine } from '../../src/core/command-line.ts';
import { redact } from '../../src/core/redact.ts';
import { refusal } from '../../src/core/refusal.ts';
import { done, findingsOf, precheckOf, runOf } from '../blocks/samples.ts';
import { corpus, harmless, isIn, randomFrom, type Sample } from '../core/redact/corpus.ts';
import { connected, create, move, NO_HINTS } from '../jobs/workbench.ts';
import { type PrivateRedis, startRedis } from '../setup/redis.ts';
import { everythingIn } from './secret-scan.ts';

const SEED = 1_122;
const samples = [...corpus(SEED, 1_000)];
const NO_CREDENTIALS = { ak: '', sk: '', securityToken: null };

/** What each sink shows of one text; the text stands wherever text from outside can. */
const leaksThrough = (sink: (text: string) => unknown, all: readonly Sample[] = samples): readonly string[] =>
  all.flatMap(({ text, secrets, what }) => {
    const shown = JSON.stringify(sink(text));
    return secrets.some((secret) => isIn(secret, shown)) ? [`${what}\n${text}\n${shown}`] : [];
  });

describe('thousands of texts with secrets, through every sink: none arrives', () => {
  test('the check can fail', () => {
    expect(leaksThrough((text) => text)).toHaveLength(samples.length);
  });

  test.each(['json', 'pretty'] as const)('the log (%s)', (format) => {
    let text = '';
    const out = new Writable({
      write: (chunk, _, next) => {
        text += String(chunk);
        next();
      },
    });
    const log = openLog({ level: 'info', format }, [], out);
    const said = (words: string): string => {
      text = '';
      log.error({ err: new Error(words), detail: words, deep: { list: [words] } }, words);
      return text;
    };
    expect(leaksThrough(said)).toEqual([]);
  });

  test('messages: every kind of text they are made of', () => {
    const metadata = { event_type: '', event_payload: {} };
    const blocks = (text: string) => [
      section(`${code(text)} ${sentence(text)}`),
      preformatted(text),
      context(sentence(text)),
      ...fields([{ label: 'x', value: code(text) }]),
    ];
    expect(leaksThrough((text) => [message({ text, blocks: blocks(text), metadata }), plainText(text, 3_000)])).toEqual([]);
  });

  test('messages: every finding, as issue, warning and error', () => {
    const few = samples.slice(0, 40);
    expect(leaksThrough((text) => renderRun(done(precheckOf(text, findingsOf(text), findingsOf(text)))), few)).toEqual([]);
    const failed = (text: string) =>
      findingsOf(text).map((finding) => renderRun(runOf({ state: 'failed', error: { finding, requestId: text, retryable: true } })));
    expect(leaksThrough(failed, few.slice(0, 6))).toEqual([]);
  });

  test('files in the thread, which stay JSON', () => {
    const file = (text: string): string => {
      const run = done({ ...precheckOf('prod'), log: text, Authorization: text });
      const part = renderThread(run, ['json']).find(({ kind }) => kind === 'file');
      if (part?.kind !== 'file') throw new Error('no file');
      expect(JSON.parse(part.content)).toMatchObject({ id: run.id, state: run.state });
      return part.content;
    };
    expect(leaksThrough(file, samples.slice(0, 300))).toEqual([]);
  });

  test.each([400, 401, 403, 404, 409, 429, 500])('errors of the cloud and of a cluster (%i)', (status) => {
    const few = samples.slice(0, 100);
    const clean = cleanTextFor(NO_CREDENTIALS);
    const cloud = (text: string) => {
      const body = JSON.stringify({ error_code: text, error_msg: text, request_id: text });
      const { message: said, facts, requestId } = refusalOf('ShowCluster', { status, headers: {}, body }, clean);
      return { said, facts, requestId };
    };
    const cluster = (text: string) => {
      const { error } = refused(
        { status, headers: { 'audit-id': text }, body: JSON.stringify({ kind: 'Status', message: text }) },
        'list nodes',
      );
      return { said: error.message, ...error };
    };
    expect(leaksThrough(cloud, few)).toEqual([]);
    expect(leaksThrough(cluster, few)).toEqual([]);
  });

  test('what a person types: refused, or of no secret', () => {
    // Somebody pastes what they have: the line is read, and what is kept of it is redacted (freeze, reject) or has a pattern of its own.
    const typed = (text: string) => {
      const read = parseCommandLine(`freeze prod reason="${text.replaceAll('"', "'")}"`);
      return 'refused' in read ? [] : read.line.parameters.map(({ value }) => redact(value));
    };
    expect(leaksThrough(typed)).toEqual([]);
  });
});

describe('Redis', () => {
  let server: PrivateRedis;
  let redis: RedisClient;
  beforeAll(async () => {
    server = await startRedis();
    redis = await connected(server.url);
  });
  afterAll(async () => {
    redis.disconnect();
    await server.stop();
  });

  test('holds no secret of what runs found, why they failed and why something was frozen', async () => {
    const store = new RedisRunStore({
      redis,
      retention: { runsMs: 60_000, detailsMs: 60_000, auditMs: 60_000 },
      hints: NO_HINTS,
      sign: () => '',
    });
    const freezes = new RedisFreezes(
      redis,
      () => '',
      () => {},
    );
    const few = samples.slice(0, 80);
    for (const { text } of few) {
      const running = await move(store, await create(store), 'running');
      const finding = { code: 'upstream_unreachable', facts: { service: 'CCE', operation: text, detail: text } } as const;
      await move(store, running, 'failed', {
        result: { success: false, detail: text, deep: [{ text }], much: text.repeat(200) },
        error: { finding, requestId: text, retryable: true },
      });
      await freezes.set('all', 'U01ALICE', redact(text));
    }
    const dump = await everythingIn(server.url);
    expect(dump.length).toBeGreaterThan(100_000);
    const lines = dump.split('\n');
    // Each alone: undoing the escapes and base64 of everything at once takes long.
    expect(few.filter(({ secrets }) => secrets.some((secret) => dump.includes(secret))).map(({ what }) => what)).toEqual([]);
    expect(
      few
        .slice(0, 20)
        .filter(({ secrets }) => lines.slice(0, 100).some((line) => secrets.some((secret) => isIn(secret, line))))
        .map(({ what }) => what),
    ).toEqual([]);
  });
});

test('our own words lose nothing', () => {
  const all = commands.names.flatMap((name) => commands.find(name) ?? []);
  const said = [
    ...findingsOf('prod').map((finding) => renderRun(runOf({ state: 'failed', error: { finding, requestId: 'x', retryable: true } }))),
    renderRun(done(precheckOf('prod', findingsOf('prod'), findingsOf('prod')))),
    refusedAnswer(refusal('looks_like_key', {})),
    renderAnswer('help', { topic: 'all', commands: all, approvers: true }),
    ...all.map((command) => renderAnswer('help', { topic: 'one', command })),
  ];
  expect(JSON.stringify(said)).not.toContain('[hidden]');
});

test('ids and digests go through every sink unharmed', () => {
  const random = randomFrom(SEED);
  for (const text of Array.from({ length: 2_000 }, () => harmless(random))) {
    expect(preformatted(text)).toMatchObject({ elements: [{ elements: [{ text }] }] });
    expect(cleanTextFor(NO_CREDENTIALS)(text)).toBe(text.length > 300 ? `${text.slice(0, 299)}…` : text);
  }
});
