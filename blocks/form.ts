import { z } from 'zod';
import type { Choice } from '../src/core/action.ts';
import type { AskedFields, FormField, FormHeading } from '../src/core/form.ts';
import type { Problem, Refusal } from '../src/core/refusal.ts';
import { refused } from './answers.ts';
import type { Catalogue } from './catalogue.ts';
import { en } from './en/index.ts';
import { FORM_CALLBACK, FORM_CLUSTER } from './form-names.ts';
import { type Block, clip, code, context, plainText, SIGNS, section, sentence } from './kit.ts';
import { type Input, type Modal, modal, type Option, type Select, unmarked } from './modal.ts';

/** Block ids: the cluster, and each parameter, typed or chosen. A block that changes its kind has to change its id. */
const CLUSTER = 'cluster';
const [TYPED, CHOSEN] = ['typed:', 'chosen:'] as const;
/** Both the element of the cluster, which tells when something is chosen, and that of every parameter. */
const VALUE = 'value';
/** Slack takes a hundred options, of 75 and 150 characters. */
const OPTIONS = 100;
const OPTION = { label: 75, value: 150 } as const;

/** What a form shows. */
export interface FormShown {
  readonly id: string;
  readonly command: string;
  /** Whether it leads through others instead of making one plan. */
  readonly guided: boolean;
  /** Aliases that may be chosen, and which is. */
  readonly clusters: readonly string[];
  readonly cluster: string | null;
  readonly asked: AskedFields;
  readonly help: Readonly<Record<string, string>>;
  /** Looked up on the cluster, by parameter; a parameter without is typed. */
  readonly choices: Readonly<Record<string, readonly Choice[]>>;
  readonly values: Readonly<Record<string, string>>;
  /** Whether other choices may belong to another cluster. */
  readonly live: boolean;
}

type About = Pick<FormShown, 'command' | 'guided'>;
const wordsFor = ({ guided }: About, say: Catalogue) => (guided ? say.form.guided : say.form.plan);
const title = (about: About, say: Catalogue) => ({ title: wordsFor(about, say).title(clip(about.command, 16)), close: say.form.close });

/** What is seen until a worker has filled the form in. */
export const loadingView = (id: string, about: About, say: Catalogue = en): Modal =>
  modal(title(about, say), [section(`${SIGNS.queued} ${say.form.loading}`)], { callback_id: FORM_CALLBACK, private_metadata: id });

const option = ({ value, label }: Choice): Option => ({ text: plainText(label || value, OPTION.label), value: clip(value, OPTION.value) });

/** What Slack would cut is no choice: it would come back as something else. */
const fitting = (choices: readonly Choice[]): readonly Choice[] =>
  choices
    .filter(
      ({ value }, i, all) => value !== '' && [...value].length <= OPTION.value && all.findIndex((other) => other.value === value) === i,
    )
    .slice(0, OPTIONS);

const select = (choices: readonly Choice[], chosen: string | null, actionId: string, placeholder: string): Select => {
  const options = choices.map(option);
  const initial = options.find(({ value }) => value === chosen);
  return {
    type: 'static_select',
    action_id: actionId,
    options,
    placeholder: plainText(placeholder, 150),
    ...(initial ? { initial_option: initial } : {}),
  };
};

const clusterInput = ({ clusters, cluster, live }: FormShown, say: Catalogue): Input => ({
  type: 'input',
  block_id: CLUSTER,
  label: plainText(say.form.cluster, 100),
  ...(live ? { dispatch_action: true } : {}),
  element: select(
    clusters.slice(0, OPTIONS).map((alias) => ({ value: alias, label: alias })),
    cluster,
    FORM_CLUSTER,
    say.form.choose,
  ),
});

