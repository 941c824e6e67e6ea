import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asCommand, type CommandLine, parseCommandLine } from '../../src/core/command-line.ts';

const parsed = (text: string): CommandLine => {
  const result = parseCommandLine(text);
  if ('refused' in result) throw new Error(result.refused.code);
  return result.line;
};
const refused = (text: string) => {
  const result = parseCommandLine(text);
  return 'refused' in result ? result.refused : null;
};

describe('parseCommandLine', () => {
  it.each<[string, string[], [string, string][]]>([
    ['', [], []],
    ['   \n ', [], []],
    ['precheck', ['precheck'], []],
    ['  precheck   prod ', ['precheck', 'prod'], []],
    ['precheck\nprod\tcluster_id=1', ['precheck', 'prod'], [['cluster_id', '1']]],
    [
      'a=1 precheck b=2 prod',
      ['precheck', 'prod'],
      [
        ['a', '1'],
        ['b', '2'],
      ],
    ],
    ['Vpcep-Subnet-ID=X', [], [['vpcep_subnet_id', 'X']]],
    ['k=a=b==c', [], [['k', 'a=b==c']]],
    ['k=', [], [['k', '']]],
    ['k=""', [], [['k', '']]],
    ['k="two  words"', [], [['k', 'two  words']]],
    ['"k=two words"', [], [['k', 'two words']]],
    ['k="a=b c=d"', [], [['k', 'a=b c=d']]],
    ['k="a"b"c d"', [], [['k', 'abc d']]],
    ['"two words"', ['two words'], []],
    ['""', [''], []],
    ['k=“two words”', [], [['k', 'two words']]],
    ['k="two\nlines"', [], [['k', 'two lines']]],
    ['k=\u00A0v', ['v'], [['k', '']]],
    ['precheck\u00A0prod\u200B', ['precheck', 'prod'], []],
    ['image=<http://swr.com|swr.com>/ns/app', [], [['image', 'swr.com/ns/app']]],
    ['k=&lt;v&gt;', [], [['k', '<v>']]],
    ['=v', [], [['', 'v']]],
    ['k = v', ['k', 'v'], [['', '']]],
    [
      'k=1 K=2',
      [],
      [
        ['k', '1'],
        ['k', '2'],
      ],
    ],
    ['рrod K\u212AEY=1', ['рrod'], [['k\u212Aey', '1']]], // the Kelvin sign stays what it is
    ['__proto__=1', [], [['__proto__', '1']]],
    ["k='a b'", ["b'"], [['k', "'a"]]],
    ['k=👍', [], [['k', '👍']]],
  ])('reads %j', (text, words, parameters) => {
    expect(parsed(text)).toEqual({ words, parameters: parameters.map(([key, value]) => ({ key, value })) });
  });

  it.each([
    ['precheck k="never closed', 'k="never closed'],
    ['precheck "', '"'],
    ['k="a" "b c', '"b c'],
    ['k=5"', 'k=5"'],
    ['k=“smart', 'k="smart'],
    [`k="${'x'.repeat(500)}`, `k="${'x'.repeat(56)}…`],
  ])('shows where the quote of %j is opened', (text, near) => expect(refused(text)).toEqual({ code: 'open_quote', facts: { near } }));

  it('reads 2000 characters and refuses more', () => {
    expect(parsed('👍'.repeat(2000)).words).toHaveLength(1);
    expect(refused('x'.repeat(2001))).toEqual({ code: 'too_long', facts: { length: 2001, limit: 2000 } });
  });

  it('looks for keys before anything else', () => {
    for (const text of ['k="ak=1', `sk=1${'x'.repeat(9000)}`, 'a\u200Bk=1', 's\u00ADk=“x'])
      expect(refused(text)).toEqual({ code: 'looks_like_key', facts: {} });
  });

  it('never throws', () => {
    const pieces = fc.constantFrom('"', '=', ' ', '<http://', '|', '>', '&lt;', '&amp;', '“', '\u200B', 'k', 'ak', '\n', '\\', "'");
    fc.assert(fc.property(fc.array(fc.oneof(pieces, fc.string({ unit: 'binary' }))), (parts) => void parseCommandLine(parts.join(''))));
  });
});

describe('asCommand', () => {
  it.each<[CommandLine, string]>([
    [{ words: [], parameters: [] }, '/bursting'],
    [{ words: ['setup', 'prod'], parameters: [{ key: 'k', value: 'v' }] }, '/bursting setup prod k=v'],
    [
      {
        words: ['a b'],
        parameters: [
          { key: 'k', value: '' },
          { key: 'l', value: 'x y' },
        ],
      },
      '/bursting "a b" k="" l="x y"',
    ],
  ])('writes %j', (line, command) => expect(asCommand(line)).toBe(command));

  it('is read back as the same words and values, also through the escaping of Slack', () => {
    const visible = fc
      .string({ unit: fc.constantFrom(..."abzXY059 =&<>;|:/.,-_'`*~éß中👍".split('')) })
      .filter((text) => !('refused' in parseCommandLine(text)) && text === text.toWellFormed());
    const word = visible.filter((text) => !text.includes('='));
    const key = fc.stringMatching(/^[b-j][b-j_]{0,8}$/);
    const lines = fc.record({ words: fc.array(word), parameters: fc.array(fc.record({ key, value: visible })) });
    const slack = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    fc.assert(
      fc.property(lines, (line) => {
        const command = asCommand(line).replace(/^\/bursting ?/, '');
        fc.pre([...command].length <= 2000);
        expect(parsed(slack(command))).toEqual(line);
      }),
    );
  });
});
