import { expect, it } from 'vitest';
import { CCI_SERVICE_CIDR, overlaps } from '../../../src/actions/precheck/cidr.ts';

it.each([
  ['10.247.0.0/16', true],
  ['10.247.255.255/32', true],
  ['10.246.0.0/15', true],
  ['10.0.0.0/8', true],
  ['0.0.0.0/0', true],
  ['10.247.12.34/20', true],
  ['10.246.0.0/16', false],
  ['10.248.0.0/16', false],
  ['192.168.0.0/16', false],
  ['fd00::/8', false],
  ['10.247.0.0', false],
  ['10.247.0.0/33', false],
  ['10.247.0.256/24', false],
  ['', false],
])('%s shares an address with the Services of CCI: %s', (cidr, expected) => {
  expect(overlaps(cidr, CCI_SERVICE_CIDR)).toBe(expected);
  expect(overlaps(CCI_SERVICE_CIDR, cidr)).toBe(expected);
});
