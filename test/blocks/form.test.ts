import { describe, expect, test } from 'vitest';
import { type FormShown, formErrors, formView, loadingView, readForm } from '../../blocks/form.ts';
import type { Input, Modal } from '../../blocks/modal.ts';
import { zh } from '../../blocks/zh/index.ts';
import { checkView } from '../../sandbox/slack/block-check.ts';
import { actionOf } from '../../src/actions/index.ts';
import { askedFields, type FormField } from '../../src/core/form.ts';
import { problem, refusal } from '../../src/core/refusal.ts';
import { read } from './reading.ts';
import * as s from './samples.ts';

const shownOf = (command: string, more: Partial<FormShown> = {}): FormShown => {
  const action = actionOf(command);
  if (!action) throw new Error(`there is no ${command}`);
  return {
    id: 'form_0123456789abcdef',
    command,
    guided: action.kind === 'guided',
    clusters: ['prod', 'lab'],
    cluster: null,
    asked: askedFields(action, 'form' in action ? action.form : [], more.values ?? {}),
    help: action.parameterHelp,
    choices: {},
    values: {},
    live: true,
    ...more,
  };
};
const inputs = ({ blocks }: Modal): readonly Input[] => blocks.filter((block) => block.type === 'input');
const input = (view: Modal, name: string): Input | undefined =>
  inputs(view).find(({ block_id }) => block_id === name || block_id.endsWith(`:${name}`));

describe('a form', () => {
  test('asks for the cluster and every parameter, with what is usual and what is needed', () => {
    const view = formView(shownOf('create-nodepool', { cluster: 'prod' }));
    expect(checkView(view)).toEqual([]);
    expect(view).toMatchObject({
      callback_id: 'plan_form',
      private_metadata: 'form_0123456789abcdef',
      title: { text: 'Plan create-nodepool' },
    });
    expect(input(view, 'cluster')).toMatchObject({ dispatch_action: true, element: { initial_option: { value: 'prod' } } });
    expect(input(view, 'flavor')).not.toHaveProperty('optional');
    expect(input(view, 'flavor')).toMatchObject({
      block_id: 'typed:flavor',
      element: { type: 'plain_text_input' },
      label: { text: 'Flavor' },
      hint: { text: expect.stringMatching(/^flavor: Flavor of its nodes/) },
    });
    expect(input(view, 'root_volume_size')).toMatchObject({ optional: true, element: { placeholder: { text: '40' } } });
    expect(input(view, 'root_volume_type')).toMatchObject({
      block_id: 'chosen:root_volume_type',
      element: { type: 'static_select', placeholder: { text: 'SSD' } },
    });
  });

  test('has groups with headings, in Chinese too, and names the command that lists what it leaves out', () => {
    const rollout = shownOf('rollout', { cluster: 'prod' });
    const view = formView(rollout);
    expect(inputs(view).map(({ label }) => label.text)).toEqual([
      ...['Cluster', 'OBS endpoint service', 'Endpoint subnet (VPC subnet id)', 'Pod subnet (IPv4 subnet id)'],
      ...['Image', 'Replicas', 'Namespace'],
    ]);
    expect(read(view)).toContain('*VPC endpoints*\n*Bursting add-on*\n*First workload*\nMore can be set by typing');
    expect(read(view)).toContain('`/bursting help rollout`');
    expect(read(formView(rollout, zh))).toContain('*VPC 终端节点*\n*弹性插件*\n*首个工作负载*\n更多参数');
    expect(input(formView(rollout, zh), 'image')).toMatchObject({
      label: { text: '镜像' },
      hint: { text: expect.stringMatching(/^image：/) },
    });
    // One group needs no heading, and where nothing is left out nothing is said.
    expect(read(formView(shownOf('smoke')))).not.toMatch(/\*|More can be set/);
  });

  test('shows what is filled in though it would not ask for it', () => {
    const view = formView(shownOf('resize-nodepool', { values: { nodepool_id: 'x', node_count: '4' } }));
    expect(input(view, 'nodepool_id')).toMatchObject({ label: { text: 'Node pool id' }, element: { initial_value: 'x' } });
    expect(read(view)).toContain('*Given already*');
    // The one is needed unless the other is given.
    expect(input(view, 'nodepool_name')).toHaveProperty('optional', true);
    expect(input(formView(shownOf('resize-nodepool')), 'nodepool_name')).not.toHaveProperty('optional');
  });

  test('of a command that leads through others says that it starts them', () => {
    const view = formView(shownOf('rollout', { cluster: 'prod' }));
    expect(checkView(view)).toEqual([]);
    expect(view).toMatchObject({ title: { text: 'Start rollout' }, submit: { text: 'Start' } });
    expect(inputs(view).every(({ optional, block_id }) => optional === true || block_id === 'cluster')).toBe(true);
  });

  test('offers what was looked up, and keeps what was filled in even if it is not among it', () => {
    const choices = { nodepool_name: [{ value: 'workers', label: 'workers  c7.xlarge.2  × 3' }] };
    const offered = formView(shownOf('resize-nodepool', { choices, values: { nodepool_name: 'workers', node_count: '4' } }));
    expect(input(offered, 'nodepool_name')).toMatchObject({
      block_id: 'chosen:nodepool_name',
      element: { initial_option: { value: 'workers' } },
    });
    expect(input(offered, 'node_count')).toMatchObject({ element: { initial_value: '4' } });
    const other = formView(shownOf('resize-nodepool', { choices, values: { nodepool_name: 'others' } }));
    expect(input(other, 'nodepool_name')).toMatchObject({ block_id: 'typed:nodepool_name', element: { initial_value: 'others' } });
  });

  test('whose choices are the same everywhere is not told of a choice of the cluster', () => {
    expect(input(formView(shownOf('vpcep', { live: false })), 'cluster')).not.toHaveProperty('dispatch_action');
  });

  test.each([s.HOSTILE, s.RTL, s.LONG, ''])('is taken by Slack whatever is in it (%#)', (x) => {
    const many = Array.from({ length: 300 }, (_, i) => ({ value: `${x}${i}`, label: x }));
    const fields: readonly FormField[] = Array.from({ length: 60 }, (_, i) => ({
      name: `${x.slice(0, 50)}${i}`,
      required: i % 2 === 0,
      choices: i % 3 === 0 ? [`${x}a`, 'b'] : null,
      usual: x || null,
    }));
    const asked = { groups: [{ heading: 'nodes', fields }], more: true } as const;
    const choices = Object.fromEntries(fields.map(({ name }) => [name, many]));
    const help = Object.fromEntries(fields.map(({ name }) => [name, x]));
    const values = Object.fromEntries(fields.map(({ name }, i) => [name, i % 2 === 0 ? `${x}1` : x]));
    const clusters = Array.from({ length: 300 }, (_, i) => `c${i}`);
    // A window pings nobody, and plain text is never markup.
    for (const view of [
      formView(shownOf('vpcep', { command: x, clusters, cluster: 'c7', asked, help, choices, values })),
      formView(shownOf('vpcep', { command: x, clusters, asked, help, choices: {}, values: {} })),
      loadingView('form_0123456789abcdef', { command: x, guided: false }),
    ])
      expect(checkView(view).filter(({ rule }) => !rule.includes('pings everybody'))).toEqual([]);
  });
});

