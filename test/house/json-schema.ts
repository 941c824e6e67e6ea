type Schema = boolean | { readonly [key: string]: unknown };
type Obj = Readonly<Record<string, unknown>>;

const isObj = (value: unknown): value is Obj => typeof value === 'object' && value !== null && !Array.isArray(value);
const list = (value: unknown): readonly Schema[] => (Array.isArray(value) ? (value as Schema[]) : []);
const typeOf = (value: unknown): string => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value === 'number' ? (Number.isInteger(value) ? 'integer' : 'number') : typeof value;
};

/** The keywords that are understood. With another one a schema is refused: a check that looks away is none. */
const KNOWN = new Set(
  '$comment $defs $id $ref $schema additionalProperties allOf anyOf const default description enum format if items maximum minItems minLength minProperties minimum not oneOf pattern patternProperties properties required then title type unevaluatedProperties uniqueItems'.split(
    ' ',
  ),
);

/** What is wrong with a value, by JSON Schema: `/services/gateway/restart: is a number, not a string`. Of `oneOf` and `anyOf` only that none fits. */
export function schemaProblems(value: unknown, schema: Schema, root: Schema = schema, at = ''): readonly string[] {
  if (typeof schema === 'boolean') return schema ? [] : [`${at}: is not allowed`];
  const unknown = Object.keys(schema).filter((keyword) => !KNOWN.has(keyword));
  if (unknown.length > 0) throw new Error(`this validator does not know ${unknown.join(', ')}`);
  const below = (inner: Schema): readonly string[] => schemaProblems(value, inner, root, at);
  const fits = (inner: Schema): boolean => below(inner).length === 0;
  const problems: string[] = [];
  if (typeof schema.$ref === 'string') problems.push(...below(resolve(schema.$ref, root)));
  for (const inner of list(schema.allOf)) problems.push(...below(inner));
  if (schema.anyOf && !list(schema.anyOf).some(fits)) problems.push(`${at}: fits none of the forms it may have`);
  if (schema.oneOf && list(schema.oneOf).filter(fits).length !== 1) problems.push(`${at}: fits none, or several, of the forms it may have`);
  if (schema.not !== undefined && fits(schema.not as Schema)) problems.push(`${at}: is what it must not be`);
  if (schema.if !== undefined && schema.then !== undefined && fits(schema.if as Schema)) problems.push(...below(schema.then as Schema));
  return [...problems, ...ofScalar(value, schema, at), ...ofArray(value, schema, root, at), ...ofObject(value, schema, root, at)];
}

function resolve(ref: string, root: Schema): Schema {
  const found = ref
    .replace(/^#\//, '')
    .split('/')
    .reduce<unknown>((inner, key) => (isObj(inner) ? inner[key] : undefined), root);
  if (found === undefined) throw new Error(`${ref} is not in the schema`);
  return found as Schema;
}

function ofScalar(value: unknown, schema: Obj, at: string): readonly string[] {
  const problems: string[] = [];
  const type = typeOf(value);
  const types = [schema.type ?? []].flat();
  if (types.length > 0 && !types.includes(type) && !(type === 'integer' && types.includes('number')))
    problems.push(`${at}: is ${type}, not ${types.join(' or ')}`);
  if (Array.isArray(schema.enum) && !schema.enum.includes(value)) problems.push(`${at}: is none of ${schema.enum.join(', ')}`);
  if ('const' in schema && schema.const !== value) problems.push(`${at}: is not ${String(schema.const)}`);
  if (typeof value === 'string' && typeof schema.pattern === 'string' && !new RegExp(schema.pattern).test(value))
    problems.push(`${at}: does not look like ${schema.pattern}`);
  if (typeof value === 'string' && typeof schema.minLength === 'number' && value.length < schema.minLength)
    problems.push(`${at}: is too short`);
  if (typeof value === 'number' && typeof schema.minimum === 'number' && value < schema.minimum)
    problems.push(`${at}: is less than ${schema.minimum}`);
  if (typeof value === 'number' && typeof schema.maximum === 'number' && value > schema.maximum)
    problems.push(`${at}: is more than ${schema.maximum}`);
  return problems;
}

function ofArray(value: unknown, schema: Obj, root: Schema, at: string): readonly string[] {
  if (!Array.isArray(value)) return [];
  const few = typeof schema.minItems === 'number' && value.length < schema.minItems ? [`${at}: has too few items`] : [];
  const twice =
    schema.uniqueItems && new Set(value.map((item) => JSON.stringify(item))).size < value.length ? [`${at}: has an item twice`] : [];
  const items = schema.items as Schema | undefined;
  return [...few, ...twice, ...(items === undefined ? [] : value.flatMap((item, i) => schemaProblems(item, items, root, `${at}/${i}`)))];
}

function ofObject(value: unknown, schema: Obj, root: Schema, at: string): readonly string[] {
  if (!isObj(value)) return [];
  const missing = (Array.isArray(schema.required) ? schema.required : []).map(String).filter((name) => !Object.hasOwn(value, name));
  const few =
    typeof schema.minProperties === 'number' && Object.keys(value).length < schema.minProperties ? [`${at}: has too few keys`] : [];
  const seen = seenBy(value, schema, root);
  return [
    ...few,
    ...missing.map((name) => `${at}: lacks ${name}`),
    ...Object.entries(value).flatMap(([name, inner]) => {
      const own = namedBy(schema, name);
      const rest = own.length > 0 || schema.additionalProperties === undefined ? [] : [schema.additionalProperties as Schema];
      const unseen = seen.has(name) || schema.unevaluatedProperties === undefined ? [] : [schema.unevaluatedProperties as Schema];
      return [...own, ...rest, ...unseen].flatMap((each) => schemaProblems(inner, each, root, `${at}/${name}`));
    }),
  ];
}

/** The schemas that a schema itself has for a key, by its name or a pattern. */
const namedBy = (schema: Obj, name: string): readonly Schema[] => [
  ...(isObj(schema.properties) && Object.hasOwn(schema.properties, name) ? [schema.properties[name] as Schema] : []),
  ...Object.entries(isObj(schema.patternProperties) ? schema.patternProperties : {}).flatMap(([pattern, inner]) =>
    new RegExp(pattern).test(name) ? [inner as Schema] : [],
  ),
];

/** The keys that a schema, or one that it refers to, has something to say about: the others are "unevaluated". */
function seenBy(value: Obj, schema: Schema, root: Schema): ReadonlySet<string> {
  if (typeof schema === 'boolean') return new Set();
  const names = Object.keys(value).filter((name) => schema.additionalProperties !== undefined || namedBy(schema, name).length > 0);
  const others = [
    ...(typeof schema.$ref === 'string' ? [resolve(schema.$ref, root)] : []),
    ...list(schema.allOf),
    ...list(schema.anyOf),
    ...list(schema.oneOf),
  ];
  return new Set([
    ...names,
    ...others.filter((inner) => schemaProblems(value, inner, root).length === 0).flatMap((inner) => [...seenBy(value, inner, root)]),
  ]);
}
