import { describe, expect, test, vi } from 'vitest';
import { playable } from '../../sandbox/scenarios/index.ts';
import { localSlackBinary } from '../../sandbox/slack/local/process.ts';
import { Program, runProgram } from '../flows/program.ts';

vi.setConfig({ testTimeout: 60_000 });

describe('bursting demo', () => {
  test('--once plays the story of the four clusters, says that it went well, and leaves nothing behind', async () => {
    const demo = await runProgram(['demo', '--once']);
    expect(demo.code, demo.out + demo.err).toBe(0);
    for (const line of [
      'Nothing blocks bursting on prod; 2 warnings to look at.',
      'staging is ready to burst to CCI 2.0.',
      'Nothing blocks bursting on fresh; 3 warnings to look at.',
      '1 thing blocks bursting on legacy.',
      "prod may have too little room for the add-on's own pods.",
      'Did you mean precheck?',
      'guests of this workspace never may',
    ])
      expect(demo.out).toContain(line);
    expect(demo.out.trimEnd()).toMatch(/The story went as it should\.$/);
    expect(demo.children()).toEqual([]);
    expect(demo.leftovers()).toEqual([]);
  });

  test('--list names every scenario; another one is refused', async () => {
    const [listed, unknown] = await Promise.all([runProgram(['demo', '--list']), runProgram(['demo', '--scenario', 'sunshine', '--once'])]);
    expect(listed).toMatchObject({ code: 0, err: '' });
    expect(listed.out.trimEnd().split('\n')).toHaveLength(playable.length);
    expect(unknown).toMatchObject({ code: 2, out: '', err: expect.stringMatching(/no scenario sunshine.*--list/) });
  });

  test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('--once, told to stop with %s, leaves nothing behind', async (signal) => {
    const demo = Program.start(['demo', '--once', '--scenario', 'ready']);
    await demo.says(/Alice Anderson types/);
    demo.kill(signal);
    demo.kill(signal);
    expect(await demo.ended).toEqual({ code: 1, signal: null });
    expect(demo.out).toMatch(/stopped before the end of the story/);
    expect(demo.children()).toEqual([]);
    expect(demo.leftovers()).toEqual([]);
  });

  test.skipIf(localSlackBinary() === null)('with its page: the first result is there; told to stop, it leaves nothing behind', async () => {
    const demo = Program.start(['demo', '--scenario', 'swapped-subnet-addon']);
    const page = await demo.says(/http:\/\/\S+\/archives\/C01OPS/);
    await demo.says(/Ctrl\+C ends everything/);
    // A message is edited at most once a second: what it comes to may show a moment later.
    await vi.waitFor(
      async () => {
        const { messages } = (await (await fetch(new URL('/_control/messages/C01OPS', page))).json()) as { messages: { text: string }[] };
        expect(messages.map(({ text }) => text).join()).toMatch(/is queued as `run_.*3 things block bursting on prod/s);
      },
      { timeout: 20_000, interval: 100 },
    );
    expect(demo.children().length).toBeGreaterThan(0);
    demo.kill('SIGTERM');
    expect(await demo.ended).toEqual({ code: 0, signal: null });
    expect(demo.err).not.toMatch(/"level":"(error|fatal)"/);
    expect(demo.children()).toEqual([]);
    expect(demo.leftovers()).toEqual([]);
    await expect(fetch(page)).rejects.toThrow();
  });
});
