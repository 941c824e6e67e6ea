import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ItemStream } from '../../../src/clients/kubernetes/item-stream.ts';
import { type Shape, shapeOf } from '../../../src/clients/kubernetes/shape.ts';

/** Feeds the text in pieces of the given size. */
function take(text: string, size: number, shape: Shape = true): { items: unknown[]; frame: unknown } {
  const items: unknown[] = [];
  const stream = new ItemStream(shape, (item) => items.push(item));
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) stream.write(bytes.subarray(at, at + size));
  return { items, frame: stream.end() };
}

const long = 'a-long-name'.repeat(9);
const sizes = [1, 2, 3, 7, 1_000_000];

describe.each(sizes)('in pieces of %d bytes', (size) => {
  test.each([
    ['{"metadata":{"continue":"x"},"items":[{"a":1},{"b":"]}"}]}', [{ a: 1 }, { b: ']}' }]],
    ['{"items":[{"a":{"items":[{"x":1}]}}],"metadata":{}}', [{ a: { items: [{ x: 1 }] } }]],
    ['{"kind":"items","other":[{"a":1}],"items":[]}', []],
    ['{"items":null}', []],
    ['{"metadata":{"items":[{"a":1}]},"items":[{"b":2}]}', [{ b: 2 }]],
    [' { "items" : [ { "a" : "\\"" } , { "b" : "\\\\" } ] } ', [{ a: '"' }, { b: '\\' }]],
    ['{"items":[{"ü":"é👩‍🚀"},{}]}\n', [{ ü: 'é👩‍🚀' }, {}]],
  ])('%s', (text, expected) => {
    expect(take(text, size).items).toEqual(expected);
  });

  test('what is around the items is left', () => {
    expect(take('{"kind":"ä","items":[{"a":1},{"b":2}],"metadata":{"continue":"c","n":[1,{"x":[]}]}}', size).frame).toEqual({
      kind: 'ä',
      items: [],
      metadata: { continue: 'c', n: [1, { x: [] }] },
    });
  });

  test.each([
    ['{"items":[{"a":1}'],
    ['{"items":[{"a":1},{"b"'],
    ['{"items":[{"a":}]}'],
    ['{"items":[1,{"a":1}x]}'],
    ['<html><body>"items":[{}]</body></html>'],
    [''],
    ['{"items":[{]}]}'],
  ])('%s is no list', (text) => {
    expect(() => take(text, size)).toThrow(SyntaxError);
  });

  test('members that nobody wants are not read', () => {
    const shape = shapeOf(
      z.object({ a: z.object({ b: z.array(z.object({ c: z.string() })) }), d: z.record(z.string(), z.string()).nullish() }),
    );
    const text = JSON.stringify({
      items: [
        { x: { a: { b: 1 } }, a: { z: '}],"', b: [{ c: '1', y: [{}] }, { y: '', c: '2' }, {}], [long]: 1 }, d: { k: 'v' } },
        { constructor: [1], a: null, d: null },
        { a: [{ b: [] }], d: 'text', __proto: 2 },
      ],
    });
    expect(take(text, size, shape).items).toEqual<unknown>([
      { x: 0, a: { z: 0, b: [{ c: '1', y: 0 }, { y: 0, c: '2' }, {}], [long]: 0 }, d: { k: 'v' } },
      { constructor: 0, a: null, d: null },
      { a: [{ b: [] }], d: 'text', __proto: 0 },
    ]);
  });
});

test('any list is what JSON.parse makes of it, in pieces of any size', () => {
  const lists = fc.record({ kind: fc.string(), items: fc.array(fc.dictionary(fc.string(), fc.jsonValue())), metadata: fc.jsonValue() });
  fc.assert(
    fc.property(lists, fc.integer({ min: 1, max: 40 }), fc.constantFrom(0, 2), (list, size, spaces) => {
      const text = JSON.stringify(list, null, spaces);
      const expected = JSON.parse(text) as { items: unknown[] };
      const { items, frame } = take(text, size);
      expect(items).toEqual(expected.items);
      expect(frame).toEqual({ ...expected, items: [] });
    }),
  );
});

test('whatever is skipped, the wanted member is the one that JSON.parse finds', () => {
  const shape = shapeOf(z.object({ wanted: z.object({ inner: z.string() }) }));
  fc.assert(
    fc.property(
      fc.dictionary(fc.string(), fc.jsonValue()),
      fc.string(),
      fc.dictionary(fc.string(), fc.jsonValue()),
      fc.nat(30),
      (before, inner, after, size) => {
        const item = {
          ...before,
          wanted: { ...after, inner },
          ...Object.fromEntries(Object.entries(after).map(([key, value]) => [`${key}!`, value])),
        };
        const [read] = take(JSON.stringify({ items: [item] }), size + 1, shape).items as { wanted: { inner: string } }[];
        expect(read?.wanted.inner).toBe(inner);
      },
    ),
  );
});

test('one object may not be larger than memory allows', () => {
  const stream = new ItemStream(true, () => {});
  const piece = Buffer.from('x'.repeat(1024 * 1024));
  stream.write(Buffer.from('{"items":[{"a":"'));
  expect(() => {
    for (let sent = 0; sent < 9; sent += 1) stream.write(piece);
  }).toThrow(RangeError);
});
