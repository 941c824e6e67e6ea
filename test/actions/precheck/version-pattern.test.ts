import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesPattern } from '../../../src/actions/precheck/version-pattern.ts';

describe('a pattern of cluster versions', () => {
  it.each([
    ['v1.(27|28|29|30|31).*', 'v1.31', true],
    ['v1.(27|28|29|30|31).*', 'v1.31.6-r0', true],
    ['v1.(27|28|29|30|31).*', 'v1.32', false],
    ['v1.(27|28|29|30|31).*', 'xv1.31', false],
    ['v1.31', 'v1.31', true],
    ['v1.31', 'v1.310', false],
    ['v1\\.31', 'v1x31', false],
    ['v1.31', 'v1x31', true],
    ['^v1.31$', 'v1.31', true],
    ['v1\\.\\d+(\\.\\d+)?', 'v1.31.6', true],
    ['v1\\.\\d+(\\.\\d+)?', 'v1.31.', false],
    ['v1\\.[23][0-9].*', 'v1.29-r1', true],
    ['v1\\.[^2]\\d', 'v1.29', false],
    ['v1\\.[^2]\\d', 'v1.31', true],
    ['v1\\.(?:30|31)', 'v1.30', true],
    ['v1.3[1-]', 'v1.3-', true],
    ['(v|V)?1.31', '1.31', true],
    ['', '', true],
    ['', 'v1.31', false],
    ['|v1.31', 'v1.31', true],
    ['.*', 'v1.31', true],
    ['()*', '', true],
    ['(a*)*b', 'aaab', true],
  ])('%s and %s: %s', (pattern, text, matches) => {
    expect(matchesPattern(pattern, text)).toBe(matches);
  });

  it.each([
    'v1.(31',
    'v1.31)',
    '*',
    '+1',
    '[',
    '[]',
    '[z-a]',
    '\\',
    'v{2}',
    '(?=v)',
    '(?<n>v)',
    '\\p{L}',
    '\\1',
    `${'('.repeat(9)}${')'.repeat(9)}`,
    'a$b',
  ])('that is broken, or of another kind, matches only itself: %s', (pattern) => {
    expect(matchesPattern(pattern, pattern)).toBe(true);
    expect(matchesPattern(pattern, 'v1.31')).toBe(false);
  });

  it.each([
    ['(a+)+b', 'a'.repeat(64)],
    ['((((((((a*)*)*)*)*)*)*)*)b', 'a'.repeat(64)],
    ['(.*)*(.*)*(.*)*(.*)*(.*)*x', 'a'.repeat(64)],
    [`${'(a|aa)+'.repeat(40)}b`, 'a'.repeat(64)],
    ['('.repeat(300), 'v1.31'],
    ['a'.repeat(100_000), 'v1.31'],
    ['.*', 'v'.repeat(100_000)],
  ])('that tries all ways ends all the same: %#', (pattern, text) => {
    expect(matchesPattern(pattern, text)).toBe(false);
  });

  it('never throws, and agrees with RegExp where it understands', () => {
    const part = fc.constantFrom(
      'v',
      '1',
      '.',
      '\\.',
      '31',
      '(27|31)',
      '[0-9]',
      '\\d',
      '.*',
      '1+',
      '(1|3)*',
      '3?',
      '(',
      ')',
      '[',
      '*',
      '|',
      '\\',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), fc.constantFrom('v1.31', 'v1.27', '31', '', 'v1.31.6-r0', '1131'), (parts, text) => {
        const pattern = parts.join('');
        const is = matchesPattern(pattern, text);
        if (!is || pattern === text) return;
        expect(new RegExp(`^(?:${pattern})$`).test(text)).toBe(true);
      }),
    );
  });
});