const parameterInput = (field: FormField, { command, help, choices, values }: FormShown, say: Catalogue): Input => {
  const { name, required, usual } = field;
  const given = Object.hasOwn(values, name) ? (values[name] ?? null) : null;
  const looked = Object.hasOwn(choices, name) ? fitting(choices[name] ?? []) : [];
  const offered = looked.length > 0 ? looked : (field.choices ?? []).map((value) => ({ value, label: value }));
  const common = {
    type: 'input',
    label: plainText(say.commands.label(name), 100),
    // Whoever fills in forms learns from them what to type.
    hint: plainText(say.marks.of(name, say.commands.parameter(command, name, help[name] ?? '')), 300),
    ...(required ? {} : { optional: true }),
  } as const;
  // What is filled in and not among the choices must not be lost.
  if (offered.length > 0 && (given === null || offered.some(({ value }) => value === given))) {
    const placeholder = usual ?? say.form.choose;
    return { ...common, block_id: `${CHOSEN}${name}`, element: select(offered, given, VALUE, placeholder) };
  }
  return {
    ...common,
    block_id: `${TYPED}${name}`,
    element: {
      type: 'plain_text_input',
      action_id: VALUE,
      multiline: false,
      max_length: 500,
      ...(usual === null ? {} : { placeholder: plainText(usual, 150) }),
      ...(given === null ? {} : { initial_value: clip(given, 500) }),
    },
  };
};

const headed = ({ asked: { groups } }: FormShown, say: Catalogue, heading: FormHeading): readonly Block[] =>
  groups.length > 1 ? [section(`*${say.form.headings[heading]}*`)] : [];

/** The form for a command's parameters, filled in as far as it can be. */
export const formView = (shown: FormShown, say: Catalogue = en): Modal =>
  modal(
    { ...title(shown, say), submit: wordsFor(shown, say).submit },
    [
      section(sentence(wordsFor(shown, say).intro(shown.command), 300)),
      clusterInput(shown, say),
      ...shown.asked.groups.flatMap(({ heading, fields }) => [
        ...headed(shown, say, heading),
        ...fields.map((field) => parameterInput(field, shown, say)),
      ]),
      ...(shown.asked.more ? [context(say.form.more(code(`/bursting help ${clip(shown.command, 40)}`)))] : []),
    ],
    { callback_id: FORM_CALLBACK, private_metadata: shown.id },
  );

const Values = z.record(
  z.string(),
  z.record(z.string(), z.object({ value: z.string().nullish(), selected_option: z.object({ value: z.string() }).nullish() })),
);

/** What came back: the cluster and the parameters that were given, by name. Null: nothing that can be read. */
export function readForm(state: unknown): { readonly cluster: string | null; readonly params: Readonly<Record<string, string>> } | null {
  const read = z.object({ values: Values }).safeParse(state);
  if (!read.success) return null;
  const params: Record<string, string> = {};
  let cluster: string | null = null;
  for (const [block, elements] of Object.entries(read.data.values)) {
    const [element] = Object.values(elements);
    const value = element?.selected_option?.value ?? element?.value ?? null;
    if (value === null || value.trim() === '') continue;
    if (block === CLUSTER) cluster = value;
    else if (block.startsWith(TYPED)) params[block.slice(TYPED.length)] = value;
    else if (block.startsWith(CHOSEN)) params[block.slice(CHOSEN.length)] = value;
  }
  return { cluster, params };
}

/** `errors` of the acknowledgement: each problem at its field, in the words of the command line; what belongs to none stands at the cluster. */
export function formErrors(why: Refusal | string, state: unknown, say: Catalogue = en): Readonly<Record<string, string>> {
  const blocks = Object.keys(z.object({ values: Values }).safeParse(state).data?.values ?? {});
  const fieldOf = (name: string): string => blocks.find((block) => block === `${TYPED}${name}` || block === `${CHOSEN}${name}`) ?? CLUSTER;
  const errors: Record<string, string> = {};
  const put = (block: string, text: string): void => {
    errors[block] = clip(say.marks.sentences([errors[block] ?? '', unmarked(text)].filter(Boolean)), 500);
  };
  for (const problem of typeof why === 'string' ? [] : problemsOf(why)) put(fieldOf(parameterOf(problem)), say.problemText(problem));
  if (Object.keys(errors).length === 0) put(CLUSTER, typeof why === 'string' ? why : refused(why, say).text);
  return errors;
}

const parameterOf = ({ facts }: Problem): string => ('parameter' in facts ? facts.parameter : 'key' in facts ? facts.key : '');

function problemsOf(refusal: Refusal): readonly Problem[] {
  if (refusal.code === 'several') return refusal.facts.problems;
  return isProblem(refusal) ? [refusal] : [];
}

/** A refusal of a line that consists of one problem has its code and facts. */
const isProblem = (refusal: Refusal): refusal is Extract<Refusal, { code: Problem['code'] }> =>
  'command' in refusal.facts && 'example' in refusal.facts && refusal.code !== 'several';
