import { describe, expect, it } from 'vitest';
import * as kit from '../../blocks/kit.ts';
import { checkMessage } from '../../sandbox/slack/block-check.ts';

const metadata = { event_type: 'bursting_run', event_payload: { run_id: 'run_0123456789' } };

describe('text from outside', () => {
  it.each([
    ['<!channel> a&b &lt;', '&lt;!channel&gt; a&amp;b &amp;lt;'],
    ['*bold* _slanted_ ~struck~ `code`', '∗bold∗ ˍslantedˍ ∼struck∼ ˋcodeˋ'],
    ['basic.network_id and vpcep_subnet_id', 'basic.network_id and vpcep_subnet_id'],
    ['first\n> second\r\n\tthird', 'first &gt; second third'],
    ['\u202egnp.exe\u0000\ufeff', 'gnp.exe'],
    ['', ''],
  ])('%j is a sentence without life of its own', (given, shown) => {
    expect(kit.sentence(given)).toBe(shown);
  });

  it.each([
    ['a`b`c', '`aˋbˋc`'],
    ['  \n', '`-`'],
    ['<x>', '`&lt;x&gt;`'],
  ])('%j cannot leave its code', (given, shown) => {
    expect(kit.code(given)).toBe(shown);
  });

  it.each([
    ['abc', 3, 'abc'],
    ['abcd', 3, 'ab…'],
    ['🚀🚀🚀', 3, '🚀🚀🚀'],
    ['🚀🚀🚀🚀', 3, '🚀🚀…'],
    ['', 3, ''],
  ])('%j is cut by code points to %i', (given, max, shown) => {
    expect(kit.clip(given, max)).toBe(shown);
  });

  it('only a user id is a mention', () => {
    expect(kit.mention('U01ALICE')).toBe('<@U01ALICE>');
    expect(kit.mention('U1> <!channel')).toBe('`U1&gt; &lt;!channel`');
  });
});

describe('a message', () => {
  const { section } = kit;
  const listing = (n: number, text = 'x'): kit.Listing => ({
    items: Array.from({ length: n }, (_, i) => section(`${i} ${text}`)),
    atMost: 1_000,
    more: (count) => `and ${count} more`,
  });
  const make = (...blocks: kit.Part[]): kit.SlackMessage => {
    const message = kit.message({ text: 'Something happened.', blocks, metadata });
    expect(checkMessage(message)).toEqual([]);
    return message;
  };
  const last = ({ blocks }: kit.SlackMessage): unknown => JSON.stringify(blocks.at(-1));

  it('takes every kind of block', () => {
    const approve = kit.button('Approve', 'plan_approve', { value: 'run_0123456789', style: 'primary' });
    make(
      section('x'),
      kit.divider,
      kit.actions(approve),
      kit.preformatted('a <b>\n*c*', '<!here> *d*'),
      kit.preformatted(''),
      kit.context('a', 'b'),
    );
    make(...kit.fields(Array.from({ length: 23 }, (_, i) => ({ label: `l${i}`, value: 'v' }))));
  });

  it('of exactly 50 blocks is whole, and of 51 counts the rest', () => {
    expect(make(listing(50)).blocks).toHaveLength(50);
    const over = make(listing(51));
    expect(over.blocks).toHaveLength(50);
    expect(last(over)).toContain('and 2 more');
  });

  it('keeps what stands alone, however long the lists are', () => {
    const message = make(section('first'), listing(100, '…'.repeat(300)), listing(100), section('last'));
    expect(last(message)).toContain('last');
    expect(JSON.stringify(message.blocks)).toMatch(/and \d+ more.*and 100 more/);
  });

  it('has a list of none as nothing', () => {
    expect(make(section('x'), listing(0)).blocks).toHaveLength(1);
  });

  it('never cuts a section inside an escape or a piece of code', () => {
    expect(JSON.stringify(section('&amp;'.repeat(1_000)))).toMatch(/&amp;…"/);
    const cut = section(`\`${'x'.repeat(4_000)}\``);
    expect(JSON.stringify(cut)).toMatch(/x…`"/);
    make(section('🚀'.repeat(2_000)), cut);
  });

  it('has a text that people can read in a notification', () => {
    const message = kit.message({ text: `${'word '.repeat(2_000)}<!here>`, blocks: [], metadata });
    expect([...message.text].length).toBeLessThanOrEqual(200);
    expect(message.text.endsWith('…')).toBe(true);
  });
});
