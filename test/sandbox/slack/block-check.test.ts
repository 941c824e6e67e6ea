import { describe, expect, test } from 'vitest';
import { checkMessage, checkView } from '../../../sandbox/slack/block-check.ts';

const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
const plain = (text: string) => ({ type: 'plain_text', text });
const section = (text: string) => ({ type: 'section', text: mrkdwn(text) });
const button = (more: object = {}) => ({ type: 'button', action_id: 'go', text: plain('Go'), value: 'run_1', ...more });
const actions = (...elements: object[]) => ({ type: 'actions', elements });
const option = (n: number) => ({ text: plain(`option ${n}`), value: String(n) });
const options = (count: number) => Array.from({ length: count }, (_, n) => option(n));
const table = (rows: number, text = 'x') => ({ type: 'table', rows: Array.from({ length: rows }, () => [{ type: 'raw_text', text }]) });
const rich = (...elements: object[]) => ({ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] });
const many = (count: number, block: object) => Array.from({ length: count }, () => block);
const select = (more: object) => actions({ type: 'static_select', action_id: 's', placeholder: plain('Choose'), ...more });
const confirm = (more: object = {}) => ({
  title: plain('Sure?'),
  text: mrkdwn('2 nodes'),
  confirm: plain('Apply'),
  deny: plain('No'),
  ...more,
});

const VALID: readonly (readonly [string, object[]])[] = [
  ['no blocks at all', []],
  ['a section at the limit', [section('x'.repeat(3000))]],
  ['3000 emoji, which are code points', [section('🚀'.repeat(2900))]],
  ['ten fields', [{ type: 'section', fields: many(10, mrkdwn('*a*\nb')) }]],
  ['a section with an image beside it', [{ ...section('x'), accessory: { type: 'image', alt_text: 'a', image_url: 'https://a/b.png' } }]],
  ['a header at the limit', [{ type: 'header', text: plain('x'.repeat(150)) }]],
  ['context with an image', [{ type: 'context', elements: [mrkdwn('a'), { type: 'image', alt_text: 'a', image_url: 'https://a/b.png' }] }]],
  ['25 buttons', [actions(...Array.from({ length: 25 }, (_, n) => button({ action_id: `b${n}` })))]],
  ['a danger button with a confirm dialog', [actions(button({ style: 'danger', confirm: confirm() }))]],
  ['a divider and a picture', [{ type: 'divider' }, { type: 'image', alt_text: 'graph', image_url: 'https://a/b.png', title: plain('t') }]],
  ['an overflow menu of five', [actions({ type: 'overflow', action_id: 'o', options: options(5) })]],
  ['a select of 100', [select({ options: options(100) })]],
  ['a select of groups', [select({ option_groups: [{ label: plain('g'), options: options(2) }] })]],
  ['a table of 100 rows', [table(100)]],
  ['a table of rich text', [{ type: 'table', rows: [[rich({ type: 'text', text: 'a' })]] }]],
  ['logs in rich text, as they are', [rich({ type: 'text', text: '<!channel> <!here> &lt;' })]],
  ['markdown at the limit', [{ type: 'markdown', text: 'x'.repeat(11_900) }]],
  ['a container', [{ type: 'container', title: plain('t'), child_blocks: [section('a')] }]],
  ['tasks', [{ type: 'plan', title: 'p', tasks: [] }]],
  ['a card', [{ type: 'card', title: plain('t'), body: plain('b'), actions: [button()] }]],
  ['a mention and a date, which are ours', [section('<@U01ALICE> <!subteam^S0ONCALL> <!date^1700000000^{time}|12:00>')]],
  ['escaped markup', [section('&lt;!channel&gt;')]],
];

