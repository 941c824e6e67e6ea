import { describe, expect, test } from 'vitest';
import { accepted } from '../../../blocks/zh/accepted.ts';
import { zh } from '../../../blocks/zh/index.ts';
import { commands } from '../../../src/actions/registry.ts';
import { ACCEPTED } from '../../../src/core/accepted.ts';
import type { CommandInfo } from '../../../src/core/command.ts';

const HAN = /\p{Script=Han}/u;
const all = commands.names.flatMap((name) => commands.find(name) ?? []);

/** What the command's schema says to values that nobody would give, each parameter alone and all of them together. */
const saidOf = ({ params, parameterHelp }: CommandInfo): readonly string[] => {
  const names = Object.keys(parameterHelp);
  const junk = ['', '?!', '-1', 'x'.repeat(400), 'kube-system'];
  const tries = [
    {},
    ...names.flatMap((name) => junk.map((value) => ({ [name]: value }))),
    Object.fromEntries(names.map((name) => [name, '1'])),
  ];
  return tries
    .flatMap((given) => params.safeParse(given).error?.issues ?? [])
    .flatMap(({ message, code }) =>
      // Whatever is missing is explained by its help; a key that is not taken never gets to the schema.
      code === 'unrecognized_keys' || message.includes('received undefined') ? [] : message,
    );
};

describe.each(all.map((info) => ({ name: info.name, info })))('$name, in Chinese', ({ info }) => {
  test('has a line of its own, and one for each parameter', () => {
    const words = [
      zh.commands.summary(info),
      ...Object.entries(info.parameterHelp).map(([of, help]) => zh.commands.parameter(info.name, of, help)),
    ];
    for (const text of words) expect(text).toMatch(HAN);
  });

  test('says what it accepts, or lists names that are the same in every language', () => {
    for (const text of saidOf(info)) expect(accepted(text)).toMatch(/\p{Script=Han}|^[A-Za-z0-9_]+(?:, [A-Za-z0-9_]+)+$/u);
  });
});

test('what is accepted keeps every value that English names', () => {
  const values = (text: string): readonly string[] => text.match(/[\w./:-]*\d[\w./:-]*\w/g) ?? [];
  for (const english of Object.values(ACCEPTED)) {
    const chinese = accepted(english);
    expect(chinese).toMatch(HAN);
    expect(values(english).filter((value) => !chinese.includes(value))).toEqual([]);
  }
});

test('a parameter of another version keeps the words of its command', () => {
  expect(zh.commands.parameter('precheck', 'new_one', 'what it is')).toBe('what it is');
  expect(zh.commands.summary({ name: 'toString', summary: 'x' } as CommandInfo)).toBe('x');
});
