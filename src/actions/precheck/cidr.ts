/** The Service addresses of CCI namespaces: no subnet of the cluster may overlap them (usermanual-cci2, constraints of the add-on). */
export const CCI_SERVICE_CIDR = '10.247.0.0/16';

/** What VPC Endpoint keeps for itself: the range of a VPC with interface endpoints must not overlap it (VPCEP API, CreateEndpoint). */
export const ENDPOINT_CIDR = '198.19.128.0/17';

interface Range {
  readonly first: number;
  readonly last: number;
}

const rangeOf = (cidr: string): Range | null => {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(cidr.trim());
  if (!match) return null;
  const [a, b, c, d, bits] = match.slice(1).map(Number) as [number, number, number, number, number];
  if (Math.max(a, b, c, d) > 255 || bits > 32) return null;
  const size = 2 ** (32 - bits);
  const address = ((a * 256 + b) * 256 + c) * 256 + d;
  const first = address - (address % size);
  return { first, last: first + size - 1 };
};

/** Whether two IPv4 ranges share an address. What is no IPv4 range overlaps nothing. */
export const overlaps = (one: string, other: string): boolean => {
  const [x, y] = [rangeOf(one), rangeOf(other)];
  return x !== null && y !== null && x.first <= y.last && y.first <= x.last;
};
