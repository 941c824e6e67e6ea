/**
 * Kubernetes quantities (apimachinery, `resource.Quantity`): a signed decimal number with a binary suffix (`Ki` to `Ei`), a decimal one
 * (`n` to `E`) or an exponent (`12e6`, `12E6`). Kubernetes rounds up to the unit it works in, and so do these functions.
 */
const QUANTITY = /^([+-]?)(\d*)(?:\.(\d*))?(?:(Ki|Mi|Gi|Ti|Pi|Ei|[numkMGTPE])|[eE]([+-]?\d{1,4}))?$/;
/** Longer ones are not written by Kubernetes, and cost time. */
const LONGEST = 64;
/** Beyond this power of ten everything is either 0, or more than Kubernetes can hold. */
const FARTHEST = 100;
/** Kubernetes holds no more (a signed 64 bit integer). */
const LARGEST = 2n ** 63n - 1n;

const BINARY: Readonly<Record<string, bigint>> = {
  Ki: 2n ** 10n,
  Mi: 2n ** 20n,
  Gi: 2n ** 30n,
  Ti: 2n ** 40n,
  Pi: 2n ** 50n,
  Ei: 2n ** 60n,
};
/** From the largest. */
const UNITS: readonly (readonly [string, number])[] = Object.entries(BINARY)
  .map(([unit, size]) => [unit, Number(size)] as const)
  .toReversed();
const DECIMAL: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };

/** As many digits as a number holds exactly. */
const EXACT_DIGITS = 15;
const POWERS_OF_TEN: readonly number[] = Array.from({ length: 22 }, (_, power) => Number(`1e${power}`));

/** What nearly all quantities are, a whole number of no great size, a hundred thousand in one answer; null: it takes larger numbers. */
function parseWhole(digits: string, suffix: string, fraction: number): number | null {
  const power = (DECIMAL[suffix] ?? 0) + fraction;
  const scaled = Number(digits) * Number(BINARY[suffix] ?? 1) * (POWERS_OF_TEN[power] ?? 1);
  if (digits.length > EXACT_DIGITS || !Number.isSafeInteger(scaled)) return null;
  const divisor = POWERS_OF_TEN[-power] ?? 1;
  const rest = scaled % divisor;
  return (scaled - rest) / divisor + Number(rest > 0);
}

/** The quantity in units of 10^-`fraction`, rounded up (away from zero); null if it is none. */
function parse(text: string, fraction: number): number | null {
  const match = text.length <= LONGEST ? QUANTITY.exec(text) : null;
  if (!match) return null;
  const [, sign, whole = '', decimals = '', suffix = '', exponent = '0'] = match;
  const digits = whole + decimals;
  if (digits === '') return null;
  const signed = (size: number): number => (sign === '-' && size !== 0 ? -size : size);
  const small = decimals === '' && exponent === '0' ? parseWhole(whole, suffix, fraction) : null;
  if (small !== null) return signed(small);
  const power = Math.max(-FARTHEST, Math.min(FARTHEST, (DECIMAL[suffix] ?? 0) + Number(exponent) - decimals.length + fraction));
  const scaled = BigInt(digits) * (BINARY[suffix] ?? 1n);
  const divisor = 10n ** BigInt(Math.max(0, -power));
  const rounded = power >= 0 ? scaled * 10n ** BigInt(power) : (scaled + divisor - 1n) / divisor;
  return signed(Number(rounded > LARGEST ? LARGEST : rounded));
}

/** CPU in thousandths of a core: `1930m` is 1930, `2` is 2000. Null: not a quantity. */
export const parseCpuMillis = (text: string): number | null => parse(text, 3);

/** Memory in bytes: `4Gi` is 4294967296. Null: not a quantity. */
export const parseBytes = (text: string): number | null => parse(text, 0);

/** A number of things, such as pods: `110`, `200k`. Null: not a quantity. */
export const parseCount = (text: string): number | null => parse(text, 0);

/** `2` for whole cores, else `1930m`. */
export const formatCpu = (millis: number): string => (millis % 1000 === 0 ? String(millis / 1000) : `${Math.round(millis)}m`);

/**
 * Bytes with one decimal in the largest binary unit that tells the truth: `4Gi`, `2.9Gi`. What is not exactly 4 GiB never reads `4Gi`,
 * but `4095Mi`, so that a value below a limit does not look like the limit.
 */
export function formatBytes(bytes: number): string {
  for (const [unit, size] of UNITS) {
    const value = bytes / size;
    const shown = Math.round(value * 10) / 10;
    if (Math.abs(value) >= 1 && (shown === value || !Number.isInteger(shown))) return `${shown}${unit}`;
  }
  return String(Math.round(bytes));
}
