const THIN_SPACE = '\u202F';

/** Digits in threes with thin spaces: `1 234 567`. */
export const groupDigits = (value: number): string =>
  new Intl.NumberFormat('en-GB').format(value).replaceAll(',', THIN_SPACE);
const NEAR = 10_000;

/**
 * `part` of `whole` in per cent, cut and never rounded up: `64.99 %`, and `64.999998 %` where two decimals could not tell it from the
 * limit. A share that misses its limit by nine inhabitants must not read as the limit (DOMAIN §5, S4). Whole numbers, `whole` above 0.
 */
export function formatShare(part: number, whole: number, limit = part): string {
  const isNear = part !== limit && Math.abs(part - limit) * NEAR < whole;
  const decimals = isNear ? 6 : 2;
  const scaled = (BigInt(part) * 100n * 10n ** BigInt(decimals)) / BigInt(whole);
  const digits = scaled.toString().padStart(decimals + 1, '0');
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}\u202F%`;
}
