import { z } from 'zod';
import type { ParameterInfo } from './command.ts';

/** One parameter as a form asks for it. */
export interface FormField {
  readonly name: string;
  readonly required: boolean;
  /** The only values there are, where the schema knows them; null: it is typed. */
  readonly choices: readonly string[] | null;
  /** What is meant when it is left out, where the schema knows. */
  readonly usual: string | null;
}

/** What a form calls some of its fields together. `given`: what is filled in though the form would not ask for it. */
export type FormHeading = 'endpoints' | 'addon' | 'workload' | 'firstWorkload' | 'nodePool' | 'nodes' | 'disks' | 'given';

/** Parameters that a form asks for together, by name, in that order. */
export interface FormGroup {
  readonly heading: FormHeading;
  readonly parameters: readonly string[];
  /** Of these, what has to be given because the form does not ask for what could be given instead. */
  readonly needed?: readonly string[];
}

/** What a form asks for. */
export interface AskedFields {
  readonly groups: readonly { readonly heading: FormHeading; readonly fields: readonly FormField[] }[];
  /** Whether the command has parameters besides, which are typed. */
  readonly more: boolean;
}

/** Deeper than any schema of ours. */
const DEPTH = 8;

/** The fields of a form for a command's own parameters, from the schema that checks them and in the order of its help. Pure. */
export function formFields({ params, parameterHelp }: ParameterInfo): readonly FormField[] {
  const shape: Readonly<Record<string, unknown>> = params instanceof z.ZodObject ? params.shape : {};
  return Object.keys(parameterHelp).map((name) => {
    const schema = shape[name];
    if (!(schema instanceof z.ZodType)) return { name, required: false, choices: null, usual: null };
    const left = schema.safeParse(undefined);
    return { name, required: !left.success, choices: choicesOf(schema), usual: left.success ? asTyped(left.data) : null };
  });
}

/**
 * The fields of a command's form, in its groups. What is filled in already is among them whatever the groups say: what a form does not
 * show would be lost. Pure.
 */
export function askedFields(info: ParameterInfo, form: readonly FormGroup[], values: Readonly<Record<string, string>>): AskedFields {
  const fields = formFields(info);
  const asked = new Set(form.flatMap(({ parameters }) => parameters));
  const given = fields.filter(({ name }) => !asked.has(name) && Object.hasOwn(values, name));
  const groups = form.map(({ heading, parameters, needed = [] }) => ({
    heading,
    fields: parameters.flatMap((parameter) => {
      const field = fields.find(({ name }) => name === parameter);
      return field ? [given.length === 0 && needed.includes(parameter) ? { ...field, required: true } : field] : [];
    }),
  }));
  return {
    groups: given.length === 0 ? groups : [...groups, { heading: 'given', fields: given }],
    more: fields.length > asked.size + given.length,
  };
}

const asTyped = (value: unknown): string | null =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;

/** What a schema takes, if it takes only a few words: an enumeration, or yes and no, under whatever is wrapped around it. */
function choicesOf(schema: unknown, depth = 0): readonly string[] | null {
  if (depth > DEPTH) return null;
  if (schema instanceof z.ZodEnum) return schema.options.map(String);
  if (schema instanceof z.ZodBoolean) return ['true', 'false'];
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodNullable
  )
    return choicesOf(schema.unwrap(), depth + 1);
  if (schema instanceof z.ZodPipe) return choicesOf(schema.def.out, depth + 1) ?? choicesOf(schema.def.in, depth + 1);
  return null;
}
