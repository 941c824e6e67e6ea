import { describe, expect, it } from 'vitest';
import { proxyFor } from '../../../src/clients/huawei/proxy.ts';

const config = { httpsProxy: 'http://secure.proxy:3128', httpProxy: 'plain.proxy:8080', noProxy: null };
const hostOf = (target: string, noProxy: string | null = null): string | undefined =>
  proxyFor(new URL(target), { ...config, noProxy })?.host;

describe('the proxy for a URL', () => {
  it('depends on the scheme', () => {
    expect(hostOf('https://cce.example.com')).toBe('secure.proxy:3128');
    expect(hostOf('http://cce.example.com')).toBe('plain.proxy:8080');
  });

  it('is none where none is configured', () => {
    const none = { httpsProxy: null, httpProxy: ' ', noProxy: null };
    expect(proxyFor(new URL('https://cce.example.com'), none)).toBeNull();
    expect(proxyFor(new URL('http://cce.example.com'), none)).toBeNull();
  });

  it('is also used for loopback', () => {
    expect(hostOf('http://127.0.0.1:8080')).toBe('plain.proxy:8080');
    expect(hostOf('http://localhost')).toBe('plain.proxy:8080');
  });

  it.each<[string, string, boolean]>([
    ['*', 'https://anything.example', true],
    ['', 'https://cce.example.com', false],
    [' , ,', 'https://cce.example.com', false],
    ['cce.example.com', 'https://cce.example.com', true],
    ['CCE.Example.COM', 'https://cce.example.com', true],
    ['example.com', 'https://cce.example.com', true],
    ['.example.com', 'https://cce.example.com', true],
    ['*.example.com', 'https://cce.example.com', true],
    ['.example.com', 'https://example.com', true],
    ['example.com', 'https://notexample.com', false],
    ['ample.com', 'https://example.com', false],
    ['a.com, b.com c.com', 'https://c.com', true],
    ['example.com:443', 'https://example.com', true],
    ['example.com:443', 'https://example.com:8443', false],
    ['example.com:80', 'http://example.com', true],
    ['*:8443', 'https://example.com:8443', true],
    ['*:8443', 'https://example.com', false],
    ['127.0.0.1', 'http://127.0.0.1:9000', true],
    ['127.0.0.1:9001', 'http://127.0.0.1:9000', false],
    ['::1', 'http://[::1]:9000', true],
    ['[::1]:9000', 'http://[::1]:9000', true],
    ['[::1]:9001', 'http://[::1]:9000', false],
    ['example.com.', 'https://example.com', true],
  ])('is left out by NO_PROXY=%s for %s: %s', (noProxy, target, exempt) => {
    expect(hostOf(target, noProxy) === undefined).toBe(exempt);
  });

  it('must be an http or https URL, and a wrong one is not repeated', () => {
    expect(() => proxyFor(new URL('https://a.example'), { ...config, httpsProxy: 'socks5://user:word@p' })).toThrow(
      /^the proxy is no http/,
    );
  });
});
