const THIN_SPACE = '\u202F';

/** Digits in threes with thin spaces: `1 234 567`. */
export function formatNumber(value: number): string {
  return new Intl.NumberFormat('en-GB').format(value).replaceAll(',', THIN_SPACE);
}

/** Bytes as people say them: `204 kB`, `1.4 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1_000) return `${String(bytes)}${THIN_SPACE}B`;
  if (bytes < 1_000_000) return `${String(Math.round(bytes / 1_000))}${THIN_SPACE}kB`;
  return `${(bytes / 1_000_000).toFixed(1)}${THIN_SPACE}MB`;
}
