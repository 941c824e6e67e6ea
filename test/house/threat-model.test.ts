import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const ROOT = path.join(import.meta.dirname, '../..');
const page = readFileSync(path.join(ROOT, 'docs/threat-model.md'), 'utf8');
const [attacks = '', accepted = ''] = page.split('\n## Accepted\n');
const rows = attacks.split('\n').filter((line) => /^\| (?!attack |---)/.test(line));
const named = [...page.matchAll(/`(test\/[\w./-]+\.test\.ts)`: \*([^*]+)\*/g)].map(([, file = '', name = '']) => ({ file, name }));

describe('the threat model', () => {
  test('has a row for each kind of attack, and says what is accepted', () => {
    expect(rows.length).toBeGreaterThan(30);
    expect(accepted.split('\n').filter((line) => line.startsWith('| ')).length).toBeGreaterThan(8);
  });

  test.each(rows.map((row) => [row.split(' | ')[0]?.slice(2) ?? '', row]))('is tested against: %s', (_, row) => {
    expect(row).toMatch(/`test\/[\w./-]+\.test\.ts`: \*[^*]+\*/);
  });

  test.each(named)('$file has the test: $name', ({ file, name }) => {
    expect(existsSync(path.join(ROOT, file)), file).toBe(true);
    const text = readFileSync(path.join(ROOT, file), 'utf8');
    // In quotes: the name of a test, or of what tests are in.
    expect([`'${name}'`, `"${name}"`, `\`${name}\``].some((quoted) => text.includes(quoted))).toBe(true);
  });
});
