import { describe, expect, test } from 'vitest';
import { drawBlocks, drawText } from '../../../../sandbox/slack/local/draw.ts';

const groups = new Map([['S0ONCALL', 'oncall']]);
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
const plain = (text: string) => ({ type: 'plain_text', text });

describe('drawText', () => {
  test.each([
    ['escaped characters', 'a &lt; b &amp;&amp; c &gt; d', 'a < b && c > d'],
    ['what was escaped twice, once', '&amp;lt;', '&lt;'],
    ['an escaped mention, which stays text', '&lt;@U02BOB&gt; &lt;!channel&gt;', '<\u2060@U02BOB> <\u2060!channel>'],
    ['an escaped link, which stays text', '&lt;https://a|b&gt;', '<\u2060https://a|b>'],
    ['a live link and mention', '<https://a/?x=1&amp;y=2|b &amp; c> <@U02BOB>', '<https://a/?x=1&y=2|b & c> <@U02BOB>'],
    ['a date', 'until <!date^1700000000^{date_short_pretty} {time}|2023-11-14 22:13 UTC>.', 'until 2023-11-14 22:13 UTC.'],
    ['a date without a fallback', '<!date^1700000000^{time}>', '2023-11-14T22:13:20.000Z'],
    ['a user group', 'look <!subteam^S0ONCALL>', 'look *@oncall*'],
    ['an unknown user group', '<!subteam^S9>', '*@S9*'],
    ['a code fence', '```\na  b\n\nc\n```', '`a\u00a0\u00a0b`\n\n`c`'],
    ['nothing', '', ''],
  ])('shows %s', (_, text, shown) => {
    expect(drawText(text, groups)).toBe(shown);
  });
});

describe('drawBlocks', () => {
  const drawn = (block: object) => drawBlocks([block], groups).map((shown) => ({ ...shown, block_id: undefined }));
  const section = (text: string) => ({ type: 'section', text: mrkdwn(text) });
  const rich = (...elements: object[]) => ({ type: 'rich_text', elements });
  const text = (content: string, style?: object) => ({ type: 'text', text: content, ...(style ? { style } : {}) });

  test.each([
    ['fields', { type: 'section', fields: [mrkdwn('&lt;a&gt;')] }, { type: 'section', fields: [mrkdwn('<a>')] }],
    [
      'a button',
      { type: 'actions', elements: [{ type: 'button', text: plain('A &amp; B') }] },
      { type: 'actions', elements: [{ type: 'button', text: plain('A & B') }] },
    ],
    ['a header', { type: 'header', text: plain('A') }, { type: 'header', text: plain('A') }],
    ['a header with an emoji', { type: 'header', text: plain(':tada: A') }, section('*:tada: A*')],
    ['markdown', { type: 'markdown', text: '# A\n**b**' }, section('*A*\n*b*')],
    ['a log', rich({ type: 'rich_text_preformatted', elements: [text('a <b>\n  c')] }), section('`a <b>`\n`\u00a0\u00a0c`')],
    [
      'styles',
      rich({ type: 'rich_text_section', elements: [text('a', { bold: true }), text(' '), text('b', { code: true })] }),
      section('*a* `b`'),
    ],
    [
      'a list with a link, a person and an emoji',
      rich({
        type: 'rich_text_list',
        style: 'bullet',
        elements: [
          { type: 'rich_text_section', elements: [{ type: 'link', url: 'https://a', text: 'x' }] },
          {
            type: 'rich_text_section',
            elements: [
              { type: 'user', user_id: 'U02BOB' },
              { type: 'emoji', name: 'tada' },
            ],
          },
        ],
      }),
      section('• <https://a|x>\n• <@U02BOB>:tada:'),
    ],
    ['a quote', rich({ type: 'rich_text_quote', elements: [text('a\nb')] }), section('> a\n> b')],
    [
      'a table',
      {
        type: 'table',
        rows: [
          [
            { type: 'raw_text', text: 'name' },
            { type: 'raw_text', text: 'free' },
          ],
          [
            { type: 'raw_text', text: 'node-1' },
            { type: 'raw_number', value: 4 },
          ],
        ],
      },
      section('`name\u00a0\u00a0\u00a0\u00a0free`\n`node-1\u00a0\u00a04`'),
    ],
  ])('shows %s', (_, block, shown) => {
    expect(drawn(block)).toEqual([{ ...shown, block_id: undefined }]);
  });

  test('a container becomes its title and its blocks', () => {
    const block = { type: 'container', title: plain('A'), child_blocks: [section('b')] };
    expect(drawBlocks([block], groups).map((shown) => shown.type)).toEqual(['header', 'section']);
  });
});
