import type { Circumstances } from './report.js';

/** `2026-11-24 18:40 UTC, 2 cores (…), …; a full run, seed 1`. */
export function circumstancesLine({ at, machine, length, seed }: Circumstances): string {
  const when = `${at.slice(0, 16).replace('T', ' ')} UTC`;
  const how = length === 'full' ? 'a full run' : 'a quick run, not for a record';
  return `Measured ${when} on ${machine}; ${how}, seed ${String(seed)}`;
}

/** Lines of a Markdown list. */
export function listed(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join('\n');
}
