import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { actions } from '../../src/actions/index.ts';
import { commands } from '../../src/actions/registry.ts';
import type { AnyAction } from '../../src/core/action.ts';
import { askedFields, formFields } from '../../src/core/form.ts';

type Asking = Extract<AnyAction, { kind: 'plan' | 'guided' }>;
const text = z.string();
const whole = z.coerce.number().int();

describe('the fields of a form', () => {
  test.each([
    ['a text that is needed', text, { required: true, choices: null, usual: null }],
    ['a text that may be left out', text.optional(), { required: false, choices: null, usual: null }],
    ['a text with a usual value', text.default('x'), { required: false, choices: null, usual: 'x' }],
    ['a number with a usual value', whole.default(2), { required: false, choices: null, usual: '2' }],
    ['a few words', z.enum(['a', 'b']), { required: true, choices: ['a', 'b'], usual: null }],
    ['a few words, of which one is usual', z.enum(['a', 'b']).default('b'), { required: false, choices: ['a', 'b'], usual: 'b' }],
    [
      'a few words after some tidying',
      text
        .trim()
        .toUpperCase()
        .pipe(z.enum(['A', 'B']))
        .default('A'),
      { required: false, choices: ['A', 'B'], usual: 'A' },
    ],
    ['yes or no', z.boolean().optional(), { required: false, choices: ['true', 'false'], usual: null }],
    ['a list that was text', text.transform((all) => all.split(',')).optional(), { required: false, choices: null, usual: null }],
    [
      'a usual value that nobody types',
      text.transform((all) => all.split(',')).default(['a']),
      { required: false, choices: null, usual: null },
    ],
    ['a text with a rule of its own', text.refine((given) => given !== ''), { required: true, choices: null, usual: null }],
    ['anything', z.any(), { required: false, choices: null, usual: null }],
  ])('%s', (_, schema, field) => {
    expect(formFields({ params: z.object({ it: schema }), parameterHelp: { it: 'help' } })).toEqual([{ name: 'it', ...field }]);
  });

  test('come in the order of the help, also of a schema with rules over several, and of one that is no object', () => {
    const params = z.object({ b: text, a: text }).refine(({ a, b }) => a !== b);
    expect(formFields({ params, parameterHelp: { a: '', b: '', c: '' } }).map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    expect(formFields({ params: z.object({}).transform((given) => given), parameterHelp: { a: '' } })).toEqual([
      { name: 'a', required: false, choices: null, usual: null },
    ]);
  });

  const info = { params: z.object({ a: text.optional(), b: text.optional(), c: text }), parameterHelp: { a: '', b: '', c: '' } };
  const group = { heading: 'nodes', parameters: ['c', 'a'], needed: ['a'] } as const;
  test('are asked for in their groups, and what is given besides after them', () => {
    const namesIn = (...of: Parameters<typeof askedFields>) => {
      const { groups, more } = askedFields(...of);
      return {
        more,
        groups: groups.map(({ heading, fields }) => [heading, ...fields.map(({ name, required }) => name + (required ? '!' : ''))]),
      };
    };
    expect(namesIn(info, [group], { a: '1' })).toEqual({ more: true, groups: [['nodes', 'c!', 'a!']] });
    expect(namesIn(info, [group], { b: '1' })).toEqual({
      more: false,
      groups: [
        ['nodes', 'c!', 'a'],
        ['given', 'b'],
      ],
    });
    expect(namesIn(info, [], {})).toEqual({ more: true, groups: [] });
  });

  test.each(Object.entries(actions).flatMap(([name, action]) => (action.kind === 'read' ? [] : [{ name, action: action as Asking }])))(
    'of $name: its form asks once for parameters that there are, for all that are needed, and offers what can be looked up',
    ({ action }) => {
      const asked = action.form.flatMap(({ parameters }) => parameters);
      expect(new Set(asked).size).toBe(asked.length);
      expect(Object.keys(action.parameterHelp)).toEqual(
        expect.arrayContaining([...asked, ...action.form.flatMap(({ needed = [] }) => needed)]),
      );
      const needed = formFields(action).filter(({ required }) => required);
      expect(asked).toEqual(expect.arrayContaining([...needed.map(({ name }) => name), ...Object.keys(action.options ?? {})]));
    },
  );

  test.each(commands.names.flatMap((name) => commands.find(name) ?? []).filter(({ kind }) => kind === 'plan'))(
    'of $name: every parameter, and what is needed is what the schema insists on',
    (info) => {
      const fields = formFields(info);
      expect(fields.map(({ name }) => name)).toEqual(Object.keys(info.parameterHelp));
      const missing = info.params.safeParse({}).error?.issues.flatMap(({ path }) => (path.length > 0 ? [String(path[0])] : [])) ?? [];
      expect(
        fields
          .filter(({ required }) => required)
          .map(({ name }) => name)
          .sort(),
      ).toEqual([...new Set(missing)].sort());
    },
  );
});