describe('what came back', () => {
  test('is the cluster and what was given, typed or chosen', () => {
    const values = {
      cluster: { form_cluster: { type: 'static_select', selected_option: { text: {}, value: 'prod' } } },
      'typed:flavor': { value: { type: 'plain_text_input', value: 'c7.xlarge.2' } },
      'typed:ssh_key': { value: { type: 'plain_text_input', value: null } },
      'typed:os': { value: { type: 'plain_text_input', value: '  ' } },
      'chosen:root_volume_type': { value: { type: 'static_select', selected_option: { value: 'SSD' } } },
      'chosen:data_volume_type': { value: { type: 'static_select', selected_option: null } },
    };
    expect(readForm({ values })).toEqual({ cluster: 'prod', params: { flavor: 'c7.xlarge.2', root_volume_type: 'SSD' } });
  });
  test.each([undefined, null, {}, { values: [] }, { values: { cluster: 'prod' } }, { values: { cluster: { x: { selected_option: 7 } } } }])(
    'that cannot be read is nothing: %j',
    (state) => expect(readForm(state)).toBeNull(),
  );
});

describe('what is wrong', () => {
  const state = { values: { cluster: { form_cluster: {} }, 'typed:flavor': { value: {} }, 'chosen:os': { value: {} } } };
  const of = { command: 'create-nodepool', example: '/bursting create-nodepool prod' };
  test('stands at its field, in plain words', () => {
    const problems = [
      problem('invalid_value', { parameter: 'flavor', given: '<!x>', accepted: 'the name of an ECS flavor' }),
      problem('missing_value', { parameter: 'os', accepted: 'x' }),
      problem('no_cluster', { aliases: ['prod'], form: false }),
    ];
    const errors = formErrors(refusal('several', { problems, ...of }), state);
    expect(Object.keys(errors).sort()).toEqual(['chosen:os', 'cluster', 'typed:flavor']);
    expect(errors['typed:flavor']).toContain('the name of an ECS flavor');
    expect(errors['typed:flavor']).toContain('<!x>');
    expect(JSON.stringify(errors)).not.toContain('`');
  });
  test('alone, or with several at one field', () => {
    expect(formErrors(refusal('missing_value', { parameter: 'flavor', accepted: 'x', ...of }), state)).toHaveProperty(['typed:flavor']);
    const problems = [problem('two_clusters', { first: 'a', second: 'b' }), problem('invalid_combination', { rule: 'one of them' })];
    expect(formErrors(refusal('several', { problems, ...of }), state).cluster).toMatch(/Two different clusters.*one of them/s);
  });
  test('with none of them stands at the cluster', () => {
    expect(formErrors(refusal('rate_limited', { seconds: 3 }), state)).toEqual({ cluster: expect.stringContaining('3') });
    expect(formErrors(refusal('looks_like_key', {}), state)).toEqual({ cluster: expect.stringContaining('key') });
    expect(formErrors('Something broke', undefined)).toEqual({ cluster: 'Something broke' });
  });
});