const INVALID: readonly (readonly [string, object[], string])[] = [
  ['51 blocks', many(51, { type: 'divider' }), 'blocks'],
  ['an unknown block', [{ type: 'banner' }], 'blocks[0]'],
  ['a block of a modal', [{ type: 'alert', text: plain('a') }], 'blocks[0]'],
  ['a file block', [{ type: 'file' }], 'blocks[0]'],
  ['something that is no block', ['x' as unknown as object], 'blocks[0]'],
  ['a section that says nothing', [{ type: 'section' }], 'blocks[0]'],
  ['an empty text', [section('')], 'blocks[0].text'],
  ['a section above the limit', [section('x'.repeat(3001))], 'blocks[0].text'],
  ['text as a string', [{ type: 'section', text: 'x' }], 'blocks[0].text'],
  ['an unknown text type', [{ type: 'section', text: { type: 'markdown', text: 'x' } }], 'blocks[0].text'],
  ['eleven fields', [{ type: 'section', fields: many(11, mrkdwn('a')) }], 'blocks[0].fields'],
  ['a field above the limit', [{ type: 'section', fields: [mrkdwn('x'.repeat(2001))] }], 'blocks[0].fields[0]'],
  ['emoji on mrkdwn', [{ type: 'section', text: { ...mrkdwn('x'), emoji: true } }], 'blocks[0].text'],
  ['verbatim on plain text', [{ type: 'header', text: { ...plain('x'), verbatim: true } }], 'blocks[0].text'],
  ['a header in mrkdwn', [{ type: 'header', text: mrkdwn('x') }], 'blocks[0].text'],
  ['a header above the limit', [{ type: 'header', text: plain('x'.repeat(151)) }], 'blocks[0].text'],
  ['an empty context', [{ type: 'context', elements: [] }], 'blocks[0].elements'],
  ['eleven in a context', [{ type: 'context', elements: many(11, mrkdwn('a')) }], 'blocks[0].elements'],
  [
    'a picture nobody can hear',
    [{ type: 'context', elements: [{ type: 'image', image_url: 'https://a/b.png' }] }],
    'blocks[0].elements[0].alt_text',
  ],
  ['no action at all', [actions()], 'blocks[0].elements'],
  ['26 buttons', [actions(...Array.from({ length: 26 }, (_, n) => button({ action_id: `b${n}` })))], 'blocks[0].elements'],
  ['one action id twice', [actions(button(), button())], 'blocks[0].elements[1].action_id'],
  ['a button without an action id', [actions({ type: 'button', text: plain('Go') })], 'blocks[0].elements[0].action_id'],
  ['a long action id', [actions(button({ action_id: 'x'.repeat(256) }))], 'blocks[0].elements[0].action_id'],
  ['a long button', [actions(button({ text: plain('x'.repeat(76)) }))], 'blocks[0].elements[0].text'],
  ['a button in mrkdwn', [actions(button({ text: mrkdwn('Go') }))], 'blocks[0].elements[0].text'],
  ['a value above the limit', [actions(button({ value: 'x'.repeat(2001) }))], 'blocks[0].elements[0].value'],
  ['an unknown style', [actions(button({ style: 'default' }))], 'blocks[0].elements[0].style'],
  ['a long confirm text', [actions(button({ confirm: confirm({ text: mrkdwn('x'.repeat(301)) }) }))], 'blocks[0].elements[0].confirm.text'],
  [
    'a long confirm button',
    [actions(button({ confirm: confirm({ confirm: plain('x'.repeat(31)) }) }))],
    'blocks[0].elements[0].confirm.confirm',
  ],
  ['an input among the actions', [actions({ type: 'plain_text_input', action_id: 'a' })], 'blocks[0].elements[0]'],
  ['an overflow menu of six', [actions({ type: 'overflow', action_id: 'o', options: options(6) })], 'blocks[0].elements[0].options'],
  ['a select without options', [select({ options: [] })], 'blocks[0].elements[0].options'],
  ['a select of 101', [select({ options: options(101) })], 'blocks[0].elements[0].options'],
  ['a long option value', [select({ options: [{ text: plain('a'), value: 'x'.repeat(151) }] })], 'blocks[0].elements[0].options[0].value'],
  ['a long placeholder', [select({ options: options(1), placeholder: plain('x'.repeat(151)) })], 'blocks[0].elements[0].placeholder'],
  ['a table of 101 rows', [table(101)], 'blocks[0].rows'],
  ['an empty cell', [table(1, '')], 'blocks[0].rows[0][0]'],
  ['21 columns', [{ type: 'table', rows: [many(21, { type: 'raw_text', text: 'a' })] }], 'blocks[0].rows[0]'],
  ['a table of too much text', [table(10, 'x'.repeat(1001))], 'blocks[0]'],
  ['two tables', [table(1), { ...table(1), block_id: 't' }], 'blocks'],
  ['a data table without caption', [{ ...table(2), type: 'data_table' }], 'blocks[0].caption'],
  [
    'one block id twice',
    [
      { ...section('a'), block_id: 'a' },
      { ...section('b'), block_id: 'a' },
    ],
    'blocks',
  ],
  ['a long block id', [{ ...section('a'), block_id: 'x'.repeat(256) }], 'blocks[0].block_id'],
  ['markdown above the limit, summed', many(2, { type: 'markdown', text: 'x'.repeat(6001) }), 'blocks'],
  ['more bytes than Slack takes', many(5, section('é'.repeat(2000))), 'blocks'],
  [
    'a container in a container',
    [{ type: 'container', title: plain('a'), child_blocks: [{ type: 'container', title: plain('b'), child_blocks: [] }] }],
    'blocks[0].child_blocks[0]',
  ],
  [
    'a ping hidden in a container',
    [{ type: 'container', title: plain('a'), child_blocks: [section('<!here>')] }],
    'blocks[0].child_blocks[0].text.text',
  ],
  ['an empty rich text', [{ type: 'rich_text', elements: [] }], 'blocks[0].elements'],
  ['<!channel>', [section('hello <!channel>')], 'blocks[0].text.text'],
  ['<!here|here>', [{ type: 'section', fields: [mrkdwn('<!here|here>')] }], 'blocks[0].fields[0].text'],
  ['<!everyone> in a cell', [table(1, '<!everyone>')], 'blocks[0].rows[0][0].text'],
  ['a broadcast element', [rich({ type: 'broadcast', range: 'channel' })], 'blocks[0].elements[0].elements[0]'],
];

