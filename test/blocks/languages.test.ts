import { describe, expect, test } from 'vitest';
import { refused } from '../../blocks/answers.ts';
import { en } from '../../blocks/en/index.ts';
import { catalogueOf, languageOf } from '../../blocks/languages.ts';
import { zh } from '../../blocks/zh/index.ts';
import { refusal } from '../../src/core/refusal.ts';

describe('a language', () => {
  test.each([
    ['zh-CN', 'zh'],
    ['zh-cn', 'zh'],
    ['zh', 'zh'],
    ['zh-Hans', 'zh'],
    ['zh-Hans-SG', 'zh'],
    ['zh-TW', 'en'],
    ['zh-Hant', 'en'],
    ['en-US', 'en'],
    ['de-DE', 'en'],
    ['zhx', 'en'],
    ['', 'en'],
    [null, 'en'],
  ] as const)('of the locale %s is %s', (locale, language) => expect(languageOf(locale)).toBe(language));

  test('that is not said is English', () => {
    expect(catalogueOf(null)).toBe(en);
    expect(catalogueOf('en')).toBe(en);
    expect(catalogueOf('zh')).toBe(zh);
  });
});

test('an answer speaks the language it is asked to', () => {
  const other = { ...en, refusals: { ...en.refusals, read_only: () => '现在只能查看。' } };
  expect(refused(refusal('read_only', {}), other).text).toContain('现在只能查看。');
  expect(refused(refusal('read_only', {})).text).not.toContain('现在');
});
