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
