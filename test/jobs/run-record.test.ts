import { expect, test } from 'vitest';
import { withoutSecrets } from '../../jobs/run-record.ts';
import { redactJson } from '../../src/core/redact.ts';

const secret = `password=${'s3cr3t-'.repeat(3)}`;
const rows = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ name: `node-${index}`, note: index % 400 === 0 ? secret : 'free', amounts: [index] }));

test.each([0, 1, 500, 501, 1_000, 1_234])('a list of %d is without secrets, whole and in its order', async (count) => {
  const result = {
    success: true,
    nodes: rows(count),
    note: secret,
    pods: rows(count).map(({ note }) => note),
    warnings: [{ code: secret }],
  };
  const { result: cleaned } = await withoutSecrets({ result });
  // As text: fields are in their order, too.
  expect(JSON.stringify(cleaned)).toBe(JSON.stringify(redactJson(result)));
  expect(JSON.stringify(cleaned)).not.toContain('s3cr3t');
});

test('others have a turn while a long list is looked through', async () => {
  let turns = 0;
  const count = (): void => {
    turns += 1;
    counting = setImmediate(count);
  };
  let counting = setImmediate(count);
  await withoutSecrets({ result: { success: true, nodes: rows(5_000) } });
  clearImmediate(counting);
  expect(turns).toBeGreaterThanOrEqual(9);
});
