import { expect, inject, test } from 'vitest';
import { runProgram } from '../flows/program.ts';

test('help of everything, and what it does not know', async () => {
  const names = ['start', 'demo', 'run', 'runs', 'policy', 'doctor', 'manifest'];
  const [all, nothing, unknown, option, ...each] = await Promise.all([
    runProgram(['--help']),
    runProgram([]),
    runProgram(['strat']),
    runProgram(['demo', '--onec']),
    ...names.map((name) => runProgram([name, '--help'])),
  ]);
  expect(all).toMatchObject({ code: 0, err: '' });
  for (const name of names) expect(all?.out).toMatch(new RegExp(`^  ${name} `, 'm'));
  expect(nothing).toMatchObject({ code: 2, out: all?.out });
  expect(unknown).toMatchObject({ code: 2, out: '', err: expect.stringMatching(/strat.*start/s) });
  expect(option).toMatchObject({ code: 2, err: expect.stringMatching(/--onec/) });
  for (const [i, one] of each.entries())
    expect(one).toMatchObject({ code: 0, err: '', out: expect.stringMatching(`^bursting ${names[i]}`) });
});

test.each([
  ['of another form', ['runs', 'show', 'run_1'], 2, /no run id/],
  ['that is not there', ['runs', 'show', 'run_0000000000'], 1, /no run run_0000000000/],
  ['and no word more', ['runs', 'show'], 2, /usage: bursting runs show <id>/],
  ['in a state that is none', ['runs', 'state=sleeping'], 2, /awaiting_approval/],
] as const)('runs of an id %s', async (_, args, code, says) => {
  const shown = await runProgram(args, { REDIS_URL: inject('redisUrl') });
  expect(shown).toMatchObject({ code, out: '', err: expect.stringMatching(says) });
});

test('runs of a Redis that is not there says so within seconds', async () => {
  const shown = await runProgram(['runs'], { REDIS_URL: 'redis://127.0.0.1:1' });
  expect(shown).toMatchObject({ code: 1, out: '', err: expect.stringMatching(/Redis does not answer.*REDIS_URL/) });
});
