const ROMAN: readonly (readonly [number, string])[] = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
];

/** Lowercase roman numeral of a positive whole number. */
export function roman(number: number): string {
  let rest = number;
  let text = '';
  for (const [value, letters] of ROMAN) {
    while (rest >= value) {
      text += letters;
      rest -= value;
    }
  }
  return text;
}

/** a … z, then aa, ab … : letters count as in points of an act, without a zero. */
export function letters(number: number): string {
  let rest = number;
  let text = '';
  while (rest > 0) {
    const digit = (rest - 1) % 26;
    text = String.fromCharCode(97 + digit) + text;
    rest = (rest - 1 - digit) / 26;
  }
  return text;
}

/** The mark of the `number`-th point at a depth: (a), then (i), then a dash. */
export function pointMarker(depth: number, number: number): string {
  if (depth === 1) return `(${letters(number)})`;
  if (depth === 2) return `(${roman(number)})`;
  return '–';
}
