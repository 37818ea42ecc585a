/** A table of words; the first column is aligned to the left, the others to the right. */
export interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export function textTable({ head, rows }: Table): string {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (cells: readonly string[]): string =>
    widths
      .map((width, column) =>
        column === 0 ? (cells[column] ?? '').padEnd(width) : (cells[column] ?? '').padStart(width),
      )
      .join('  ')
      .trimEnd();
  return [line(head), line(widths.map((width) => '─'.repeat(width))), ...rows.map(line)].join('\n');
}

export function markdownTable({ head, rows }: Table): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const rule = head.map((_, column) => (column === 0 ? '---' : '---:'));
  return [
    line(head),
    line(rule),
    ...rows.map((row) => line(head.map((_, column) => row[column] ?? ''))),
  ].join('\n');
}

/** A number with its digits after the point and thousands apart; a dash for what was not measured. */
export function figure(value: number | undefined, digits: number): string {
  if (value === undefined || Number.isNaN(value)) return '–';
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** `of` as a multiple of `by`, `1.42×`. */
export function ratio(of: number | undefined, by: number | undefined): string {
  if (of === undefined || by === undefined || Number.isNaN(of / by) || by === 0) return '–';
  return `${(of / by).toFixed(2)}×`;
}
