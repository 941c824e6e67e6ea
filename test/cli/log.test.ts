import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { openLog } from '../../cli/log.ts';

const logged = (format: 'json' | 'pretty', secrets: readonly string[], say: (log: ReturnType<typeof openLog>) => void): string => {
  let text = '';
  const out = new Writable({
    write(chunk, _, done) {
      text += String(chunk);
      done();
    },
  });
  say(openLog({ level: 'info', format }, secrets, out));
  return text;
};

test('one JSON line per event, without host and process, and nothing below its level', () => {
  const text = logged('json', [], (log) => {
    log.debug('quiet');
    log.info({ run: 'run_1' }, 'run created');
  });
  expect(JSON.parse(text)).toEqual({ level: 'info', time: expect.stringMatching(/^\d{4}-.*Z$/), run: 'run_1', msg: 'run created' });
});

test('a line that people can read on a terminal', () => {
  expect(logged('pretty', [], (log) => log.warn({ detail: 'x y', n: 1 }, 'careful'))).toMatch(
    /^\d\d:\d\d:\d\d warn {2}careful {2}detail=x y n=1\n$/,
  );
});

test.each(['json', 'pretty'] as const)('a secret is taken out of a %s line wherever it stands, also where JSON escapes it', (format) => {
  const secret = 'pass"word\\0123';
  const text = logged(format, [secret, 'short'], (log) => {
    log.info({ url: `redis://:${secret}@host`, err: new Error(`no ${secret}`), short: 'short' }, `at ${secret}`);
  });
  expect(text).not.toContain('word\\0123');
  expect(text).not.toContain(JSON.stringify(secret).slice(1, -1));
  expect(text.match(/\[hidden\]/g)?.length).toBeGreaterThanOrEqual(3);
  expect(text).toContain('short');
});
