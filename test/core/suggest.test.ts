import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { suggest } from '../../src/core/suggest.ts';

const COMMANDS = ['precheck', 'vpcep', 'setup', 'verify', 'smoke', 'nodepools', 'resize-nodepool', 'runs', 'show', 'freeze', 'unfreeze'];

describe('suggest', () => {
  it.each([
    ['prechek', 'precheck'],
    ['precehck', 'precheck'], // two neighbours swapped
    ['VERIFY', 'verify'],
    ['verfy', 'verify'],
    ['run', 'runs'],
    ['freez', 'freeze'],
    ['resize_nodepool', 'resize-nodepool'],
    ['nodepool', 'nodepools'],
    ['pre', 'precheck'],
    ['resize', 'resize-nodepool'],
    ['ver', 'verify'],
    ['pool', 'nodepools'],
    ['vрсeр', 'vpcep'], // Cyrillic letters
    ['ｓｅｔｕｐ', 'setup'], // full width
    ['sétup', 'setup'],
    ['delete', null],
    ['zzzzzz', null],
    ['', null],
    ['v', null],
    ['👍', null],
    ['x'.repeat(5000), null],
  ])('finds for %j: %j', (word, nearest) => expect(suggest(word, COMMANDS)).toBe(nearest));

  it('prefers the smaller distance, then the order of the candidates', () => {
    expect(suggest('prod1', ['prod22', 'prod2', 'prod3'])).toBe('prod2');
    expect(suggest('anything', [])).toBeNull();
  });

  it('answers with a candidate or null, whatever is asked', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.array(fc.string()), (word, candidates) => {
        const nearest = suggest(word, candidates);
        expect(nearest === null || candidates.includes(nearest)).toBe(true);
      }),
    );
  });

  it('finds every candidate of three letters or more through one typo', () => {
    fc.assert(
      fc.property(fc.constantFrom(...COMMANDS), fc.nat(), (name, place) => {
        const cut = place % name.length;
        expect(suggest(`${name.slice(0, cut)}ß${name.slice(cut + 1)}`, [name])).toBe(name);
      }),
    );
  });
});