describe('checkMessage', () => {
  test.each(VALID)('accepts %s', (_, blocks) => {
    expect(checkMessage({ text: 'A sentence.', blocks })).toEqual([]);
  });

  test.each(INVALID)('refuses %s', (_, blocks, at) => {
    expect(checkMessage({ text: 'A sentence.', blocks }).map((problem) => problem.at)).toContain(at);
  });

  test.each([
    ['no text', { blocks: [section('a')] }, 'text'],
    ['an empty text', { text: '' }, 'text'],
    ['a text that could not be edited', { text: 'x'.repeat(4001) }, 'text'],
    ['a text that pings everybody', { text: 'look <!channel>' }, 'text'],
    ['blocks as a string', { text: 'a', blocks: '[]' }, 'blocks'],
    ['metadata that is a string', { text: 'a', metadata: 'x' }, 'metadata'],
    ['metadata without a type', { text: 'a', metadata: { event_payload: {} } }, 'metadata.event_type'],
    ['metadata without a payload', { text: 'a', metadata: { event_type: 'x' } }, 'metadata.event_payload'],
    ['nested metadata', { text: 'a', metadata: { event_type: 'x', event_payload: { run: { id: 1 } } } }, 'metadata.event_payload.run'],
    ['a list in metadata', { text: 'a', metadata: { event_type: 'x', event_payload: { ids: ['a'] } } }, 'metadata.event_payload.ids'],
  ])('refuses %s', (_, message, at) => {
    expect(checkMessage(message).map((problem) => problem.at)).toContain(at);
  });

  test('accepts flat metadata and a text at the limit', () => {
    const metadata = { event_type: 'bursting_run', event_payload: { run_id: 'run_1', cluster: '' } };
    expect(checkMessage({ text: 'x'.repeat(4000), metadata })).toEqual([]);
  });

  test('says every problem, with its place and its numbers', () => {
    expect(checkMessage({ blocks: [section('x'.repeat(3001)), { type: 'divider', block_id: '' }] })).toEqual([
      { at: 'text', rule: 'missing or empty' },
      { at: 'blocks[0].text', rule: '3001 characters, at most 3000' },
    ]);
  });
});

describe('checkView', () => {
  const modal = { type: 'modal', title: plain('Reject'), submit: plain('Reject'), callback_id: 'reject', blocks: [] as object[] };
  const input = { type: 'input', label: plain('Reason'), element: { type: 'plain_text_input', action_id: 'reason' } };

  test.each([
    ['a modal with an input', { ...modal, blocks: [input] }],
    ['a home tab', { type: 'home', blocks: many(100, { type: 'divider' }) }],
  ])('accepts %s', (_, view) => {
    expect(checkView(view)).toEqual([]);
  });

  test.each([
    ['no view', undefined, 'type'],
    ['a long title', { ...modal, title: plain('x'.repeat(25)) }, 'title'],
    ['an input without a submit button', { ...modal, submit: undefined, blocks: [input] }, 'submit'],
    ['too much private metadata', { ...modal, private_metadata: 'x'.repeat(3001) }, 'private_metadata'],
    ['a table in a modal', { ...modal, blocks: [table(1)] }, 'blocks[0]'],
    ['an input without a label', { ...modal, blocks: [{ ...input, label: undefined }] }, 'blocks[0].label'],
    ['a button as an input', { ...modal, blocks: [{ ...input, element: button() }] }, 'blocks[0].element'],
    ['101 blocks', { type: 'home', blocks: many(101, { type: 'divider' }) }, 'blocks'],
    ["a ping on somebody's home", { type: 'home', blocks: [section('<!here>')] }, 'blocks[0].text.text'],
  ])('refuses %s', (_, view, at) => {
    expect(checkView(view).map((problem) => problem.at)).toContain(at);
  });
});
