import type { ProxyConfig } from '../../config/config.ts';

/**
 * The proxy for a URL, or null for a direct connection. `HTTPS_PROXY` is for https targets, `HTTP_PROXY` for http ones. `NO_PROXY` lists,
 * with commas or spaces, `*` or hosts, each with an optional port: a name covers itself and everything below it, with or without a
 * leading `.` or `*.`, as curl reads it. Loopback is a host like any other.
 */
export function proxyFor(target: URL, config: ProxyConfig): URL | null {
  const proxy = target.protocol === 'https:' ? config.httpsProxy : config.httpProxy;
  if (proxy === null || proxy.trim() === '' || isExempt(target, config.noProxy ?? '')) return null;
  const url = URL.parse(proxy.includes('://') ? proxy : `http://${proxy}`);
  // The text is not in the message: it may hold a password.
  if (url === null || !/^https?:$/.test(url.protocol)) throw new TypeError('the proxy is no http or https URL');
  return url;
}

function isExempt(target: URL, noProxy: string): boolean {
  const host = bare(target.hostname);
  const port = portOf(target);
  return noProxy
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => {
      if (entry === '*') return true;
      const { name, onlyPort } = parseEntry(entry);
      if (onlyPort !== null && onlyPort !== port) return false;
      return name === '*' || (name !== '' && (host === name || host.endsWith(`.${name}`)));
    });
}

/** `host`, `.host`, `*.host`, each with `:port`; an IPv6 address has a port only in brackets. */
function parseEntry(entry: string): { name: string; onlyPort: string | null } {
  const [, bracketed, port] = /^\[([^\]]+)\](?::(\d+))?$/.exec(entry) ?? [];
  if (bracketed !== undefined) return { name: bracketed, onlyPort: port ?? null };
  const parts = entry.split(':');
  const [first = '', second] = parts;
  if (parts.length > 2 || second === undefined) return { name: bare(parts.length > 2 ? entry : first), onlyPort: null };
  return { name: bare(first), onlyPort: second };
}

const bare = (name: string): string =>
  name
    .replace(/^\[|\]$/g, '')
    .replace(/^\*?\./, '')
    .replace(/\.$/, '');

/** The port in use, also where the URL leaves it to its scheme. */
export const portOf = (url: URL): string => (url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port);
