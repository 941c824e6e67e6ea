import { describe, expect, it } from 'vitest';
import { cleanTextFor } from '../../src/clients/clean-text.ts';

const credentials = { ak: 'FAKEACCESSKEY0000001', sk: 'fake/Secret+Key"0001', securityToken: 'faketoken\nsecond/line==' };
const clean = cleanTextFor(credentials);

describe('text from outside, in an error', () => {
  it.each(
    Object.values(credentials).flatMap((secret) => [
      [secret],
      [encodeURIComponent(secret)],
      [JSON.stringify(secret)],
      [Buffer.from(secret).toString('base64')],
    ]),
  )('holds no credential: %s', (spelling) => {
    const text = clean(`the service said ${spelling} is wrong`);
    expect(text).toMatch(/^the service said "?\[hidden\]=*"? is wrong$/);
  });

  it.each([
    ['SDK-HMAC-SHA256 Access=OTHERKEY, SignedHeaders=host, Signature=0123abcd', /OTHERKEY|0123abcd/],
    ['got X-Security-Token: abcdef', /abcdef/],
    ['"Authorization": x, Authorization: SDK-HMAC-SHA256 topsecret', /topsecret/],
    ['-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----', /MIIE/],
    ['-----BEGIN PRIVATE KEY-----\nMIIE, cut off', /MIIE/],
  ])("holds nobody else's either: %s", (text, leak) => {
    expect(clean(text)).not.toMatch(leak);
  });

  it.each([
    ['', ''],
    ['  one\r\n\ttwo\u2028three\u0007 ', 'one two three'],
    ['left\u202Eright', 'left right'],
    ['x'.repeat(300), 'x'.repeat(300)],
    ['x'.repeat(301), `${'x'.repeat(299)}…`],
    ['😀'.repeat(300), '😀'.repeat(300)],
    ['😀'.repeat(301), `${'😀'.repeat(299)}…`],
  ])('is one line of at most 300 characters', (text, expected) => {
    expect(clean(text)).toBe(expected);
  });

  it('is cleaned before it is cut, so that no half of a secret is left', () => {
    expect(clean(`${'x'.repeat(290)}${credentials.ak}`)).not.toContain('FAKE');
  });

  it('is left alone where no credentials are given', () => {
    expect(cleanTextFor({ ak: '', sk: '', securityToken: null })('as it was')).toBe('as it was');
  });
});
