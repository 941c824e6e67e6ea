import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asTyped } from '../../src/core/typed-text.ts';

describe('asTyped', () => {
  it.each([
    [
      'image=<http://swr.cn-north-4.myhuaweicloud.com|swr.cn-north-4.myhuaweicloud.com>/ns/a:1',
      'image=swr.cn-north-4.myhuaweicloud.com/ns/a:1',
    ],
    ['<http://swr.com/|swr.com>', 'swr.com'],
    ['<http://SWR.com/a|swr.com/a>', 'swr.com/a'],
    ['<https://x.com/a|https://x.com/a>', 'https://x.com/a'],
    ['<https://x.com|text>', 'https://x.com'], // the label hides the address
    ['<https://evil.example|swr.cn-north-4.myhuaweicloud.com>', 'https://evil.example'],
    ['<https://x.com/?a=1&amp;b=2>', 'https://x.com/?a=1&b=2'],
    ['<https://x.com/?a=1&amp;b=2|x.com/?a=1&amp;b=2>', 'x.com/?a=1&b=2'],
    ['<http://x.com>', 'http://x.com'],
    ['<mailto:a@b.com|a@b.com>', 'a@b.com'],
    ['<mailto:a@b.com>', 'a@b.com'],
    ['<tel:+123|+123>', '+123'],
    ['<@U1|bob> <#C1|general> <!channel>', '<@U1|bob> <#C1|general> <!channel>'],
    ['<http://a b>', '<http://a b>'],
    ['a &lt;b&gt; &amp; c', 'a <b> & c'],
    ['&amp;lt;', '&lt;'], // once
    ['&lt;http://x.com|y&gt;', '<http://x.com|y>'], // typed, not made by a client
    ['&quot; &#60;', '&quot; &#60;'],
    ['key=“two words”', 'key="two words"'],
    ['„a‟ «b» ＂c＂', '"a" "b" "c"'],
    ['it’s', 'it’s'],
    ['a\u00A0b\u3000c\u2009d\te\r\nf\u2028g', 'a b c d e  f g'],
    ['pr\u200Bo\u200Dd\uFEFF\u00AD\u202E', 'prod'],
    ['a\u0000b', 'a b'],
    ['рrod', 'рrod'],
    ['\uD800', '\uFFFD'],
    ['', ''],
  ])('reads %j as %j', (sent, typed) => expect(asTyped(sent)).toBe(typed));

  it('leaves nothing invisible and no other blank than a space', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => !/\p{Cf}|[^\S ]|\p{Cc}/u.test(asTyped(text))));
  });
});
