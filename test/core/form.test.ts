import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { commands } from '../../src/actions/registry.ts';
import { formFields } from '../../src/core/form.ts';

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
