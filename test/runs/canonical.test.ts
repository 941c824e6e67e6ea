import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonical } from '../../src/runs/canonical.ts';

describe('canonical JSON', () => {
  test.each<[string, unknown, string]>([
    ['an empty object', {}, '{}'],
    ['an empty array', [], '[]'],
    ['null', null, 'null'],
    ['keys in order', { b: 1, a: { d: [], c: true } }, '{"a":{"c":true,"d":[]},"b":1}'],
    // RFC 8785, 3.2.3: by UTF-16 code units, so that an emoji comes before U+FB33.
    [
      'keys by UTF-16 code units',
      {
        '\u20ac': 'Euro Sign',
        '\r': 'Carriage Return',
        '\ufb33': 'Hebrew',
        '1': 'One',
        '\ud83d\ude00': 'Emoji',
        '\u0080': 'Control',
        ö: 'o',
      },
      '{"\\r":"Carriage Return","1":"One","\u0080":"Control","ö":"o","€":"Euro Sign","😀":"Emoji","\ufb33":"Hebrew"}',
    ],
    ['keys that look like numbers as text', { 10: 'a', 9: 'b' }, '{"10":"a","9":"b"}'],
    ['a key of the language', JSON.parse('{"__proto__":1,"a":2}'), '{"__proto__":1,"a":2}'],
    // RFC 8785, appendix B and 3.2.2.2.
    [
      'numbers',
      [0, -0, 1e21, Number('333333333.33333329'), 1e30, 4.5, 2e-3, 1e-27, 5e-324],
      '[0,0,1e+21,333333333.3333333,1e+30,4.5,0.002,1e-27,5e-324]',
    ],
    ['strings', '€$\u000f\nA\'B"\\\\"/', '"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"'],
    ['an object without a prototype', Object.assign(Object.create(null), { a: 1 }), '{"a":1}'],
  ])('of %s', (_, value, written) => expect(canonical(value)).toBe(written));

  test.each<[string, unknown, string]>([
    ['NaN', { a: [1, Number.NaN] }, '$.a[1]'],
    ['infinity', Number.POSITIVE_INFINITY, '$'],
    ['undefined', { a: undefined }, '$.a'],
    // biome-ignore lint/suspicious/noSparseArray: a hole is what is tested
    ['a hole', [1, , 2], '$[1]'],
    ['a function', { f: () => 1 }, '$.f'],
    ['a big integer', [1n], '$[0]'],
    ['a symbol', Symbol('secret'), '$'],
    ['a date', { at: new Date(0) }, '$.at'],
    ['a map', new Map([['secret', 1]]), '$'],
    ['half a surrogate pair', { a: 'secret \ud800' }, '$.a'],
    ['a key with half a surrogate pair', { '\udc00': 1 }, '$'],
  ])('refuses %s, and says where and not what', (_, value, place) => {
    expect(() => canonical(value)).toThrow(TypeError);
    expect(() => canonical(value)).toThrow(`canonical JSON: ${place} is `);
    expect(() => canonical(value)).not.toThrow('secret');
  });

  const json = fc.jsonValue({ stringUnit: 'binary' });
  test('says the same value again when it is read', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(canonical(JSON.parse(canonical(value)))).toBe(canonical(value));
        expect(JSON.parse(canonical(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test('does not depend on the order in which keys were set', () => {
    const entries = fc.uniqueArray(fc.tuple(fc.string({ unit: 'binary' }), json), { selector: ([key]) => key });
    fc.assert(
      fc.property(entries, fc.nat(), (pairs, turn) => {
        const turned = [...pairs.slice(turn % (pairs.length || 1)), ...pairs.slice(0, turn % (pairs.length || 1))];
        expect(canonical(Object.fromEntries(turned))).toBe(canonical(Object.fromEntries(pairs)));
      }),
    );
  });
});
