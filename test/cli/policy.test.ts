import { expect, test } from 'vitest';
import { policyOf } from '../../src/actions/policy.ts';
import { runProgram } from '../flows/program.ts';

test('policy prints JSON to paste, needs no configuration, and refuses what it does not know', async () => {
  const [both, reader, operator, v5, role, word] = await Promise.all(
    [[], ['--role', 'reader'], ['--role', 'operator'], ['--role', 'reader', '--v5'], ['--role', 'admin'], ['reader']].map((args) =>
      runProgram(['policy', ...args]),
    ),
  );
  expect(both).toMatchObject({ code: 0, err: expect.stringContaining('organisations in SWR') });
  expect(JSON.parse(both?.out ?? '')).toEqual({ reader: policyOf('reader'), operator: policyOf('operator') });
  expect(JSON.parse(reader?.out ?? '')).toEqual(policyOf('reader'));
  expect(JSON.parse(operator?.out ?? '')).toEqual(policyOf('operator'));
  expect(JSON.parse(v5?.out ?? '').Version).toBe('5.0');
  expect(v5).toMatchObject({ code: 0, err: expect.stringContaining('cce:cluster:getCluster') });
  expect(role).toMatchObject({ code: 2, out: '', err: expect.stringContaining('reader, operator') });
  expect(word).toMatchObject({ code: 2, out: '', err: expect.stringContaining('--role') });
});
