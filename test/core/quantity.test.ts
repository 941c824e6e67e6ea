import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatBytes, formatCpu, parseBytes, parseCount, parseCpuMillis } from '../../src/core/quantity.ts';

const GiB = 1024 ** 3;

describe('CPU is read in thousandths of a core', () => {
  test.each([
    ['0', 0],
    ['2', 2000],
    ['1930m', 1930],
    ['0.1', 100],
    ['0.5', 500],
    ['.5', 500],
    ['2.', 2000],
    ['+1', 1000],
    ['-1', -1000],
    ['-0', 0],
    ['100000000n', 100],
    ['1n', 1],
    ['1u', 1],
    ['250000u', 250],
    ['1.9301', 1931],
    ['200k', 200_000_000],
    ['1e3', 1_000_000],
    ['12E2', 1_200_000],
    ['5e-1', 500],
    ['1e-9999', 1],
    ['0e9999', 0],
  ])('%s is %d', (text, millis) => {
    expect(parseCpuMillis(text)).toBe(millis);
  });
});

describe('memory is read in bytes', () => {
  test.each([
    ['3006048Ki', 3_006_048 * 1024],
    ['128Mi', 128 * 1024 ** 2],
    ['4Gi', 4 * GiB],
    ['0.5Gi', GiB / 2],
    ['1600000Gi', 1_600_000 * GiB],
    ['2Ti', 2 * 1024 ** 4],
    ['1Pi', 1024 ** 5],
    ['1Ei', 1024 ** 6],
    ['129k', 129_000],
    ['129M', 129_000_000],
    ['1G', 1e9],
    ['1T', 1e12],
    ['1P', 1e15],
    ['1E', 1e18],
    ['1E1', 10],
    ['123e6', 123_000_000],
    ['128974848000m', 128_974_848],
    ['1500m', 2],
    ['4294967296', 4 * GiB],
    ['16Ei', 2 ** 63],
    ['1e99', 2 ** 63],
  ])('%s is %d', (text, bytes) => {
    expect(parseBytes(text)).toBe(bytes);
  });
});

test.each([
  ['110', 110],
  ['200k', 200_000],
  ['0', 0],
])('%s pods are %d', (text, count) => {
  expect(parseCount(text)).toBe(count);
});

describe('what is no quantity is unknown, never zero', () => {
  test.each([
    '',
    ' ',
    '.',
    '+',
    '-',
    'm',
    'Gi',
    '1 Gi',
    ' 1',
    '1\n',
    '4GB',
    '4gi',
    '1K',
    '1ki',
    '1e',
    '1e1.5',
    '1e+',
    '1Kim',
    '--1',
    '1.2.3',
    '0x10',
    'NaN',
    'Infinity',
    '１',
    '1,5',
    '9'.repeat(65),
    '1e99999',
  ])('%j', (text) => {
    expect([parseCpuMillis(text), parseBytes(text), parseCount(text)]).toEqual([null, null, null]);
  });
});

test.each([
  [0, '0'],
  [1, '1m'],
  [1930, '1930m'],
  [2000, '2'],
  [1500, '1500m'],
  [200_000_000, '200000'],
  [-500, '-500m'],
])('%d thousandths of a core are written %s', (millis, text) => {
  expect(formatCpu(millis)).toBe(text);
});

test.each([
  [0, '0'],
  [1, '1'],
  [1023, '1023'],
  [1024, '1Ki'],
  [4 * GiB, '4Gi'],
  [4 * GiB - 1024 ** 2, '4095Mi'],
  [4 * GiB - 1, '4294967295'],
  [3_006_048 * 1024, '2.9Gi'],
  [1_600_000 * GiB, '1.5Pi'],
  [1.5 * GiB, '1.5Gi'],
  [-GiB, '-1Gi'],
])('%d bytes are written %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test('what is written is read back: CPU exactly, memory within a twentieth', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 40 }), (number) => {
      expect(parseCpuMillis(formatCpu(number))).toBe(number);
      expect(Math.abs((parseBytes(formatBytes(number)) ?? Number.NaN) - number)).toBeLessThanOrEqual(number / 20);
    }),
  );
});

test('whole numbers, which are most, are read like all others', () => {
  const digits = fc.oneof(fc.bigInt({ min: 0n, max: 10n ** 20n }), fc.bigInt({ min: 0n, max: 5_000n })).map(String);
  const suffix = fc.constantFrom('', 'n', 'u', 'm', 'k', 'M', 'G', 'T', 'P', 'E', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei');
  fc.assert(
    fc.property(digits, suffix, (number, unit) => {
      const read = (text: string) => [parseCpuMillis(text), parseBytes(text), parseCount(`-${text}`)];
      expect(read(`${number}${unit}`)).toEqual(read(`${number}.0${unit}`));
    }),
  );
});

test('a limit is written only for the limit itself', () => {
  fc.assert(
    fc.property(fc.integer({ min: -(2 ** 31), max: 2 ** 31 }), (offset) => {
      expect(formatBytes(4 * GiB + offset) === '4Gi').toBe(offset === 0);
    }),
  );
});

test('any text is a number or unknown, quickly', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[+-]?[0-9.]{0,20}[a-zA-Z0-9+-]{0,6}$/)), (text) => {
      const value = parseBytes(text);
      expect(value === null || Number.isFinite(value)).toBe(true);
    }),
  );
});
