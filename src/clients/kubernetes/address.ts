import { BlockList, isIP } from 'node:net';

/** Loopback, RFC 1918, shared (RFC 6598), link-local and unique local addresses: they lead nowhere from outside. */
const PRIVATE = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const) {
  PRIVATE.addSubnet(network, bits, 'ipv4');
}
PRIVATE.addAddress('::', 'ipv6');
PRIVATE.addAddress('::1', 'ipv6');
PRIVATE.addSubnet('fc00::', 7, 'ipv6');
PRIVATE.addSubnet('fe80::', 10, 'ipv6');

/** The host of a URL as TLS and sockets want it: without the brackets of an IPv6 address. */
export const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '');

/** Whether a server has an address that means something outside its own network. A DNS name does, until it is looked up. */
export function isPublic(url: URL): boolean {
  const host = hostOf(url);
  const version = isIP(host);
  return version === 0 || !PRIVATE.check(host, version === 4 ? 'ipv4' : 'ipv6');
}
